import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { createSession, type Session } from "../../../src/billing/accounts/account-list.ts";
import type { AccountStores } from "../../../src/billing/accounts/account-stores.ts";
import type { Movement } from "../../../src/billing/money/credits.ts";
import { usd, type Money } from "../../../src/billing/money/money.ts";
import type { Client } from "../../../src/billing/vendor/api-client.ts";
import { BillingError } from "../../../src/billing/vendor/billing-error.ts";
import type { LedgerQuery, Provider, Refill } from "../../../src/billing/vendor/provider.ts";
import { providers } from "../../../src/catalog.ts";
import { registerAlerts } from "../../../src/editor/alert-messages.ts";
import { createCurrentPast } from "../../../src/editor/page/current-history.ts";
import { isAlertOn } from "../../../src/editor/settings/settings.ts";
import { openAccountStores } from "../../../src/host/store/account-stores.ts";
import { oneAccount } from "../../support/main-account.ts";
import { createFakeClock, type FakeClock } from "../../unit/billing/fake-clock.ts";
import { activate, aMoment, eventually, set } from "../extension.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const usage = (at: number, dollars: number, type = "MODEL_USAGE"): Movement => ({
  at,
  direction: "charge",
  type,
  credits: dollars * 2_000_000,
  model: null,
  reference: null,
});

