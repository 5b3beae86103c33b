import assert from "node:assert/strict";
import { createSession } from "../../../../src/billing/accounts/account-list.ts";
import { createMemoryStores, type AccountStores } from "../../../../src/billing/accounts/account-stores.ts";
import type { StoredAccount } from "../../../../src/billing/accounts/stored-account.ts";
import { totalsOf } from "../../../../src/billing/accounts/totals.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { presentStatus } from "../../../../src/billing/present/present-status.ts";
import { encodeState } from "../../../../src/billing/state/state-encoding.ts";
import type { Client } from "../../../../src/billing/vendor/api-client.ts";
import { BillingError } from "../../../../src/billing/vendor/billing-error.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";
import { createFakeClock, settledOutside } from "../fake-clock.ts";

const MAIN: StoredAccount = {
  id: "main",
  provider: "aimlapi",
  origin: aimlapi.origin,
  apiKey: "key-1",
  place: 1,
};
const WORK: StoredAccount = { ...MAIN, id: "work", name: "Work", apiKey: "key-2", place: 2 };
const TEAM: StoredAccount = {
  id: "team",
  provider: "xai",
  origin: xai.origin,
  apiKey: "key-3",
  subject: "8f14e45f-ceea-467f-9575-6b1b2f2d6f0a",
  place: 3,
};

function createStage(...given: readonly (StoredAccount | unknown[])[]) {
  const stored = given.filter((each) => !Array.isArray(each)) as readonly StoredAccount[];
  /** What goes wrong is written down here, where a list is given. */
  const errors = given.find((each) => Array.isArray(each));
  const asked: { readonly origin: string; readonly apiKey: string; readonly path: string }[] = [];
  const opened: string[] = [];
  const world = {
    stored: stored,
    origin: aimlapi.origin as string | undefined,
    broken: [] as readonly string[],
    owners: {} as Readonly<Record<string, string>>,
    secret: (): Promise<string> => Promise.resolve("a random secret"),
    stores: new Map<string, AccountStores>(),
    asked,
    opened,
  };
  const balances: Readonly<Record<string, number>> = { "key-1": 1, "key-2": 2, "key-3": 3, demo: 42 };
  const client: Client = ({ origin, apiKey }, { path }) => {
    asked.push({ origin, apiKey, path });
    if (world.broken.includes(apiKey)) return Promise.reject(new BillingError({ kind: "timeout" }));
    const balance = usd(balances[apiKey] ?? 0);
    const userId = world.owners[apiKey];
    return Promise.resolve({ balance, refill: {}, userId, missing: [] } as never);
  };
  const clock = createFakeClock();
  const session = createSession({
    provider: aimlapi,
    providerOf: (id) => Promise.resolve([aimlapi, xai].find((each) => each.id === id)),
    client,
    clock,
    settings: () => ({ origin: world.origin, pollIntervalMs: 300_000, ownThreshold: null, away: false }),
    storedAccounts: () => Promise.resolve(world.stored),
    openStores(fingerprint): AccountStores {
      opened.push(fingerprint);
      const stores = world.stores.get(fingerprint) ?? createMemoryStores();
      world.stores.set(fingerprint, stores);
      return stores;
    },
    ownerSecret: () => world.secret(),
    startDemo: () => Promise.resolve({ origin: "http://127.0.0.1:1", apiKey: "demo", dispose() {} }),
    onStoreError: (error) => errors?.push(error) ?? assert.fail(String(error)),
  });
  const shown = () =>
    session.views().map((view) => [view.name, view.kind === "account" && view.state.reading?.balance]);
  const settle = async () => {
    await session.reload();
    await clock.advance(1_000);
    await settledOutside();
    await clock.advance(1_000);
  };
  return { world, session, clock, shown, settle };
}

