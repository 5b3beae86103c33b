import assert from "node:assert/strict";
import { createMemoryStores } from "../../../../src/billing/accounts/account-stores.ts";
import { createAccountPast, type PastOptions } from "../../../../src/billing/history/account-history.ts";
import type { PastChoice } from "../../../../src/billing/history/history-data.ts";
import { usd, type Money } from "../../../../src/billing/money/money.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Endpoint } from "../../../../src/billing/vendor/endpoint.ts";
import type { LedgerPage, Usage, UsageQuery, UsageSource } from "../../../../src/billing/vendor/provider.ts";
import { createFakeClock, settled } from "../fake-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const forbidden: Failure = { kind: "forbidden", status: 403, fromVendor: true };
const choice: PastChoice = { range: "30d", filter: { kind: null, model: null }, timeZone: "Europe/Berlin" };

const usageAt = (path: string) => ({ from, to }: UsageQuery): Endpoint<Usage> => ({
  path,
  decode: () => ({
    from,
    to,
    spend: usd(60),
    groups: Array.from({ length: 60 }, (_, place) => ({ day: Math.floor(to / DAY) - place, model: null, spend: usd(1) })),
  }),
}); // prettier-ignore
const account: UsageSource = { scope: "account", mostDays: 92, timeZone: "UTC", days: usageAt("/days") };
const ledger = (): Endpoint<LedgerPage> => ({
  path: "/ledger",
  decode: () => ({ movements: [], next: null, disagreeing: 0 }),
});

async function open(source: PastOptions["source"], balance: Money | null = usd(30)) {
  const clock = createFakeClock();
  const stores = createMemoryStores();
  const asked: string[] = [];
  const failures = new Map<string, Failure>();
  const errors: unknown[] = [];
  let turns = 0;
  if (balance) {
    const reading = { balance, at: clock.now() };
    await rewrite(stores.cell, (state) => ({ ...state, reading }));
    await stores.balances.note(reading);
  }
  const past = createAccountPast({
    ...stores,
    clock,
    token: () => String((turns += 1)),
    source,
    ask({ path, decode }) {
      asked.push(path);
      const failure = failures.get(path);
      return failure ? Promise.reject(new BillingError(failure)) : Promise.resolve(decode(undefined));
    },
    low: () => ({ ownThreshold: null, refillKnownMs: DAY }),
    timeZone: "Europe/Berlin",
    onChange() {},
    onStoreError: (error) => errors.push(error),
  });
  return { past, clock, stores, asked, failures, errors };
}

describe("the past of an account nobody looks at", () => {
  it("is heard in the person's days", async () => {
    const { past, stores } = await open({ ledger });
    await past.listen();
    assert.equal((await stores.ledger.read()).index.timeZone, "Europe/Berlin");
  });
});

describe("the past of an account whose vendor tells nothing but a balance", () => {
  it("is the balances seen, in their currency, and asks nobody", async () => {
    const yuan = { ...usd(30), currency: "CNY" };
    const { past, asked } = await open({}, yuan);
    assert.deepEqual([past.data().spending, past.data().movements], [null, null]);
    await past.choose(choice);
    assert.equal((await past.look("asked")).kind, "complete");
    const { past: seen, currency, spending, movements, runway, reads, reports } = past.data();
    assert.deepEqual([seen?.source, seen?.points.length, currency], ["seen", 1, "CNY"]);
    assert.deepEqual([spending, movements, reads, reports], [null, null, undefined, undefined]);
    assert.equal(runway?.kind, "notEnoughData");
    assert.deepEqual(asked, []);
    assert.equal((await past.usage()).kind, "gone");
    assert.equal((await past.older()).kind, "gone");
  });

  it("waits for nothing while the key is refused and never worked", async () => {
    const { past, stores, clock } = await open({}, null);
    const last: Failure = { kind: "unauthorized", status: 401, fromVendor: true };
    const trouble = { last, at: clock.now(), count: 2, asked: false };
    await rewrite(stores.cell, (state) => ({ ...state, trouble }));
    await past.choose(choice);
    assert.equal(past.data().past, undefined);
  });
});

