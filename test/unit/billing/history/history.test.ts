import assert from "node:assert/strict";
import fc from "fast-check";
import { pastOfLedger, spendingOfLedger } from "../../../../src/billing/history/ledger-figures.ts";
import { newsOf } from "../../../../src/billing/history/ledger-news.ts";
import { pastOfBalances } from "../../../../src/billing/history/observed-figures.ts";
import { runwayOf } from "../../../../src/billing/history/runway.ts";
import { RANGES, slotsOf } from "../../../../src/billing/history/time-range.ts";
import { choicesOf, countAll, passes, rowsAt } from "../../../../src/billing/history/transaction-query.ts";
import { spendingOfUsage } from "../../../../src/billing/history/usage-figures.ts";
import { EMPTY_INDEX, type LedgerIndex } from "../../../../src/billing/ledger/ledger-index.ts";
import { createMemoryLedgerStore } from "../../../../src/billing/ledger/memory-store.ts";
import { rangeOf } from "../../../../src/billing/ledger/ranges.ts";
import type { LedgerStore } from "../../../../src/billing/ledger/store.ts";
import { summarise } from "../../../../src/billing/ledger/summary.ts";
import { isSpend, signedCredits, type Movement } from "../../../../src/billing/money/credits.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { createZone, type Zone } from "../../../../src/billing/time/time-zone.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Right after Berlin's clocks went back. */
const NOW = Date.UTC(2026, 9, 26, 9, 20);
const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"].map(createZone);
const hostile = [
  "=1+1",
  "<img src=x onerror=alert(1)>",
  "\u202Egpt",
  "__proto__",
  "a\u0000b",
  "x".repeat(10_000),
];

const anyMovement = (days: number): fc.Arbitrary<Movement> => {
  const moved = { at: fc.integer({ min: NOW - days * DAY, max: NOW - 1 }), credits: fc.nat(50_000_000) };
  return fc.oneof(
    fc.record({
      ...moved,
      direction: fc.constant("charge" as const),
      type: fc.constantFrom("MODEL_USAGE", "MODEL_USAGE", "MODEL_USAGE", "STORAGE", "CREDITS_EXPIRED"),
      model: fc.constantFrom("gpt-5", "flux/dev", null, ...hostile),
      reference: fc.constant(null),
    }),
    fc.record({
      ...moved,
      direction: fc.constant("topup" as const),
      type: fc.constantFrom("PAYMENT", "BONUS", "REFUND", "MODEL_USAGE"),
      model: fc.constant(null),
      reference: fc.constant(null),
    }),
  );
};

interface Kept {
  readonly store: LedgerStore;
  readonly index: LedgerIndex;
  readonly movements: readonly Movement[];
}

/** A ledger that is known to its beginning. */
async function keep(movements: readonly Movement[], zone: Zone): Promise<Kept> {
  const store = createMemoryLedgerStore();
  const sorted = [...movements].sort((a, b) => b.at - a.at);
  const changed = new Map<number, Movement[]>();
  for (const movement of sorted) {
    const day = Math.floor(movement.at / DAY);
    changed.set(day, [...(changed.get(day) ?? []), movement]);
  }
  const all = [{ from: 0, to: NOW }];
  const version = await store.commit(
    await store.read(),
    {
      ...EMPTY_INDEX,
      timeZone: zone.name,
      all,
      topups: all,
      freshAt: NOW,
      days: [...changed].map(([day, rows]) => ({ ...summarise(day, rows, zone), file: "" })),
    },
    changed,
  );
  return { store, index: version?.index ?? assert.fail(), movements: sorted };
}

const worlds = fc.tuple(fc.array(anyMovement(100), { maxLength: 120 }), fc.constantFrom(...zones));

const total = (items: readonly { readonly credits: number }[]) =>
  items.reduce((sum, { credits }) => sum + credits, 0);

