import assert from "node:assert/strict";
import { createAccounts } from "../../../../src/billing/accounts/known-accounts.ts";
import {
  encodeAccount,
  isReadable,
  type StoredAccount,
} from "../../../../src/billing/accounts/stored-account.ts";
import { createFakeClock, settled } from "../fake-clock.ts";
import { createFakeKeyring, createFakeList, type Mood } from "./fake-keyring.ts";

const MAIN: StoredAccount = {
  id: "main",
  provider: "aimlapi",
  origin: "https://api.example",
  apiKey: "sk-main-secret",
  subject: undefined,
  name: undefined,
  place: 1,
  disabled: undefined,
  chosenAt: undefined,
};
const WORK: StoredAccount = {
  ...MAIN,
  id: "work",
  provider: "cloudflare",
  apiKey: "sk-work-secret",
  subject: "acc0017",
  name: "Work",
  place: 2,
};

function createStage(...stored: readonly StoredAccount[]) {
  const { keyring, port } = createFakeKeyring(
    Object.fromEntries(stored.map((account) => [account.id, encodeAccount(account)])),
  );
  const { state, list } = createFakeList();
  const clock = createFakeClock();
  const errors: unknown[] = [];
  const open = () => {
    const accounts = createAccounts({
      secrets: port,
      list,
      mainProvider: "aimlapi",
      clock,
      unreadable: "locked",
      onError: (error) => errors.push(error),
    });
    accounts.onDidChange(() => undefined);
    return accounts;
  };
  /** Each account as it is known, in the order of ids: its name and whether it can be used. */
  async function known(accounts = open()) {
    const answer = accounts.list();
    await clock.advance(60_000);
    return (await answer).map((each) => `${each.id}${isReadable(each) ? "" : ` ${each.unreadable}`}`).sort();
  }
  return { keyring, state, clock, errors, open, known };
}

const LOCKED: readonly Mood[] = ["locked", "rejects", "hangs"];

