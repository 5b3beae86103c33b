import assert from "node:assert/strict";
import { chmod, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSession, type Session } from "../../../src/billing/accounts/account-list.ts";
import { adoptCheck } from "../../../src/billing/accounts/adopt-key-check.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { forgetValues, rewrite } from "../../../src/billing/state/update-state.ts";
import type { Client, Credential } from "../../../src/billing/vendor/api-client.ts";
import { providers } from "../../../src/catalog.ts";
import { openAccountCell, removeAccountCells } from "../../../src/host/account-cells.ts";
import { realClock } from "../../../src/host/real-clock.ts";
import { openAccountStores } from "../../../src/host/store/account-stores.ts";
import { oneAccount } from "../../support/main-account.ts";
import { createScratch, type Scratch } from "../../support/scratch.ts";
import { moment, until } from "../../support/until.ts";

/** Windows of one profile: one folder, one stored key, one vendor that counts. */
function createProfile(storage: string) {
  const [provider] = providers;
  const warnings: string[] = [];
  const profile = {
    credential: { origin: "https://vendor.test", apiKey: "k" } as Credential | undefined,
    asked: 0,
    /** Balances that are being written down. */
    writing: 0,
    warnings,
    open(): Session {
      const client = ((_credential, endpoint) => {
        profile.asked += 1;
        const balance = usd(profile.asked);
        return Promise.resolve(
          endpoint === provider.balance ? { balance } : { balance, refill: {}, missing: [] },
        );
      }) as Client;
      const session = createSession({
        provider,
        client,
        clock: realClock,
        settings: () => ({
          origin: "https://vendor.test",
          pollIntervalMs: 300_000,
          ownThreshold: null,
          away: false,
        }),
        ...oneAccount(() => profile.credential),
        openStores(fingerprint) {
          const stores = openAccountStores(storage, fingerprint, (line) => warnings.push(line));
          const note = async (reading: Parameters<typeof stores.balances.note>[0]) => {
            profile.writing += 1;
            await stores.balances.note(reading).finally(() => (profile.writing -= 1));
          };
          return { ...stores, balances: { ...stores.balances, note } };
        },
        startDemo: () => Promise.reject(new Error("no demo")),
        onStoreError: (error) => warnings.push(String(error)),
      });
      void session.reload();
      return session;
    },
  };
  return profile;
}

const amountIn = (session: Session) => {
  const view = session.view();
  return view.kind === "account" ? view.state.reading?.balance : undefined;
};

describe("windows whose storage is deleted underneath", () => {
  let scratch: Scratch;
  let accounts: string;
  let profile: ReturnType<typeof createProfile>;
  let windows: readonly Session[];

  beforeEach(async () => {
    scratch = await createScratch();
    accounts = join(scratch.path, "accounts");
    profile = createProfile(scratch.path);
    windows = [profile.open(), profile.open(), profile.open()];
    await until(() => windows.every((window) => amountIn(window)) && profile.asked === 2);
    await lookAll();
  });
  afterEach(async () => {
    for (const window of windows) window.dispose();
    await scratch.dispose();
  });

  /** Twice, as the first may join a look that began before. */
  async function lookAll(): Promise<void> {
    for (let round = 0; round < 2; round += 1)
      await Promise.all(windows.map((window) => window.look("timer")));
    await until(() => profile.writing === 0);
  }

  it("do not bring it back before they learn, a moment later, that the key was deleted too", async () => {
    await removeAccountCells(scratch.path);
    await moment(100);
    await lookAll();
    await assert.rejects(stat(accounts), { code: "ENOENT" });
    assert.equal((await windows[1]?.look("manual"))?.kind, "waiting", "asked a moment ago");
    profile.credential = undefined;
    await Promise.all(windows.map((window) => window.reload()));
    await moment(50);
    assert.deepEqual(
      windows.map((window) => window.view().kind),
      ["no-key", "no-key", "no-key"],
    );
    await assert.rejects(stat(accounts), { code: "ENOENT" });
    assert.equal(profile.asked, 2);
  });

  it("go on by themselves within the budget they know, and say so once", async () => {
    // A window may still be writing down what it read.
    await rm(scratch.path, { recursive: true, maxRetries: 50 });
    await moment(100);
    await lookAll();
    assert.equal(profile.asked, 2, "the value is fresh, the requests are not forgotten");
    // A window that has just seen the files go shows its own value once it has looked for itself.
    await until(() => windows.every((window) => amountIn(window)));
    const lost = "Windows cannot share what they read (it was deleted): this one goes on by itself";
    assert.deepEqual(profile.warnings, [lost, lost, lost]);
  });

  it("begin anew with a key that is entered again", async () => {
    await removeAccountCells(scratch.path);
    profile.credential = { origin: "https://vendor.test", apiKey: "other" };
    await Promise.all(windows.map((window) => window.reload()));
    await until(() => profile.asked === 4);
    await until(() => new Set(windows.map((window) => amountIn(window)?.nanos)).size === 1);
  });
});