describe("two keys of one account", () => {
  const sum = ({ session, clock }: ReturnType<typeof createStage>) =>
    totalsOf(session.views(), clock.now()).map(({ amount, of }) => [amount, of] as const);

  it("count once as soon as the vendor has said whose they are", async () => {
    const stage = createStage(MAIN, WORK, TEAM);
    stage.world.owners = { "key-1": "4711", "key-2": "4711" };
    await stage.settle();
    const [[amount, of] = [undefined, 0]] = sum(stage);
    assert.equal(of, 2);
    assert.ok(amount?.nanos === usd(4).nanos || amount?.nanos === usd(5).nanos);
    const status = presentStatus(
      stage.session.view(),
      stage.clock.now(),
      { locale: "en", hideAmounts: false },
      stage.session.views(),
    );
    assert.match(status.tooltip.totals[0] ?? "", /^Total of 2 accounts: /);
    assert.match(status.tooltip.accounts[1]?.text ?? "", /same account as AI\/ML API, counted once/);
    stage.session.dispose();
  });

  it("count twice when they are of two accounts, or nobody has said", async () => {
    for (const owners of [{}, { "key-1": "4711", "key-2": "4712" }]) {
      const stage = createStage(MAIN, WORK);
      stage.world.owners = owners;
      await stage.settle();
      assert.deepEqual(sum(stage), [[usd(3), 2]]);
      stage.session.dispose();
    }
  });

  it("are known to a window that was not told, and no id is stored", async () => {
    const first = createStage(MAIN, WORK);
    first.world.owners = { "key-1": "4711", "key-2": "4711" };
    await first.settle();
    const next = createStage(MAIN, WORK);
    next.world.stores = first.world.stores;
    await next.settle();
    assert.deepEqual(next.world.asked, [], "it is read a moment ago");
    assert.deepEqual(sum(next), []);
    for (const { cell } of first.world.stores.values())
      assert.doesNotMatch(encodeState((await cell.read()).state), /4711/);
    first.session.dispose();
    next.session.dispose();
  });

  it("are not told apart from others while the secret storage is locked, and nothing else fails", async () => {
    const errors: unknown[] = [];
    const stage = createStage(MAIN, WORK, errors);
    stage.world.owners = { "key-1": "4711", "key-2": "4711" };
    stage.world.secret = () => Promise.reject(new Error("locked"));
    await stage.settle();
    assert.deepEqual(sum(stage), [[usd(3), 2]]);
    assert.equal(errors.length, 2);
    stage.session.dispose();
  });

  it("are not told apart from others while the secret storage does not answer, and balances are read on", async () => {
    const errors: unknown[] = [];
    const stage = createStage(MAIN, WORK, errors);
    stage.world.owners = { "key-1": "4711", "key-2": "4711" };
    stage.world.secret = () => new Promise(() => undefined);
    await stage.settle();
    await stage.clock.advance(10_000);
    assert.deepEqual(sum(stage), [[usd(3), 2]]);
    assert.match(String(errors[0]), /secret storage did not answer/);
    stage.world.secret = () => Promise.resolve("a random secret");
    for (let minute = 0; minute < 90; minute += 1) {
      await stage.clock.advance(60_000);
      await settledOutside();
    }
    assert.equal(sum(stage)[0]?.[1], undefined, "one account is no sum");
    stage.session.dispose();
  });
});