describe("the list of accounts beside their secrets", () => {
  it("is built by the first read that succeeds, from what an older version stored", async () => {
    const { keyring, known, state } = createStage(MAIN, WORK);
    keyring.mood = "locked";
    assert.deepEqual(await known(), []);
    assert.equal(state.text, undefined);
    keyring.mood = "open";
    assert.deepEqual(await known(), ["main", "work"]);
    keyring.mood = "locked";
    assert.deepEqual(await known(), ["main locked", "work locked"]);
  });

  for (const mood of LOCKED)
    it(`tells of each account while the storage ${mood === "locked" ? "looks empty" : mood}`, async () => {
      const { keyring, known } = createStage(MAIN, WORK);
      await known();
      keyring.mood = mood;
      assert.deepEqual(await known(), ["main locked", "work locked"]);
      keyring.mood = "open";
      assert.deepEqual(await known(), ["main", "work"]);
    });

  for (const mood of LOCKED)
    it(`leaves the others alone when one secret ${mood === "locked" ? "is missing" : mood}`, async () => {
      const { keyring, known } = createStage(MAIN, WORK);
      await known();
      keyring.moods = { work: mood };
      assert.deepEqual(await known(), ["main", "work locked"]);
    });

  it("fails in words for a person when nothing is listed and the storage fails", async () => {
    const { keyring, open } = createStage(MAIN);
    keyring.mood = "rejects";
    await assert.rejects(open().list(), { message: /^Can't read saved keys\. Unlock your keyring/ });
  });

  it("holds nothing of a key, nor whom the vendor bills", async () => {
    const { known, open, state } = createStage(MAIN);
    await known();
    await open().write(WORK);
    const { text = "" } = state;
    for (const secret of ["sk-", "secret", "acc0017", "api.example"])
      assert.ok(!text.includes(secret), secret);
    assert.deepEqual(
      (JSON.parse(text) as { id: string; name?: string }[]).map(({ id, name }) => [id, name]),
      [
        ["main", undefined],
        ["work", "Work"],
      ],
    );
  });

  it("forgets an account that is removed, and all of them when all data is deleted", async () => {
    const { known, open, state } = createStage(MAIN, WORK);
    const accounts = open();
    await known(accounts);
    await accounts.remove("work");
    assert.deepEqual(await known(accounts), ["main"]);
    assert.equal(await accounts.clear(), true);
    assert.deepEqual(await known(accounts), []);
    assert.equal(state.text, "[]");
  });

  it("forgets them also while the storage is locked, and says that keys may be left", async () => {
    for (const mood of LOCKED) {
      const { keyring, known, open, clock, state } = createStage(MAIN, WORK);
      await known();
      keyring.mood = mood;
      const cleared = open().clear();
      await clock.advance(60_000);
      assert.equal(await cleared, false, mood);
      assert.equal(state.text, "[]");
    }
  });

  it("forgets an account that another window removed, but not one whose secret the editor dropped", async () => {
    const { keyring, known, open } = createStage(MAIN, WORK);
    const accounts = open();
    await known(accounts);
    keyring.drop("work");
    assert.deepEqual(await known(accounts), ["main"]);
    keyring.broken.add("main");
    assert.deepEqual(await known(accounts), ["main locked"]);
    assert.deepEqual(await known(accounts), ["main locked"]);
  });

  it("forgets all that another window removed at once, also those that were being asked for", async () => {
    const { keyring, known, open } = createStage(MAIN, WORK);
    const accounts = open();
    await known(accounts);
    keyring.drop("main");
    // Looks no different from a secret that the editor cannot decrypt.
    keyring.broken.add("work");
    assert.deepEqual(await Promise.all([known(accounts), known(accounts)]), [[], []]);
    assert.deepEqual(await known(accounts), []);
  });

  it("forgets what was removed while two reads were under way and had not asked for all secrets yet", async () => {
    for (let step = 0; step < 5; step += 1) {
      const { keyring, known, open } = createStage(MAIN, WORK);
      const accounts = open();
      await known(accounts);
      const reads = [accounts.list(), accounts.list()];
      for (let done = 0; done < step; done += 1) await Promise.resolve();
      keyring.drop("main");
      // The editor answers in the order it is asked, so the window has always asked again by now.
      reads.push(accounts.list());
      keyring.drop("work");
      reads.push(accounts.list());
      await Promise.all(reads);
      assert.deepEqual(await known(accounts), [], `after step ${step}`);
    }
  });

  it("forgets what was removed all at once while the secrets were being asked for", async () => {
    for (let step = 0; step < 12; step += 1) {
      const { keyring, known, open } = createStage(MAIN, WORK, { ...WORK, id: "third", apiKey: "sk-3" });
      const accounts = open();
      await known(accounts);
      const reading = accounts.list();
      for (let done = 0; done < step; done += 1) await Promise.resolve();
      for (const id of ["main", "work", "third"]) keyring.drop(id);
      await reading;
      // The window hears of it, and looks twice: once for the last of them.
      await known(accounts);
      assert.deepEqual(await known(accounts), [], `after step ${step}`);
    }
  });

  it("is not taken back to what it was by the editor, which repeats each write a little later", async () => {
    const { keyring, known, open, state } = createStage(MAIN, WORK, { ...WORK, id: "third", apiKey: "sk-3" });
    const accounts = open();
    await known(accounts);
    const repeats: (() => void)[] = (state.repeats = []);
    keyring.drop("main");
    keyring.drop("work");
    const first = accounts.list();
    await settled();
    repeats.shift()?.();
    keyring.drop("third");
    const second = accounts.list();
    await settled();
    for (let repeat = repeats.shift(); repeat; repeat = repeats.shift()) {
      repeat();
      await settled();
    }
    await Promise.all([first, second]);
    assert.equal(state.text, "[]");
  });

  it("remembers an account whose secret was dropped, whatever is removed later", async () => {
    const { keyring, known, open } = createStage(MAIN, WORK);
    const accounts = open();
    await known(accounts);
    keyring.broken.add("main");
    assert.deepEqual(await known(accounts), ["main locked", "work"]);
    keyring.drop("work");
    assert.deepEqual(await known(accounts), ["main locked"]);
  });

  it("does not get back what was removed while it was being read", async () => {
    const { keyring, known, open, state, clock } = createStage(MAIN, WORK);
    const accounts = open();
    await known(accounts);
    keyring.moods = { work: "hangs" };
    const reading = accounts.list();
    await settled();
    await accounts.remove("main");
    await clock.advance(60_000);
    await reading;
    assert.doesNotMatch(state.text ?? "", /main/);
  });

  it("knows that a slot is taken whose secret cannot be read", async () => {
    const { keyring, known, open } = createStage(MAIN);
    await known();
    keyring.mood = "locked";
    const accounts = open();
    assert.deepEqual(await accounts.find("main"), {
      id: "main",
      provider: "aimlapi",
      name: undefined,
      place: 1,
      disabled: undefined,
      chosenAt: undefined,
      unreadable: "locked",
    });
    assert.equal(await accounts.read("main"), undefined);
  });

  it("tells a person that a key could not be saved, in words of our own", async () => {
    const { keyring, open, errors, state } = createStage();
    keyring.mood = "rejects";
    await assert.rejects(open().write(MAIN), {
      message: "The editor could not save the key in its secret storage. Unlock your keyring and try again.",
    });
    assert.equal(errors.length, 1);
    assert.equal(state.text, undefined);
  });

  it("survives entries that are none", async () => {
    const { known, state } = createStage(MAIN);
    for (const odd of ["null", "7", '[1,null,{"id":3},{"id":"x"}]', "{}"]) {
      state.text = odd;
      assert.deepEqual(await known(), ["main"], odd);
    }
  });
});
