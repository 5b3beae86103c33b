import assert from "node:assert/strict";
import { createSession } from "../../../../src/billing/accounts/account-list.ts";
import { createMemoryStores } from "../../../../src/billing/accounts/account-stores.ts";
import { fingerprint } from "../../../../src/billing/accounts/fingerprint.ts";
import { createAccounts } from "../../../../src/billing/accounts/known-accounts.ts";
import {
  encodeAccount,
  type KnownAccount,
  type StoredAccount,
  type Unreadable,
} from "../../../../src/billing/accounts/stored-account.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { presentStatus } from "../../../../src/billing/present/present-status.ts";
import type { Client } from "../../../../src/billing/vendor/api-client.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";
import { createFakeClock, settled, type FakeClock } from "../fake-clock.ts";
import { createFakeKeyring, createFakeList, type Mood } from "./fake-keyring.ts";

const MAIN: StoredAccount = {
  id: "main",
  provider: "aimlapi",
  origin: aimlapi.origin,
  apiKey: "k1",
  place: 1,
};
const TEAM: StoredAccount = {
  id: "team",
  provider: "xai",
  origin: xai.origin,
  apiKey: "k3",
  subject: "t",
  place: 2,
};
const LOCKED: readonly Mood[] = ["locked", "rejects", "hangs"];

const BALANCES: Readonly<Record<string, number>> = { k1: 10, k2: 20, k3: 30, demo: 42 };

/** Lets time pass, and what is worked out outside this thread (fingerprints) end before and after. */
async function pass(clock: FakeClock, ms: number): Promise<void> {
  for (let left = ms + 2; left > 0; left -= 5_000) {
    await clock.advance(Math.min(left, 5_000));
    for (let round = 0; round < 3; round += 1) {
      await fingerprint(MAIN);
      await settled();
    }
  }
}

/** A window over any source of accounts. */
function createWindow(
  storedAccounts: () => Promise<readonly KnownAccount[]>,
  startDemo = () => Promise.resolve({ origin: "http://127.0.0.1:1", apiKey: "demo", dispose() {} }),
) {
  const clock = createFakeClock();
  /** The keys that were sent. */
  const sent: string[] = [];
  const client = (({ apiKey }: { readonly apiKey: string }) => {
    sent.push(apiKey);
    return Promise.resolve({ balance: usd(BALANCES[apiKey] ?? 0), refill: {}, missing: [] });
  }) as unknown as Client;
  const session = createSession({
    provider: aimlapi,
    providerOf: (id) => Promise.resolve([aimlapi, xai].find((each) => each.id === id)),
    client,
    clock,
    settings: () => ({ origin: aimlapi.origin, pollIntervalMs: 300_000, ownThreshold: null, away: false }),
    storedAccounts,
    openStores: () => createMemoryStores(),
    startDemo,
    onStoreError: () => undefined,
  });
  const preferences = { locale: "en", hideAmounts: false };
  const bar = () => presentStatus(session.view(), clock.now(), preferences, session.views());
  return {
    session,
    clock,
    sent,
    bar,
    texts: () => session.views().map((view) => presentStatus(view, clock.now(), preferences).text),
  };
}

/** A window over a keyring. */
async function createStage(unreadable: Unreadable = "locked") {
  const { keyring, port } = createFakeKeyring({ main: encodeAccount(MAIN), team: encodeAccount(TEAM) });
  const { list } = createFakeList();
  const accounts = createAccounts({
    secrets: port,
    list,
    mainProvider: "aimlapi",
    clock: { after: (ms, call) => window.clock.after(ms, call) },
    unreadable,
    onError: () => undefined,
  });
  const window = createWindow(accounts.list);
  accounts.onDidChange(() => void window.session.reload());
  await accounts.list();
  const start = async (mood: Mood) => {
    keyring.mood = mood;
    void window.session.reload();
    await pass(window.clock, 30_000);
  };
  return { ...window, keyring, accounts, start };
}