describe("what the page shows of a ledger", () => {
  it("adds up to what was spent, for any ledger, range and time zone", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ([movements, zone]) => {
        const { store, index } = await keep(movements, zone);
        for (const range of RANGES) {
          const spending = await spendingOfLedger(store, index, range, NOW, zone);
          assert.ok(spending?.kind === "known");
          // The first hour is cut where the range begins.
          const first = Math.max(
            spending.buckets[0]?.at ?? assert.fail(),
            range === "24h" ? rangeOf(range, NOW, zone).from : -Infinity,
          );
          const spentFrom = (from: number, to: number) =>
            total(movements.filter((it) => isSpend(it) && it.at >= from && it.at < to));
          assert.equal(total(spending.buckets.flatMap(({ models }) => models)), spentFrom(first, NOW), range);
          const { before } = rangeOf(range, NOW, zone);
          assert.equal(spending.before, spentFrom(before.from, before.to), range);
          assert.equal(spending.today, spentFrom(zone.startOf(zone.dayOf(NOW)), NOW));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has as many buckets as slots: the hours of a day, and every local day of a range", async () => {
    for (const zone of zones) {
      const { store, index } = await keep([], zone);
      for (const range of RANGES) {
        const slots = slotsOf(range, rangeOf(range, NOW, zone), zone);
        const spending = await spendingOfLedger(store, index, range, NOW, zone);
        assert.ok(spending?.kind === "known");
        assert.deepEqual(spending.buckets.map(({ at }) => at), slots);
        assert.equal(slots.length, { "24h": 25, "7d": 7, "30d": 30, "90d": 90 }[range]);
        assert.ok(slots.every((at, place) => place === 0 || at > (slots[place - 1] ?? 0)));
      }
    }
  }); // prettier-ignore

  it("draws a balance that ends in what is left now, and moves by the ledger", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ([movements, zone]) => {
        const { index } = await keep(movements, zone);
        const past = pastOfLedger(index, "30d", NOW, zone, 77);
        assert.ok(past);
        assert.equal(past.points.at(-1)?.credits, 77);
        const first = past.points[0] ?? assert.fail();
        const since = movements.filter(({ at }) => at >= Math.ceil(first.at / HOUR) * HOUR);
        const moved = since.reduce((sum, it) => sum + signedCredits(it), 0);
        if (first.at % HOUR === 0) assert.equal(first.credits, 77 - moved);
        const topUps = movements.filter(({ at, direction }) => direction === "topup" && at >= past.from);
        assert.equal(total(past.topUps), total(topUps));
      }),
      { numRuns: 40 },
    );
  });

  it("is nothing while nothing was read", async () => {
    const [zone] = zones;
    assert.ok(zone);
    const store = createMemoryLedgerStore();
    assert.equal(pastOfLedger(EMPTY_INDEX, "7d", NOW, zone, 5), undefined);
    assert.equal(await spendingOfLedger(store, EMPTY_INDEX, "7d", NOW, zone), undefined);
    assert.equal(runwayOf(EMPTY_INDEX, zone, NOW, 5, null), undefined);
  });

  it("says nothing of a time before that is not known whole", async () => {
    const [zone] = zones;
    assert.ok(zone);
    const { store, index } = await keep([], zone);
    const young = { ...index, all: [{ from: NOW - 3 * DAY, to: NOW }] };
    const spending = await spendingOfLedger(store, young, "7d", NOW, zone);
    assert.ok(spending?.kind === "known");
    assert.deepEqual([spending.before, spending.month, spending.monthBefore], [null, null, null]);
    assert.equal(spending.yesterday, 0);
  });
});

describe("the rows of the list", () => {
  const filters = fc.record({
    kind: fc.constantFrom(null, "MODEL_USAGE", "PAYMENT", "BONUS", "CREDITS_EXPIRED", "STORAGE"),
    model: fc.constantFrom(null, "gpt-5", ...hostile, "nobody"),
  });

  it("are those a plain filter finds, wherever one looks", async () => {
    const offsets = fc.tuple(fc.nat(130), fc.integer({ min: 1, max: 60 }));
    await fc.assert(
      fc.asyncProperty(worlds, filters, offsets, async ([movements, zone], filter, [offset, count]) => {
        // Money that comes in under the name of use is counted with neither kind.
        const kept = await keep(
          movements.filter(({ direction, type }) => direction === "charge" || type !== "MODEL_USAGE"),
          zone,
        );
        const expected = kept.movements.filter((movement) => passes(movement, filter));
        assert.equal(countAll(kept.index, filter), expected.length);
        const { rows, lost } = await rowsAt(kept.store, kept.index, filter, offset, count);
        assert.deepEqual(rows, expected.slice(offset, offset + count));
        assert.deepEqual(lost, []);
      }),
    );
  });

  it("are never more than were counted, whatever a ledger holds", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, filters, async ([movements, zone], filter) => {
        const { store, index } = await keep(movements, zone);
        const { rows } = await rowsAt(store, index, filter, 0, 1_000);
        assert.ok(rows.length <= countAll(index, filter));
      }),
    );
  });

  it("offer every kind and model there is, most frequent first", async () => {
    const [zone] = zones;
    assert.ok(zone);
    await fc.assert(
      fc.asyncProperty(fc.array(anyMovement(20), { maxLength: 60 }), async (movements) => {
        const { index } = await keep(movements, zone);
        const { kinds, models } = choicesOf(index);
        assert.equal(kinds.reduce((sum, { count }) => sum + count, 0), movements.length);
        const named = new Set(movements.flatMap((it) => (isSpend(it) && it.model !== null ? [it.model] : [])));
        assert.deepEqual(new Set(models.map(({ model }) => model)), named);
        for (const list of [kinds, models])
          assert.ok(list.every(({ count }, place) => place === 0 || count <= (list[place - 1]?.count ?? 0)));
      }),
    );
  }); // prettier-ignore

  it("name the days that are lost, so that they can be read anew", async () => {
    const [zone] = zones;
    assert.ok(zone);
    const row: Movement = { at: NOW - DAY, direction: "charge", type: "MODEL_USAGE", credits: 1, model: "m", reference: null };
    const { index } = await keep([row], zone);
    const { rows, lost } = await rowsAt({ day: () => Promise.resolve(undefined) }, index, { kind: null, model: null }, 0, 10);
    assert.deepEqual([rows, lost], [[], [Math.floor(row.at / DAY)]]);
  }); // prettier-ignore
});

