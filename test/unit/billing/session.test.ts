import assert from "node:assert/strict";
import { createMemoryStores, type AccountStores } from "../../../src/billing/account-stores.ts";
import type { Client } from "../../../src/billing/client.ts";
import { BillingError } from "../../../src/billing/errors.ts";
import { usd } from "../../../src/billing/money.ts";
import { presentStatus } from "../../../src/billing/present-status.ts";
import { createSession } from "../../../src/billing/session.ts";
import type { StoredAccount } from "../../../src/billing/stored-account.ts";
import { aimlapi } from "../../../src/providers/aimlapi.ts";
import { xai } from "../../../src/providers/xai.ts";
import { createFakeClock } from "./fake-clock.ts";

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

function createStage(...stored: readonly StoredAccount[]) {
  const asked: { readonly origin: string; readonly apiKey: string; readonly path: string }[] = [];
  const opened: string[] = [];
  const world = {
    stored: stored,
    origin: aimlapi.origin as string | undefined,
    broken: [] as readonly string[],
    asked,
    opened,
  };
  const balances: Readonly<Record<string, number>> = { "key-1": 1, "key-2": 2, "key-3": 3, demo: 42 };
  const client: Client = ({ origin, apiKey }, { path }) => {
    asked.push({ origin, apiKey, path });
    if (world.broken.includes(apiKey)) return Promise.reject(new BillingError({ kind: "timeout" }));
    const balance = usd(balances[apiKey] ?? 0);
    return Promise.resolve({ balance, refill: {}, missing: [] } as never);
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
      return createMemoryStores();
    },
    startDemo: () => Promise.resolve({ origin: "http://127.0.0.1:1", apiKey: "demo", dispose() {} }),
    onStoreError: (error) => assert.fail(String(error)),
  });
  const shown = () =>
    session.views().map((view) => [view.name, view.kind === "account" && view.state.reading?.balance]);
  const settle = async () => {
    await session.reload();
    await clock.advance(1_000);
  };
  return { world, session, clock, shown, settle };
}

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