const GOOD = ["$(credit-card) $10.00", "$(credit-card) $30.00"];
const UNREAD = "$(key) Can't read saved keys";

describe("keys that cannot be read", () => {
  for (const mood of LOCKED) {
    const how = mood === "locked" ? "looks empty" : mood;

    it(`are a state of their own when the storage ${how} at the start`, async () => {
      const { session, bar, texts, start } = await createStage();
      await start(mood);
      assert.deepEqual(texts(), [UNREAD, UNREAD]);
      const { text, tone, spoken, click, tooltip } = bar();
      assert.equal(text, "$(key) AI/ML API: Can't read saved keys");
      assert.equal(tone, "warning");
      assert.match(
        spoken,
        /^AI\/ML API: Can't read saved keys\. .*Unlock your keyring, or set the key again\./,
      );
      assert.equal(click, "refresh");
      assert.deepEqual(tooltip.actions, ["refresh", "setKey"]);
      assert.deepEqual(
        tooltip.accounts.map((row) => row.text),
        ["AI/ML API: can't read the saved key", "xAI: can't read the saved key"],
      );
      session.dispose();
    });

    for (const [when, again] of [
      ["when the window is focused", (stage) => stage.session.look("timer")],
      ["by a refresh", (stage) => stage.session.look("manual")],
      ["by a refresh of the account", (stage) => stage.session.look("manual", "team")],
      ["within a minute", (stage) => pass(stage.clock, 60_000)],
    ] as readonly (readonly [string, (stage: Awaited<ReturnType<typeof createStage>>) => unknown])[])
      it(`are read again ${when} after the storage that ${how} was unlocked`, async () => {
        const stage = await createStage();
        await stage.start(mood);
        stage.keyring.mood = "open";
        const done = again(stage);
        await pass(stage.clock, 1_000);
        await done;
        assert.deepEqual(stage.texts(), GOOD);
        stage.session.dispose();
      });

    it(`leave the others working when one ${how}, also while that is retried`, async () => {
      const { session, clock, keyring, texts, start } = await createStage();
      keyring.moods = { main: mood };
      await start("open");
      assert.deepEqual(texts(), [UNREAD, "$(credit-card) $30.00"]);
      const team = session.account("team");
      await pass(clock, 150_000);
      assert.equal(session.account("team"), team);
      session.dispose();
    });

    it(`show nothing of a key that was replaced while the storage ${how}`, async () => {
      const { session, clock, keyring, texts, start } = await createStage();
      await start("open");
      assert.deepEqual(texts(), GOOD);
      keyring.moods = { main: mood };
      keyring.put("main", encodeAccount({ ...MAIN, apiKey: "k2" }));
      await pass(clock, 10_000);
      assert.equal(texts().join().includes("$10.00"), false);
      keyring.moods = {};
      await pass(clock, 60_000);
      assert.deepEqual(texts(), ["$(credit-card) $20.00", "$(credit-card) $30.00"]);
      session.dispose();
    });
  }

  it("are told in other words where a browser forgets them", async () => {
    const { session, bar, start } = await createStage("forgotten");
    await start("locked");
    assert.match(
      bar().spoken,
      /This browser did not keep the key after the page was reloaded\. Set the key again\./,
    );
    session.dispose();
  });

  it("are no longer missed once their account is removed", async () => {
    const { session, clock, accounts, bar, start } = await createStage();
    await start("locked");
    await accounts.remove("main");
    await accounts.remove("team");
    await pass(clock, 60_000);
    assert.equal(bar().text, "$(key) Set AI/ML API key");
    session.dispose();
  });

  it("are a state of their own also where no list is known yet, by hook or by crook", async () => {
    for (const failing of [
      () => Promise.reject(new Error("locked")),
      () => new Promise<never>(() => undefined),
    ]) {
      let stored: () => Promise<readonly KnownAccount[]> = failing;
      const { session, clock, bar } = createWindow(() => stored());
      void session.reload();
      await pass(clock, 10_000);
      assert.equal(bar().text, UNREAD);
      stored = () => Promise.resolve([MAIN]);
      await pass(clock, 60_000);
      assert.equal(bar().text, "$(credit-card) $10.00");
      session.dispose();
    }
  });

  it("take the amount away from a working account when all accounts become unreadable", async () => {
    let stored: () => Promise<readonly KnownAccount[]> = () => Promise.resolve([MAIN]);
    const { session, clock, bar, sent } = createWindow(() => stored());
    await session.reload();
    await pass(clock, 1_000);
    assert.equal(bar().text, "$(credit-card) $10.00");
    stored = () => Promise.reject(new Error("locked"));
    await session.reload();
    assert.deepEqual([bar().text, bar().id], [UNREAD, "main"]);
    sent.length = 0;
    await pass(clock, 600_000);
    assert.deepEqual(sent, []);
    session.dispose();
  });
});