describe("a key that was cleared", () => {
  it("leaves its last balance in no file, not even a dead window's, and keeps the count", async () => {
    const scratch = await createScratch();
    const cell = openAccountCell(scratch.path, "abc", () => undefined);
    for (let amount = 1; amount < 6; amount += 1) {
      await rewrite(cell, (state) =>
        adoptCheck(state, { at: amount, requests: 1, holdings: { balance: usd(7654.321) } }),
      );
    }
    const folder = join(scratch.path, "accounts", "abc");
    await writeFile(join(folder, "000000000006-dead.draft"), "7654.321");
    assert.equal((await readdir(folder)).length, 4);
    await rewrite(cell, forgetValues);
    const names = await readdir(folder);
    assert.deepEqual(names, ["000000000006.json"]);
    assert.doesNotMatch(await readFile(join(folder, names.join()), "utf8"), /7654/);
    assert.deepEqual((await cell.read()).state.requests.manual, [1, 2, 3, 4, 5]);
    await scratch.dispose();
  });
});

/** Who may do least, to put root in a person's place. */
const NOBODY = 65_534;

describe("a window whose storage is no place to write", () => {
  let scratch: Scratch;
  beforeEach(async () => (scratch = await createScratch()));
  afterEach(() => scratch.dispose());

  const opened = async (
    storage: string,
    use: (window: Session, profile: ReturnType<typeof createProfile>) => Promise<void>,
  ) => {
    const profile = createProfile(storage);
    const window = profile.open();
    try {
      await until(() => profile.asked === 2);
      await use(window, profile);
    } finally {
      window.dispose();
    }
  };

  it("asks by itself where a file stands in the folder's place", async () => {
    const storage = join(scratch.path, "storage");
    await writeFile(storage, "mine");
    await opened(storage, async (window, { warnings }) => {
      await until(() => amountIn(window) !== undefined && warnings.length > 1);
      assert.deepEqual(warnings, [
        "Windows cannot share what they read (ENOTDIR): this one goes on by itself",
        "The balances seen cannot be kept (ENOTDIR)",
      ]);
    });
    assert.equal(await readFile(storage, "utf8"), "mine");
  });

  // On Windows folders know no such mode, and processes no other user.
  if (process.platform !== "win32")
    it("asks by itself in a folder it may not write to", async () => {
      await chmod(scratch.path, 0o555);
      const asRoot = process.geteuid?.() === 0;
      if (asRoot) process.seteuid?.(NOBODY);
      try {
        await opened(scratch.path, async (window, { warnings }) => {
          await until(() => amountIn(window) !== undefined);
          assert.deepEqual(warnings, [
            "Windows cannot share what they read (EACCES): this one goes on by itself",
          ]);
        });
      } finally {
        if (asRoot) process.seteuid?.(0);
      }
    });
});