describe("the past of an account whose vendor tells usage and no ledger", () => {
  it("is the account's spend by the vendor's days, and a runway from it", async () => {
    const { past, asked } = await open({ usage: account });
    await past.choose(choice);
    assert.deepEqual([past.data().spending, past.data().runway, past.data().movements], [undefined, undefined, null]);
    await past.look("timer");
    assert.deepEqual(asked, ["/days"]);
    const { spending, runway, movements, reads } = past.data();
    assert.ok(spending?.kind === "known");
    assert.deepEqual([spending.scope, spending.timeZone, spending.today], ["account", "UTC", 2_000_000]);
    assert.equal(runway?.kind, "range");
    assert.deepEqual([movements, reads?.made], [null, 1]);
    await past.look("timer");
    assert.equal(asked.length, 1);
  }); // prettier-ignore

  it("asks for hours only when they are wanted, and once a person has looked", async () => {
    const { past, asked } = await open({ usage: { ...account, hours: usageAt("/hours") } });
    await past.choose({ ...choice, range: "24h" });
    await settled();
    assert.deepEqual(asked, []);
    await past.choose(choice);
    await past.look("timer");
    assert.deepEqual(asked, ["/days"]);
    await past.choose({ ...choice, range: "24h" });
    const before = past.data().spending;
    assert.ok(before?.kind === "known" && before.unit === "day");
    await past.look("timer");
    assert.deepEqual(asked, ["/days", "/hours"]);
    const after = past.data().spending;
    assert.ok(after?.kind === "known" && after.unit === "hour");
  });

  it("falls back on the balances seen, and says why there is no spend, where usage is refused", async () => {
    const { past, failures, asked } = await open({ usage: account });
    failures.set("/days", forbidden);
    await past.choose(choice);
    assert.equal((await past.look("timer")).kind, "failed");
    const { spending, runway } = past.data();
    assert.ok(spending?.kind === "unknown");
    assert.match(spending.why, /cannot read/);
    assert.equal(runway?.kind, "notEnoughData");
    await past.look("asked");
    assert.equal(asked.length, 1);
  });

  it("says that spend could not be read while the vendor fails", async () => {
    const { past, failures } = await open({ usage: account });
    failures.set("/days", { kind: "server", status: 500 });
    await past.choose(choice);
    await past.look("timer");
    const { spending } = past.data();
    assert.ok(spending?.kind === "unknown");
    assert.match(spending.why, /Retrying/);
  });

  it("foretells nothing from the spend of one key", async () => {
    const { past } = await open({ usage: { ...account, scope: "key" } });
    await past.choose(choice);
    await past.look("timer");
    assert.equal(past.data().spending?.kind, "known");
    assert.equal(past.data().runway, undefined);
  });
});

describe("the past of an account with a ledger", () => {
  it("is the ledger's while it can be read, and usage is not asked for", async () => {
    const { past, asked } = await open({ ledger, usage: { ...account, scope: "key" } });
    await past.choose(choice);
    await past.look("timer");
    assert.deepEqual([...new Set(asked)], ["/ledger"]);
    const { spending, movements, currency } = past.data();
    assert.deepEqual([spending?.kind, movements?.kind, currency], ["known", "known", "USD"]);
  });

  it("says why there are no movements where the ledger is refused", async () => {
    const { past, failures, asked } = await open({ ledger, usage: { ...account, scope: "key" } });
    failures.set("/ledger", forbidden);
    await past.choose(choice);
    await past.look("timer");
    const { spending, movements, past: balances, runway } = past.data();
    assert.deepEqual(asked, ["/ledger", "/days"]);
    assert.ok(spending?.kind === "known" && spending.scope === "key");
    assert.deepEqual(movements, { kind: "unknown", why: "This key cannot read the account's transactions." });
    assert.deepEqual([balances?.source, runway], ["seen", undefined]);
  });
});

describe("the reports beside the past", () => {
  const report = {
    id: "invoices",
    title: "Invoices",
    filters: [
      { value: "all", label: "All" },
      { value: "auto", label: "Automatic" },
    ],
    read: async (ask: Parameters<NonNullable<PastOptions["source"]["reports"]>[number]["read"]>[0]) => {
      await ask({ path: "/invoices", decode: () => null });
      return { kind: "invoices", invoices: [], more: false } as const;
    },
  };

  it("are read after usage when a person looks, never when alerts listen", async () => {
    const { past, asked } = await open({ usage: account, reports: [report] });
    await past.choose(choice);
    await past.listen();
    assert.deepEqual(asked, []);
    await past.look("timer");
    assert.deepEqual(asked, ["/days", "/invoices"]);
    assert.equal(past.data().reports?.[0]?.data?.kind, "invoices");
    assert.equal(past.data().reads?.made, 2);
    assert.equal(past.report("invoices")?.kind, "invoices");
  });

  it("wait their turn when they are narrowed while something else is read", async () => {
    const { past, asked } = await open({ usage: account, reports: [report] });
    await past.choose(choice);
    await Promise.all([past.look("timer"), past.filterReport("invoices", "auto"), past.look("timer")]);
    assert.deepEqual(asked, ["/days", "/invoices"]);
    assert.equal(past.data().reports?.[0]?.filter, "auto");
    await past.filterReport("invoices", "all");
    assert.equal(asked.length, 3);
  });

  it("are asked for by nobody once the account is gone", async () => {
    const { past, asked, errors } = await open({ usage: account, reports: [report] });
    await past.choose(choice);
    const looked = past.look("timer");
    past.dispose();
    await looked;
    await past.filterReport("invoices", "auto");
    assert.ok(asked.length <= 1);
    assert.deepEqual(errors, []);
  });
});
