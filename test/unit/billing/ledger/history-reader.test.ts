import assert from "node:assert/strict";
import fc from "fast-check";
import { EMPTY_INDEX, knownSince, rowsKnown } from "../../../../src/billing/ledger/ledger-index.ts";
import { netOf } from "../../../../src/billing/ledger/summary.ts";
import { addCredits, signedCredits, type Movement } from "../../../../src/billing/money/credits.ts";
import { EMPTY_STATE } from "../../../../src/billing/state/account-state.ts";
import { HISTORY_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import { createZone } from "../../../../src/billing/time/time-zone.ts";
import { bigLedger, newAccount, ninetyDays } from "../../../../src/sandbox/scenarios/plans.ts";
import type { AccountPlan } from "../../../../src/sandbox/world/account-plan.ts";
import { createLedgerWorld, HOUR_MS, START_MS, type LedgerWorld } from "./ledger-world.ts";

const DAY_MS = 24 * HOUR_MS;

/** About twelve charges a day, many of them late by hours, many of them twins, and refills now and then. */
const erratic: AccountPlan = {
  balanceUsd: 20,
  history: {
    days: 12,
    pace: { meanIntervalMs: 2 * HOUR_MS, meanUsd: 0.3, rhythm: "steady", twins: 0.2 },
    events: [{ daysAgo: 100, type: "PAYMENT", usd: 5 }, { daysAgo: 3.5, type: "BONUS", usd: 1 }],
    refilled: false,
  },
  pace: { meanIntervalMs: 2 * HOUR_MS, meanUsd: 0.3, rhythm: "steady", twins: 0.2, late: { share: 0.5, meanMs: HOUR_MS } },
  refill: { enabled: true, thresholdUsd: 15, amountUsd: 5, delayMs: 60_000 },
}; // prettier-ignore

/** As text, sorted: rows of one moment have no order that means anything. */
const rows = (movements: readonly Movement[]) => movements.map((each) => JSON.stringify(each)).sort();

/** Where all is known there are the vendor's rows and no others; before that, its top-ups and no charge it does not have. */
async function assertTrue(world: LedgerWorld): Promise<void> {
  const since = knownSince(await world.index()) ?? Infinity;
  assert.deepEqual(rows(await world.stored(since)), rows(world.vendors(since)));
  const topups = (all: readonly Movement[]) => rows(all.filter(({ direction }) => direction === "topup"));
  assert.deepEqual(topups(await world.stored()), topups(world.vendors()));
}

/** Looks until everything is read, an hour later each time. */
async function readOut(world: LedgerWorld): Promise<void> {
  const reader = world.open();
  for (let hour = 0; hour < 200; hour += 1) {
    if ((await reader.look("asked")).kind === "complete") return;
    world.advance(HOUR_MS);
  }
  assert.fail("never complete");
}

describe("the history reader", () => {
  it("ends with the vendor's ledger, whenever it looked, was cut short or failed, with late rows and twins", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 3, max: 40 }),
        fc.array(
          fc.record({
            wait: fc.integer({ min: 0, max: 3 * DAY_MS }),
            /** What happens while the n-th page of the look is on its way. */
            page: fc.integer({ min: 1, max: 12 }),
            event: fc.constantFrom("time", "failure", "abort", "rival", "nothing"),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (seed, pageSize, looks) => {
          const world = createLedgerWorld(erratic, seed, { pageSize });
          for (const { wait, page, event } of looks) {
            world.advance(wait);
            const reader = world.open();
            let rival: Promise<unknown> | undefined;
            let pages = 0;
            world.failure = undefined;
            world.onPage = () => {
              pages += 1;
              if (pages !== page) return;
              if (event === "time") world.advance(2 * HOUR_MS);
              else if (event === "failure") world.failure = { kind: "timeout" };
              else if (event === "abort") reader.dispose();
              else if (event === "rival") {
                // The window sleeps beyond its lease, and another one takes over.
                world.advance(60_000);
                rival = world.open().look("asked");
              }
            };
            await reader.look("asked");
            await rival;
          }
          world.failure = undefined;
          world.onPage = () => undefined;
          world.advance(60_000);
          await readOut(world);
          await assertTrue(world);
          const { days } = await world.index();
          const sum = days.map(netOf).reduce(addCredits, 0);
          assert.equal(sum, world.customer.account().balance());
        },
      ),
      { numRuns: 150 },
    ));

  it("reads an ordinary account whole within an hour's budget: the new first, then every top-up, then the past", async () => {
    const world = createLedgerWorld(ninetyDays, 1);
    const reader = world.open();
    const outcome = await reader.look("timer");
    assert.deepEqual([outcome.kind, "because" in outcome && outcome.because], ["waiting", "budget"]);
    assert.ok(world.asked.length < HISTORY_PER_HOUR);
    assert.deepEqual(
      world.asked.slice(0, 3).map(({ direction, to, cursor }) => [direction, to === undefined, cursor === undefined]),
      [[undefined, true, true], ["topup", true, true], [undefined, false, true]],
    );
    await readOut(world);
    await assertTrue(world);
    assert.equal(knownSince(await world.index()), 0);
  }); // prettier-ignore

  it("leaves requests of the hour for what is new, and goes on where it stopped", async () => {
    const world = createLedgerWorld(bigLedger, 1);
    const reader = world.open();
    await reader.look("timer");
    const first = world.asked.length;
    assert.ok(first > 40 && first <= HISTORY_PER_HOUR - 12, `${first} requests`);
    const known = rowsKnown(await world.index());
    assert.ok(known > 4_500, `${known} rows known`);
    world.customer.account().adjustTo(1, world.now());
    world.advance(2 * 60_000);
    await reader.look("timer");
    assert.equal((await world.stored())[0]?.type, "ADJUSTMENT");
    const spent = world.asked.length;
    assert.ok(spent <= HISTORY_PER_HOUR);
    world.advance(2 * HOUR_MS);
    await reader.look("timer");
    assert.ok(rowsKnown(await world.index()) > known + 2_500);
  });

  it("stops at 20,000 rows, and reads on when more is asked for", async () => {
    const world = createLedgerWorld(bigLedger, 1);
    await readOut(world);
    const known = rowsKnown(await world.index());
    assert.ok(known >= 20_000 && known < 21_500, `${known} rows`);
    await assertTrue(world);
    world.advance(2 * HOUR_MS);
    await world.open().reach({ days: 90, rows: 24_000 });
    await readOut(world);
    const more = rowsKnown(await world.index());
    assert.ok(more >= 24_000 && more < 25_500, `${more} rows`);
    await assertTrue(world);
  });

  it("stops at 90 days, but knows every top-up", async () => {
    const long: AccountPlan = { ...erratic, history: { ...erratic.history, days: 200, events: [{ daysAgo: 180, type: "PAYMENT", usd: 5 }] } }; // prettier-ignore
    const world = createLedgerWorld(long, 1, { pageSize: 10 });
    await readOut(world);
    const days = (world.now() - (knownSince(await world.index()) ?? 0)) / DAY_MS;
    assert.ok(days >= 90 && days < 101, `${days} days`);
    await assertTrue(world);
    assert.ok(
      (await world.stored()).some(({ at, type }) => at < START_MS - 179 * DAY_MS && type === "PAYMENT"),
    );
  });

  it("reads again only the last day, and not before a minute has passed", async () => {
    const world = createLedgerWorld(ninetyDays, 1);
    await readOut(world);
    const before = world.asked.length;
    const reader = world.open();
    assert.deepEqual(await reader.look("timer"), { kind: "complete" });
    assert.equal(world.asked.length, before);
    world.advance(60_000);
    assert.deepEqual(await reader.look("timer"), { kind: "complete" });
    const [query] = world.asked.slice(before);
    assert.ok((query?.from ?? 0) >= world.now() - 2 * DAY_MS);
    assert.ok(world.asked.length <= before + 3);
  });

  it("remembers for a day that there is no ledger, and believes only the vendor", async () => {
    const world = createLedgerWorld(newAccount, 1);
    const reader = world.open();
    for (const status of [403, 404]) {
      world.failure = { kind: status === 403 ? "wrong-key-kind" : "not-found", status, fromVendor: true };
      assert.equal((await reader.look("timer")).kind, "failed");
      const asked = world.asked.length;
      const later = await reader.look("asked");
      assert.deepEqual([later.kind, "because" in later && later.because], ["waiting", "unavailable"]);
      world.advance(DAY_MS - 1);
      assert.equal((await reader.look("asked")).kind, "waiting");
      assert.equal(world.asked.length, asked);
      world.advance(1);
    }
    world.failure = { kind: "not-found", status: 404, fromVendor: false };
    assert.equal((await reader.look("timer")).kind, "failed");
    world.failure = undefined;
    assert.equal((await reader.look("asked")).kind, "complete");
    await assertTrue(world);
  });

  it("backs off after failures, at most an hour, and longer when the vendor says so", async () => {
    const world = createLedgerWorld(newAccount, 1);
    const reader = world.open();
    world.failure = { kind: "server", status: 500 };
    const gaps: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      assert.equal((await reader.look("timer")).kind, "failed");
      const outcome = await reader.look("timer");
      assert.ok(outcome.kind === "waiting" && outcome.because === "backing-off");
      gaps.push((outcome.until - world.now()) / 60_000);
      world.advance(outcome.until - world.now());
    }
    assert.deepEqual(gaps, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    world.failure = { kind: "rate-limited", status: 429, retryAfterMs: 7_200_000 };
    await reader.look("asked");
    const told = await reader.look("asked");
    assert.ok(told.kind === "waiting" && told.until === world.now() + 7_200_000);
  });

  it("lets one window read at a time", async () => {
    const world = createLedgerWorld(ninetyDays, 1);
    const [first, second] = [world.open().look("timer"), world.open().look("timer")];
    const outcomes = await Promise.all([first, second]);
    assert.ok(outcomes.some((it) => it.kind === "waiting" && it.because === "asking"));
    assert.ok(world.asked.length < HISTORY_PER_HOUR);
  });

  for (const page of [1, 5]) {
    it(`asks and writes no more once everything was deleted under its hands, on page ${page}`, async () => {
      const world = createLedgerWorld(ninetyDays, 1);
      world.onPage = () => {
        if (world.asked.length !== page) return;
        void world.cell.clear();
        void world.store.clear();
      };
      const outcome = await world.open().look("asked");
      assert.equal(outcome.kind, "waiting");
      assert.equal(world.asked.length, page);
      assert.deepEqual(await world.store.read(), { id: "", index: EMPTY_INDEX });
      assert.deepEqual((await world.cell.read()).state, EMPTY_STATE);
    });
  }

  it("reads a day anew that the store lost", async () => {
    const lost = new Set<number>();
    const world = createLedgerWorld(erratic, 5);
    const { store } = world;
    const day = store.day;
    store.day = (summary) => (lost.has(summary.day) ? Promise.resolve(undefined) : day(summary));
    await readOut(world);
    const { days } = await world.index();
    for (const place of [0, 3, days.length - 1]) {
      const gone = days[place]?.day ?? assert.fail();
      lost.add(gone);
      world.advance(HOUR_MS);
      const reader = world.open();
      const outcome = reader.repair(gone);
      lost.clear();
      await outcome;
      world.advance(HOUR_MS);
      await readOut(world);
      await assertTrue(world);
    }
    // Found lost while a reading is put in: the reading begins anew.
    world.advance(HOUR_MS);
    for (const each of (await world.index()).days.slice(0, 2)) lost.add(each.day);
    await world.open().look("asked");
    lost.clear();
    world.advance(HOUR_MS);
    await readOut(world);
    await assertTrue(world);
  });

  it("cuts its summaries in the person's zone, also when the person moved", async () => {
    const world = createLedgerWorld(erratic, 3);
    for (const name of ["UTC", "America/New_York", "Asia/Kolkata"]) {
      world.zone = createZone(name);
      await readOut(world);
      const { timeZone, days } = await world.index();
      assert.equal(timeZone, name);
      const spent = new Map<number, number>();
      for (const each of days.flatMap((summary) => summary.spent)) {
        spent.set(each.day, (spent.get(each.day) ?? 0) + each.credits);
      }
      const expected = new Map<number, number>();
      for (const { type, at, credits } of world.vendors()) {
        const day = world.zone.dayOf(at);
        if (type === "MODEL_USAGE") expected.set(day, (expected.get(day) ?? 0) + credits);
      }
      assert.deepEqual(new Map([...spent].sort()), new Map([...expected].sort()));
    }
  });

  it("keeps charges for 400 days and top-ups for ever", async () => {
    const world = createLedgerWorld(erratic, 1);
    await readOut(world);
    world.advance(410 * DAY_MS);
    await readOut(world);
    const stored = await world.stored();
    const limit = START_MS + 9 * DAY_MS;
    assert.ok(stored.every(({ at, direction }) => at >= limit || direction === "topup"));
    assert.ok(stored.some(({ at }) => at < limit));
    await assertTrue(world);
    assert.ok(stored.map(signedCredits).length > 100);
  });
});