describe("what the page shows without a ledger", () => {
  const [zone] = zones;
  assert.ok(zone);

  it("is what this key spent, by day and model, and never called the account's", () => {
    const today = zone.dayOf(NOW);
    const group = (day: number, model: string, spend: number) =>
      ({ day, model, spend: usd(spend), inputTokens: 1, outputTokens: 1, charged: 2, failed: 0 }) as const;
    const groups = [group(today, "m", 1.5), group(today, "__proto__", 0.5), group(today - 1, "m", 3), group(today - 40, "m", 9)];
    const usage = { from: NOW - 92 * DAY, to: NOW, groups, spend: usd(14), requests: 8 } as const;
    const days = { usage, zone: { name: zone.name, fallback: false }, at: NOW };
    const spending = spendingOfUsage({ scope: "key", days }, "7d", NOW);
    assert.ok(spending.kind === "known");
    assert.equal(spending.scope, "key");
    assert.equal(spending.buckets.length, 7);
    assert.deepEqual([spending.today, spending.yesterday, spending.month], [4_000_000, 6_000_000, null]);
    assert.equal(total(spending.buckets.flatMap(({ models }) => models)), 10_000_000);
  }); // prettier-ignore

  it("is the balances seen, each until it was last seen", () => {
    const seen = [
      { at: NOW - 9 * DAY, until: NOW - 8 * DAY, balance: usd(9) },
      { at: NOW - 2 * DAY, until: NOW - DAY, balance: usd(5) },
      { at: NOW - HOUR, until: NOW - HOUR, balance: usd(4) },
    ];
    const past = pastOfBalances(seen, "7d", NOW, zone);
    assert.equal(past.source, "seen");
    assert.deepEqual(past.points.map(({ credits }) => credits / 2_000_000), [9, 5, 5, 4]);
    assert.ok((past.points[0]?.at ?? Infinity) < past.from);
  }); // prettier-ignore
});

describe("what the ledger tells alerts and runway", () => {
  const [zone] = zones;
  assert.ok(zone);
  const spent = (daysAgo: number, dollars: number, type = "MODEL_USAGE"): Movement => ({
    at: NOW - daysAgo * DAY,
    direction: "charge",
    type,
    credits: dollars * 2_000_000,
    model: type === "MODEL_USAGE" ? "m" : null,
    reference: null,
  });

  it("holds today against the middle of the days before, once there are enough of them", async () => {
    const days = Array.from({ length: 12 }, (_, place) => spent(place + 1, place === 3 ? 90 : 2));
    const { store, index } = await keep([spent(0.1, 7), ...days], zone);
    const news = await newsOf(store, index, zone, NOW);
    assert.deepEqual(news.today, { day: "2026-10-26", spent: usd(7), usual: usd(2) });
    const few = await keep(days.slice(0, 5), zone);
    assert.equal((await newsOf(few.store, few.index, zone, NOW)).today?.usual, undefined);
  });

  it("tells what expired and what came in lately", async () => {
    const topUp: Movement = { ...spent(0.5, 50, "PAYMENT"), direction: "topup" };
    const { store, index } = await keep([spent(1.2, 3, "CREDITS_EXPIRED"), topUp, spent(40, 1, "CREDITS_EXPIRED")], zone);
    const news = await newsOf(store, index, zone, NOW);
    assert.deepEqual(news.topUps, [{ at: topUp.at, amount: usd(50) }]);
    assert.equal(news.expired.length, 2);
  }); // prettier-ignore

  it("counts charges for the runway, and neither top-ups nor expiry", async () => {
    const days = Array.from({ length: 30 }, (_, place) => spent(place + 0.3, 2));
    const plain = await keep(days, zone);
    const noisy = await keep(
      [...days, { ...spent(2, 100, "PAYMENT"), direction: "topup" }, spent(3, 40, "CREDITS_EXPIRED")],
      zone,
    );
    const of = ({ index }: Kept) => runwayOf(index, zone, NOW, 400_000_000, null);
    assert.deepEqual(of(noisy), of(plain));
    assert.notEqual(of(plain)?.kind, "unknown");
  });
});
