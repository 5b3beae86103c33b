import assert from "node:assert/strict";
import fc from "fast-check";
import { watchedDays } from "../../../../src/billing/history/observed-figures.ts";
import { runwayOfBalances, runwayOfUsage } from "../../../../src/billing/history/runway.ts";
import { withBalance, type BalanceHistory } from "../../../../src/billing/ledger/observed-balances.ts";
import { usd, type Money } from "../../../../src/billing/money/money.ts";
import { createZone } from "../../../../src/billing/time/time-zone.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 8, 1);
const UTC = createZone("UTC");

const yuan = (units: number): Money => ({ ...usd(units), currency: "CNY" });
const runway = (seen: BalanceHistory, currency = "USD", refillAt: number | null = null) =>
  runwayOfBalances(seen, currency, UTC, refillAt);

/** A balance read every ten minutes, except while `away`. */
function watch(
  days: number,
  balanceAt: (at: number) => number,
  away: (at: number) => boolean = () => false,
): BalanceHistory {
  let history: BalanceHistory = [];
  for (let at = START; at < START + days * DAY; at += 10 * MINUTE)
    if (!away(at)) history = withBalance(history, { balance: usd(balanceAt(at).toFixed(6)), at });
  return history;
}

const sinceStart = (at: number) => (at - START) / DAY;

describe("the runway of an account of which only balances were seen", () => {
  it("is what is left over what goes each day", () => {
    const found = runway(watch(20, (at) => 100 - 2 * sinceStart(at)));
    assert.ok(found?.kind === "range");
    assert.ok(Math.abs(found.pacePerDay / 2_000_000 - 2) < 0.2, String(found.pacePerDay));
    assert.ok(found.lowDays > 20 && found.lowDays <= 30, String(found.lowDays));
    assert.ok((found.highDays ?? Infinity) >= 30 && (found.highDays ?? Infinity) < 50);
  });

  it("is the same in another currency, and mixes no two", () => {
    const dollars = watch(20, (at) => 100 - 2 * sinceStart(at));
    const others = dollars.map((it) => ({ ...it, balance: { ...it.balance, currency: "CNY" } }));
    assert.deepEqual(runway(others, "CNY"), runway(dollars));
    const noise = { at: START - DAY, until: START - DAY, balance: yuan(9_000) };
    assert.deepEqual(runway([noise, ...dollars]), runway(dollars));
    assert.equal(runway(dollars, "EUR"), undefined);
  });

  it("is not moved by a top-up but for what is left", () => {
    const steady = (at: number) => 100 - 2 * sinceStart(at);
    const toppedUp = watch(20, (at) => steady(at) + (at >= START + 10.5 * DAY ? 50 : 0));
    const plain = watch(20, (at) => steady(at) + 50);
    const [one, other] = [runway(toppedUp), runway(plain)];
    assert.ok(one?.kind === "range" && other?.kind === "range");
    assert.ok(Math.abs(one.lowDays - other.lowDays) < 2);
  });

  it("says nothing of days nobody watched", () => {
    const away = (at: number) => sinceStart(at) > 4 && sinceStart(at) < 8;
    const found = watchedDays(
      watch(20, (at) => 100 - 2 * sinceStart(at), away),
      "USD",
      UTC,
    );
    const first = UTC.dayOf(START);
    assert.deepEqual(
      [...(found?.unwatched ?? [])].map((day) => day - first),
      [4, 5, 6, 7, 8],
    );
    const unseen = found?.movements.filter(({ type }) => type === "UNSEEN");
    assert.equal(unseen?.length, 1);
    assert.ok(Math.abs((unseen[0]?.amount ?? 0) / 2_000_000 - 8) < 0.1);
  });

  it("knows the days on which nothing was spent, watched or not", () => {
    const away = (at: number) => sinceStart(at) > 4 && sinceStart(at) < 10;
    const quiet = watch(30, () => 40, away);
    assert.deepEqual([...(watchedDays(quiet, "USD", UTC)?.unwatched ?? [])], []);
    assert.deepEqual(runway(quiet), { kind: "noEnd", pacePerDay: 0 });
  });

  it("counts no hour of a today whose spend is not known as one on which nothing was spent", () => {
    const steady = (at: number) => 200 - 2 * sinceStart(at);
    // Nobody watched from the 20th day on; one look at half past eleven at night finds two days' worth gone.
    const lateAtNight = 22 * DAY + 23.5 * HOUR;
    const away = (at: number) => at - START > 20 * DAY && at - START < lateAtNight;
    const found = runway(watch(23, steady, away));
    const known = runway(watch(20, steady));
    assert.ok(found?.kind === "range" && known?.kind === "range");
    assert.ok(Math.abs(found.pacePerDay / known.pacePerDay - 1) < 0.02, `${found.pacePerDay}`);
  });

  it("makes nothing of a first day that was half over, nor of a single reading", () => {
    const one = [{ at: START, until: START, balance: usd(0) }];
    assert.equal(runway(one)?.kind, "notEnoughData");
    assert.equal(runway([])?.kind, undefined);
    const week = watch(8, (at) => 100 - 2 * sinceStart(at)).filter(({ at }) => at >= START + 5 * HOUR);
    assert.deepEqual(runway(week), { kind: "notEnoughData", daysSeen: 6, daysNeeded: 7 });
  });

  const readings = fc.array(
    fc.record({ after: fc.integer({ min: 1, max: 60 * HOUR }), units: fc.integer({ min: -50, max: 500 }) }),
    { maxLength: 60 },
  );
  const seenOf = (steps: readonly { readonly after: number; readonly units: number }[]) => {
    let at = START;
    return steps.reduce<BalanceHistory>((history, { after, units }) => {
      at += after;
      return withBalance(history, { balance: usd(units), at });
    }, []);
  };

  it("never counts a top-up as spend, and loses no change, whatever was seen", () => {
    fc.assert(
      fc.property(readings, (steps) => {
        const seen = seenOf(steps);
        const found = watchedDays(seen, "USD", UTC);
        assert.equal(found === undefined, seen.length === 0);
        if (!found) return;
        const [opening, ...moves] = found.movements;
        assert.ok(found.movements.every(({ amount }) => amount >= 0));
        const sum = moves.reduce((all, { direction, amount }) => all + (direction === "TOPUP" ? amount : -amount), 0);
        assert.equal(sum, found.last.credits - found.first.credits);
        assert.equal(opening?.direction, "TOPUP");
        const falls = seen.slice(1).filter(({ balance }, place) => balance.nanos < (seen[place]?.balance.nanos ?? 0n));
        assert.equal(moves.filter(({ direction }) => direction === "CHARGE").length, falls.length);
      }),
    );
  }); // prettier-ignore

  it("never foretells an end from less than a week, nor anything negative", () => {
    fc.assert(
      fc.property(readings, (steps) => {
        const seen = seenOf(steps);
        const found = runway(seen);
        assert.equal(found === undefined, seen.length === 0);
        if (!found) return;
        const lasted = (seen.at(-1)?.until ?? 0) - (seen[0]?.at ?? 0);
        if (seen.length === 1 || lasted < 7 * DAY) assert.equal(found.kind, "notEnoughData");
        if ("pacePerDay" in found) assert.ok(found.pacePerDay >= 0);
        if (found.kind === "range") assert.ok(found.lowDays >= 0 && found.lowDays <= (found.highDays ?? Infinity));
        if (found.kind === "reached") assert.ok((seen.at(-1)?.balance.nanos ?? 1n) <= 0n);
      }),
      { numRuns: 60 },
    );
  }); // prettier-ignore
});