describe("several accounts", () => {
  it("are each read with their own key at their own origin, in the person's order", async () => {
    const { world, session, shown, settle } = createStage(TEAM, WORK, MAIN);
    await settle();
    assert.deepEqual(shown(), [
      ["AI/ML API", usd(1)],
      ["Work", usd(2)],
      ["xAI", usd(3)],
    ]);
    for (const { apiKey, origin } of world.asked)
      assert.equal(origin, apiKey === "key-3" ? xai.origin : aimlapi.origin);
    assert.equal(new Set(world.opened).size, 3);
    session.dispose();
  });

  it("do not hide one another's value when one fails", async () => {
    const { world, session, shown, settle } = createStage(MAIN, WORK, TEAM);
    world.broken = ["key-2"];
    await settle();
    assert.deepEqual(shown(), [
      ["AI/ML API", usd(1)],
      ["Work", undefined],
      ["xAI", usd(3)],
    ]);
    session.dispose();
  });

  it("are one where two windows have added the same", async () => {
    const { world, shown, session, settle } = createStage(MAIN, WORK, { ...WORK, id: "again", place: 9 });
    await settle();
    assert.deepEqual(shown(), [
      ["AI/ML API", usd(1)],
      ["Work", usd(2)],
    ]);
    assert.equal(world.opened.length, 2);
    world.stored = [MAIN, { ...WORK, id: "again", place: 9 }];
    await settle();
    assert.equal(session.account("again")?.state().reading?.balance.nanos, usd(2).nanos);
    session.dispose();
  });

  it("show the chosen one first, the first while none was chosen", async () => {
    const { world, session, settle } = createStage(MAIN, WORK, TEAM);
    await settle();
    assert.equal(session.view().id, "main");
    world.stored = [MAIN, WORK, { ...TEAM, chosenAt: 9 }];
    await settle();
    assert.equal(session.view().id, "team");
    assert.equal(session.account()?.id, "team");
    session.dispose();
  });

  it("go on being watched when they are renamed or moved, and are asked for nothing by that", async () => {
    const { world, session, shown, settle } = createStage(MAIN, WORK);
    await settle();
    const asked = world.asked.length;
    const before = session.account("work");
    world.stored = [
      { ...MAIN, place: 9 },
      { ...WORK, name: "Private" },
    ];
    await settle();
    assert.deepEqual(
      shown().map(([name]) => name),
      ["Private", "AI/ML API"],
    );
    assert.equal(session.account("work"), before);
    assert.equal(world.asked.length, asked);
    session.dispose();
  });

  it("are not asked for once they are paused or removed", async () => {
    const { world, session, clock, shown, settle } = createStage(MAIN, WORK);
    await settle();
    world.stored = [MAIN, { ...WORK, disabled: true }];
    await settle();
    world.asked.length = 0;
    await clock.advance(3_600_000);
    assert.deepEqual(shown(), [["AI/ML API", usd(1)]]);
    assert.ok(world.asked.length > 0 && world.asked.every(({ apiKey }) => apiKey === "key-1"));
    session.dispose();
  });

  it("are said to be paused when all of them are, not to lack a key", async () => {
    const { world, session, settle } = createStage(MAIN);
    await settle();
    world.stored = [{ ...MAIN, disabled: true }];
    await settle();
    const view = session.view();
    assert.equal(view.kind === "no-key" && view.paused, true);
    const shown = presentStatus(view, 0, { locale: "en", hideAmounts: false });
    assert.deepEqual([shown.text, shown.click], ["$(debug-pause) Accounts paused", "manageAccounts"]);
    world.stored = [];
    await settle();
    assert.equal(presentStatus(session.view(), 0, { locale: "en", hideAmounts: false }).click, "setKey");
    session.dispose();
  });

  it("of the main vendor wait for a key when the address is another, and the others go on", async () => {
    const { world, session, settle } = createStage(MAIN, TEAM);
    world.origin = "https://proxy.example";
    await settle();
    const [main, team] = session.views();
    assert.equal(main?.kind === "no-key" && main.keyIsFor, aimlapi.origin);
    assert.equal(team?.kind, "account");
    assert.ok(world.asked.every(({ apiKey }) => apiKey === "key-3"));
    session.dispose();
  });

  it("of a vendor nobody knows here are left alone", async () => {
    const { world, session, shown, settle } = createStage(MAIN, { ...TEAM, provider: "later" });
    await settle();
    assert.deepEqual(shown(), [["AI/ML API", usd(1)]]);
    assert.ok(world.asked.every(({ apiKey }) => apiKey === "key-1"));
    session.dispose();
  });

  it("give way to the demo, which asks with no key of theirs, and come back", async () => {
    const { world, session, clock, shown, settle } = createStage(MAIN, WORK);
    await settle();
    await session.startDemo();
    world.asked.length = 0;
    await clock.advance(3_600_000);
    assert.deepEqual(shown(), [["AI/ML API", usd(42)]]);
    assert.ok(world.asked.every(({ apiKey }) => apiKey === "demo"));
    await session.leaveDemo();
    await clock.advance(1_000);
    assert.deepEqual(
      shown().map(([name]) => name),
      ["AI/ML API", "Work"],
    );
    session.dispose();
  });

  it("with another key become another account", async () => {
    const { world, session, shown, settle } = createStage(MAIN);
    await settle();
    const before = session.account();
    world.stored = [{ ...MAIN, apiKey: "key-2" }];
    await settle();
    assert.notEqual(session.account(), before);
    assert.deepEqual(shown(), [["AI/ML API", usd(2)]]);
    session.dispose();
  });
});
