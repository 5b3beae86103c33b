import assert from "node:assert/strict";
import { createHistoryReader } from "../../../../src/billing/ledger/history-reader.ts";
import { createMemoryLedgerStore } from "../../../../src/billing/ledger/memory-store.ts";
import { netOf } from "../../../../src/billing/ledger/summary.ts";
import { createUsageReader } from "../../../../src/billing/ledger/usage-reader.ts";
import { addCredits, creditsToMoney } from "../../../../src/billing/money/credits.ts";
import { createHistoryGate } from "../../../../src/billing/polling/history-lease.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { canonicalTimeZone, createZone } from "../../../../src/billing/time/time-zone.ts";
import { createClient } from "../../../../src/billing/vendor/api-client.ts";
import { createTransport } from "../../../../src/host/http/node-fetch-transport.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { withSandbox } from "../../sandbox/sandbox-fixture.ts";

/** The readers of one window over the network, and the paths its log was told. */
function openWindow({ url, accounts, world }: Sandbox, apiKey = accounts.aimlapi.apiKey) {
  const clock = { now: world.clock.now, elapsed: world.clock.now, after: () => ({ dispose() {} }) };
  const logged: string[] = [];
  const client = createClient({
    transport: createTransport(),
    now: clock.now,
    log: ({ path }) => logged.push(path),
    userAgent: "test",
  });
  const credential = { origin: url, apiKey };
  const store = createMemoryLedgerStore();
  const gate = createHistoryGate({ cell: createMemoryCell(), clock, token: () => crypto.randomUUID() });
  const { ledger, usage } = aimlapi;
  const history = createHistoryReader({
    store,
    gate,
    clock,
    zone: () => createZone("UTC"),
    onIndex() {},
    source: { page: async (query, signal) => await client(credential, ledger(query), signal) },
  });
  const ofKey = createUsageReader({
    gate,
    clock,
    source: usage,
    ask: (endpoint, signal) => client(credential, endpoint, signal),
  });
  return { history, ofKey, store, logged };
}

describe("ledger and usage over the network", () => {
  it("are read to the credit: the ledger is the balance, both keys' usage is the ledger's", () =>
    withSandbox("healthy", async (sandbox) => {
      const { history, store, logged } = openWindow(sandbox);
      assert.deepEqual(await history.look("asked"), { kind: "complete" });
      const { days } = (await store.read()).index;
      assert.equal(days.map(netOf).reduce(addCredits, 0), sandbox.world.aimlapi.account().balance());
      assert.deepEqual([...new Set(logged)], ["/v2/billing/transactions"]);

      let nanos = 0n;
      for (const key of Object.values(sandbox.accounts.aimlapi)) {
        const outcome = await openWindow(sandbox, key).ofKey.read(
          40,
          canonicalTimeZone("Europe/Kiev"),
          "asked",
        );
        assert.ok(outcome.kind === "read" && outcome.value.zone.name === "Europe/Kyiv");
        nanos += outcome.value.usage.spend.nanos;
        const groups = outcome.value.usage.groups.reduce((sum, { spend }) => sum + spend.nanos, 0n);
        assert.equal(groups, outcome.value.usage.spend.nanos);
      }
      const spent = days
        .flatMap((day) => day.spent)
        .reduce((sum, { credits }) => addCredits(sum, credits), 0);
      assert.equal(nanos, creditsToMoney(spent).nanos);
    }));

  it("are known to be missing where the key may not see them", () =>
    withSandbox("no-ledger", async (sandbox) => {
      const { history, ofKey } = openWindow(sandbox);
      const zone = canonicalTimeZone("UTC");
      for (let turn = 0; turn < 2; turn += 1) {
        const outcomes = [await history.look("asked"), await ofKey.read(7, zone, "asked")];
        for (const outcome of outcomes) {
          if (turn === 0) assert.ok(outcome.kind === "failed" && outcome.failure.kind === "forbidden");
          else assert.ok(outcome.kind === "waiting" && outcome.because === "unavailable");
        }
      }
      assert.equal(sandbox.requests().length, 2);
    }));

  it("leave a management key its usage", () =>
    withSandbox("management-key", async (sandbox) => {
      const { history, ofKey } = openWindow(sandbox);
      const ledger = await history.look("asked");
      assert.ok(ledger.kind === "failed" && ledger.failure.kind === "wrong-key-kind");
      assert.equal((await ofKey.read(7, canonicalTimeZone("UTC"), "asked")).kind, "read");
    }));

  it("survive a bad network and hostile names", async () => {
    for (const scenario of ["html-error", "malformed-json", "wrong-types", "captive-portal"] as const) {
      await withSandbox(scenario, async (sandbox) => {
        const { history, store } = openWindow(sandbox);
        const outcome = await history.look("asked");
        assert.equal(outcome.kind, "failed", scenario);
        assert.equal((await store.read()).index.days.length, 0);
        sandbox.play("hostile");
        sandbox.world.clock.advance(60_000);
        assert.equal((await history.look("timer")).kind, "complete");
        const { days } = (await store.read()).index;
        assert.equal(days.map(netOf).reduce(addCredits, 0), sandbox.world.aimlapi.account().balance());
      });
    }
  });
});