describe("alerts in the editor", () => {
  const window = vscode.window as unknown as Record<string, unknown>;
  const names = ["showWarningMessage", "showInformationMessage", "showQuickPick"] as const;
  const real = names.map((name) => window[name]);
  let said: string[] = [];
  /** What the person presses on the next message, and takes from the next pick. */
  let answers: { press?: string; pick?: RegExp } = {};
  let world: World;

  before(async () => {
    await activate();
    const tell = (text: string, ...buttons: readonly string[]) => {
      said.push(text);
      return Promise.resolve(buttons.find((button) => button === answers.press));
    };
    window["showWarningMessage"] = window["showInformationMessage"] = tell;
    window["showQuickPick"] = (rows: readonly { readonly label: string }[]) =>
      Promise.resolve(rows.find(({ label }) => answers.pick?.test(label)));
  });

  void after(() => {
    names.forEach((name, place) => (window[name] = real[place]));
  });

  beforeEach(async () => {
    said = [];
    answers = {};
    world = await createWorld(9);
  });

  afterEach(() => world.dispose());

  /** What is told once the balance has been read anew, as often as said. */
  async function told(change: () => void, reads = 1): Promise<string[]> {
    said = [];
    change();
    for (let read = 0; read < reads; read += 1) await world.read();
    return said;
  }
  const balance = (dollars: number, reads?: number) => told(() => (world.balance = usd(dollars)), reads);

  it("tell a low balance once, and nothing more while it stays low", async () => {
    assert.deepEqual(await balance(9), []);
    assert.deepEqual(await balance(4.5), ["AI/ML API: Balance low: $4.50 left (alert at $5.00)"]);
    assert.deepEqual(await balance(4.4, 3), []);
  });

  it("tell an empty account once", async () => {
    await balance(9);
    assert.deepEqual(await balance(0), ["AI/ML API: Balance empty. Requests may fail until you top up."]);
    assert.deepEqual(await balance(-0.2, 2), []);
  });

  it("tell a top-up and by how much, and no spending", async () => {
    await balance(9);
    assert.deepEqual(await balance(29), ["AI/ML API: Topped up: +$20.00, now $29.00"]);
    assert.deepEqual(await balance(28, 2), []);
  });

  it("tell a refill that did not fire once, and none that did", async () => {
    world.refill = { enabled: true, threshold: usd(5), amount: usd(50) };
    await balance(9);
    assert.deepEqual(await balance(4, 8), [
      "AI/ML API: Auto top-up didn't run. Check your card. $4.00 left, auto top-up is due below $5.00.",
    ]);
    assert.deepEqual(await balance(4, 4), []);
    assert.deepEqual(await balance(54), ["AI/ML API: Topped up: +$50.00, now $54.00"]);
    await balance(4.5);
    assert.deepEqual(await balance(54.5), ["AI/ML API: Topped up: +$50.00, now $54.50"]);
  });

  it("tell a refused key once", async () => {
    await balance(9);
    const refused = await told(() => (world.refused = true), 3);
    assert.deepEqual(refused, ["AI/ML API no longer accepts the API key."]);
    assert.deepEqual(await told(() => undefined, 2), []);
  });

  it("tell credits that expired once, and none of before the ledger was first read", async () => {
    world.ledger.push(usage(world.clock.now() - DAY, 3, "CREDITS_EXPIRED"));
    await balance(9);
    assert.deepEqual(await told(() => undefined), []);
    await world.readLedger();
    const soon = await told(() => world.ledger.push(usage(world.clock.now(), 2, "CREDITS_EXPIRED")));
    assert.deepEqual(soon, []);
    await world.readLedger();
    assert.deepEqual(said, ["AI/ML API: $2.00 in credits expired."]);
    await world.readLedger();
    assert.equal(said.length, 1);
  });

  it("tell an unusual day once, and no usual one", async () => {
    for (let day = 1; day < 20; day += 1) world.ledger.push(usage(world.clock.now() - day * DAY, 2));
    world.ledger.push(usage(world.clock.now() - 5 * MINUTE, 2));
    await world.readLedger();
    await world.readLedger();
    assert.deepEqual(said, []);
    world.ledger.push(usage(world.clock.now(), 7));
    await world.readLedger();
    assert.deepEqual(said, ["AI/ML API: Unusual spend: $9.00 today, typically $2.00"]);
    await world.readLedger();
    assert.equal(said.length, 1);
  });

  it("tell nothing of what was so when an account is first seen", async () => {
    await world.dispose();
    world = await createWorld(3);
    assert.deepEqual([said, await balance(2.9, 3)], [[], []]);
  });

  it("hide the amounts when amounts are hidden", async () => {
    await balance(9);
    await set("hideAmounts", true);
    assert.deepEqual(await balance(4.5), ["AI/ML API: Balance low: ••• left (alert at •••)"]);
    await set("hideAmounts", undefined);
  });

  it("are snoozed for a day, by kind", async () => {
    await balance(9);
    answers = { press: "Snooze…", pick: /for 24 hours/ };
    assert.equal((await balance(29)).length, 1);
    answers = {};
    assert.deepEqual(await balance(49), []);
    assert.deepEqual(await balance(0), [], "one zero far below the value before may be wrong");
    assert.deepEqual(await balance(0), ["AI/ML API: Balance empty. Requests may fail until you top up."]);
    world.clock.jump(DAY);
    assert.equal((await balance(70)).length, 1);
  });

  it("stay quiet until the next top-up when told so", async () => {
    await balance(9);
    answers = { press: "Snooze…", pick: /next top-up/ };
    assert.equal((await balance(4)).length, 1);
    answers = {};
    for (const dollars of [4.4, 4.8, 5.2, 5.6]) await balance(dollars);
    assert.deepEqual(await balance(4), []);
    assert.deepEqual(await balance(30), ["AI/ML API: Topped up: +$26.00, now $30.00"]);
    assert.deepEqual(await balance(4), ["AI/ML API: Balance low: $4.00 left (alert at $5.00)"]);
  });

  it("are never told again once switched off", async () => {
    await balance(9);
    answers = { press: "Snooze…", pick: /Don't show/ };
    assert.equal((await balance(29)).length, 1);
    answers = {};
    await eventually(
      () => isAlertOn("topped-up"),
      (on) => !on,
    );
    assert.deepEqual(await balance(49), []);
    await set("alerts.toppedUp", undefined);
    assert.equal((await balance(69)).length, 1);
  });

  it("are not told once they are old news, and the next one is", async () => {
    const heldFor = async (ms: number, dollars: number) => {
      said = [];
      world.balance = usd(dollars);
      await world.readUntold(ms);
      return said;
    };
    await balance(9);
    assert.deepEqual(await heldFor(45 * MINUTE, 29), ["AI/ML API: Topped up: +$20.00, now $29.00"]);
    assert.deepEqual(await heldFor(61 * MINUTE, 49), []);
    assert.deepEqual(await heldFor(-75 * MINUTE, 69), []);
    assert.deepEqual(await balance(89), ["AI/ML API: Topped up: +$20.00, now $89.00"]);
  });

  it("say nothing in the demo", async () => {
    await balance(9);
    await world.startDemo();
    assert.deepEqual(await balance(0, 3), []);
  });
});

/** Two windows of one person over one folder, with a vendor that says what a test wants, on a fake clock. */
interface World {
  readonly clock: FakeClock;
  readonly ledger: Movement[];
  balance: Money;
  refill: Refill;
  refused: boolean;
  /** Time passes, and both windows look. */
  read(): Promise<void>;
  readLedger(): Promise<void>;
  /** Both windows look, and this much time passes, and up to nine minutes more, before either may tell. */
  readUntold(ms: number): Promise<void>;
  startDemo(): Promise<void>;
  dispose(): Promise<void>;
}

async function createWorld(dollars: number): Promise<World> {
  const clock = createFakeClock(Date.UTC(2026, 7, 31, 12));
  const folder = await mkdtemp(join(tmpdir(), "aimlapi-alerts-"));
  const [vendor] = providers;
  const provider: Provider = {
    ...vendor,
    ledger: (query) => ({ path: "/ledger", decode: () => page(query) }),
  };
  const page = ({ from = 0, to = Infinity, direction }: LedgerQuery) => ({
    movements: world.ledger
      .filter((it) => it.at >= from && it.at < to && (direction ?? it.direction) === it.direction)
      .sort((a, b) => b.at - a.at),
    next: null,
    disagreeing: 0,
  });
  const client: Client = (_credential, endpoint) => {
    if (world.refused) return Promise.reject(new BillingError({ kind: "unauthorized", fromVendor: true }));
    const { balance, refill } = world;
    const answer: unknown =
      endpoint.path === provider.balance.path
        ? { balance }
        : endpoint.path === provider.detail?.path
          ? { balance, refill, missing: [] }
          : endpoint.decode(undefined);
    return Promise.resolve(answer as never);
  };
  const fail = (error: unknown) => assert.fail(String(error));
  /** Writes that have not come back yet. */
  let writing = 0;
  const counted = (stores: AccountStores): AccountStores => {
    const { cell } = stores;
    const swap: typeof cell.swap = async (...versions) => {
      writing += 1;
      return cell.swap(...versions).finally(() => (writing -= 1));
    };
    return { ...stores, cell: { ...cell, swap } };
  };
  const openWindow = async () => {
    const session = createSession({
      provider,
      client,
      clock,
      settings: () => ({
        origin: "https://vendor.test",
        pollIntervalMs: 5 * MINUTE,
        ownThreshold: null,
        away: false,
      }),
      ...oneAccount(() => ({ origin: "https://vendor.test", apiKey: "key" })),
      openStores: (fingerprint) => counted(openAccountStores(folder, fingerprint, () => undefined)),
      startDemo: () => Promise.resolve({ origin: "https://demo.test", apiKey: "demo", dispose() {} }),
      onStoreError: fail,
    });
    const alerts = registerAlerts({ session, clock, onStoreError: fail });
    await session.reload();
    return { session, alerts };
  };
  const world: World = {
    clock,
    ledger: [],
    balance: usd(dollars),
    refill: { enabled: false },
    refused: false,
    async read() {
      // As seldom as the hour's budget for a person allows.
      clock.jump(31 * MINUTE);
      await bothTell((session) => session.look("manual"));
    },
    async readLedger() {
      clock.jump(6 * MINUTE);
      await past.get()?.look("asked");
      await bothTell((session) => session.look("timer"));
    },
    async readUntold(ms) {
      for (const { alerts } of windows) alerts.dispose();
      await world.read();
      clock.jump(ms);
      for (const it of windows)
        it.alerts = registerAlerts({ session: it.session, clock, onStoreError: fail });
      await bothTell((session) => session.look("timer"));
    },
    async startDemo() {
      for (const { session } of windows) await session.startDemo();
    },
    async dispose() {
      past.dispose();
      for (const { session, alerts } of windows) {
        alerts.dispose();
        session.dispose();
      }
      await aMoment(50);
      await rm(folder, { recursive: true, force: true });
    },
  };
  const windows = [await openWindow(), await openWindow()];
  const past = createCurrentPast({
    account: () => windows[0]?.session.account(),
    clock,
    timeZone: () => "UTC",
    onChange: () => undefined,
    onStoreError: fail,
  });
  const shared = async () => (await windows[0]?.session.account()?.stores.cell.read())?.state;
  /** A window nobody looks at waits a while for the one that somebody does. */
  async function bothTell(look: (session: Session) => Promise<unknown>): Promise<void> {
    const started = clock.now();
    for (let tries = 0; tries < 20; tries += 1) {
      for (const { session } of windows) await look(session);
      const state = await shared();
      if (Math.max(state?.reading?.at ?? 0, state?.trouble?.at ?? 0) >= started - MINUTE) break;
      // The other window was at it.
      await aMoment(30);
      await clock.advance(6_000);
    }
    for (let tries = 0; tries < 20; tries += 1) {
      await aMoment(30);
      await clock.advance(25_000);
      if (!(await shared())?.alerts?.pending.length) break;
    }
    // Whoever took the last alert out tells it once its write has come back.
    await eventually(
      () => writing,
      (count) => count === 0,
    );
    await aMoment(30);
  }
  await world.read();
  return world;
}