describe("the runway by what an account spent each day", () => {
  const now = Date.UTC(2026, 9, 1, 12);
  const today = UTC.dayOf(now);
  const usage = (days: number, units: number, from = now - 92 * DAY) => ({
    usage: {
      from,
      to: now,
      spend: usd(days * units),
      groups: Array.from({ length: days }, (_, place) => ({ day: today - place, model: null, spend: usd(units) })),
    },
    zone: { name: "UTC", fallback: true },
    at: now,
  }); // prettier-ignore

  it("is what is left over what goes each day", () => {
    const found = runwayOfUsage(usage(40, 2), "USD", 60 * 2_000_000, null);
    assert.ok(found?.kind === "range");
    assert.ok(found.lowDays > 20 && found.lowDays <= 30 && (found.highDays ?? 0) >= 29);
    const refill = runwayOfUsage(usage(40, 2), "USD", 60 * 2_000_000, 60 * 2_000_000);
    assert.ok(refill?.kind === "reached" && refill.until === "refill");
  });

  it("makes nothing of days the vendor did not tell whole", () => {
    const short = runwayOfUsage(usage(5, 2, now - 5 * DAY), "USD", 60 * 2_000_000, null);
    assert.deepEqual(short, { kind: "notEnoughData", daysSeen: 4, daysNeeded: 7 });
    const cut = usage(40, 2);
    const partial = { ...cut, usage: { ...cut.usage, partial: true as const } };
    assert.equal(runwayOfUsage(partial, "USD", 1, null), undefined);
    assert.equal(runwayOfUsage(cut, "CNY", 1, null), undefined);
  });

  it("sees that an account is idle", () => {
    assert.deepEqual(runwayOfUsage(usage(0, 2), "USD", 1_000, null), { kind: "noEnd", pacePerDay: 0 });
  });
});