describe("accounts that are read while something else is wanted", () => {
  /** Answers that are given when the test says so. */
  function createAnswers() {
    const answers: ((accounts: readonly KnownAccount[]) => void)[] = [];
    const ask = () => new Promise<readonly KnownAccount[]>((resolve) => answers.push(resolve));
    return { answers, ask };
  }

  it("are those that were asked for last, in whatever order the answers come", async () => {
    const { answers, ask } = createAnswers();
    const { session, texts, clock } = createWindow(ask);
    void session.reload();
    void session.reload();
    answers[1]?.([{ ...MAIN, apiKey: "k2" }]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) $20.00"]);
    answers[0]?.([MAIN, TEAM]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) $20.00"]);
    session.dispose();
  });

  it("count also when they come late, unless others came since", async () => {
    const { answers, ask } = createAnswers();
    const { session, texts, clock, bar } = createWindow(ask);
    void session.reload();
    await pass(clock, 30_000);
    assert.equal(bar().text, UNREAD);
    answers[0]?.([MAIN]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) $10.00"]);
    session.dispose();
  });

  it("do not count when they come later than those of another try", async () => {
    const { answers, ask } = createAnswers();
    const { session, texts, clock } = createWindow(ask);
    void session.reload();
    await pass(clock, 70_000);
    answers[1]?.([{ ...MAIN, apiKey: "k2" }]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) $20.00"]);
    answers[0]?.([MAIN]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) $20.00"]);
    session.dispose();
  });

  it("do not push the demo aside, nor does a demo that started late push them aside", async () => {
    const { answers, ask } = createAnswers();
    /** Demos that were asked for and start when the test says so; how many of them are still running. */
    const demos: (() => void)[] = [];
    let running = 0;
    const startDemo = () =>
      new Promise<{ origin: string; apiKey: string; dispose: () => void }>((resolve) => {
        running += 1;
        const dispose = () => void (running -= 1);
        demos.push(() => resolve({ origin: "http://127.0.0.1:1", apiKey: "demo", dispose }));
      });
    /** What the demo needs is loaded first. */
    const isAsked = async (count: number) => {
      while (demos.length < count) await settled();
    };
    const { session, texts, clock, sent } = createWindow(ask, startDemo);
    void session.reload();
    void session.startDemo();
    await isAsked(1);
    demos[0]?.();
    await settled();
    answers[0]?.([MAIN]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) DEMO $42.00"]);
    assert.ok(sent.every((key) => key === "demo"));
    void session.leaveDemo();
    assert.equal(running, 0);
    void session.startDemo();
    await isAsked(2);
    void session.reload();
    demos[1]?.();
    await settled();
    answers.at(-1)?.([MAIN]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), ["$(credit-card) $10.00"]);
    assert.equal(running, 0);
    session.dispose();
  });

  it("change nothing any more once the window is gone", async () => {
    const { answers, ask } = createAnswers();
    const { session, texts, clock } = createWindow(ask);
    void session.reload();
    session.dispose();
    answers[0]?.([MAIN]);
    await pass(clock, 1_000);
    assert.deepEqual(texts(), []);
    assert.equal(clock.timers, 0);
  });
});
