import type { PageMovement, Past, Spending } from "../../src/billing/history/figures.ts";
import type { PageRange } from "../../src/billing/history/time-range.ts";

/** The past of an account as a test lays it out: what moved, oldest first, and what is left after it. In credits. */
export interface PageWorld {
  readonly movements: readonly PageMovement[];
  readonly balance: number;
}

export interface WorldPlan {
  readonly days: number;
  /** Charges a day on a working day. */
  readonly chargesPerDay: number;
  readonly models: readonly string[];
  readonly refill?: { readonly at: number; readonly adds: number };
  readonly opening: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
export const USD = 2_000_000;

/** A past that ends at `now`, the same for the same plan. */
export function layWorld(plan: WorldPlan, now: number): PageWorld {
  const random = randomFrom(7);
  const movements: PageMovement[] = [topUp("INIT", now - plan.days * DAY_MS, plan.opening)];
  let balance = plan.opening;
  for (let day = plan.days; day > 0; day--) {
    const start = now - day * DAY_MS;
    const weekend = new Date(start).getUTCDay() % 6 === 0;
    const charges = Math.round(plan.chargesPerDay * (weekend ? 0.2 : 0.6 + 0.8 * random()));
    for (let index = 0; index < charges; index++) {
      const at = Math.floor(start + ((index + random()) / charges) * DAY_MS);
      const rank = Math.floor(plan.models.length * random() ** 2.2);
      const credits = Math.ceil((0.002 + 0.09 * random() ** 3) * USD * (1 - rank / plan.models.length / 1.4));
      const model = plan.models[rank] ?? null;
      movements.push({ at, direction: "charge", type: "MODEL_USAGE", credits, model });
      balance -= credits;
      if (plan.refill && balance <= plan.refill.at) {
        movements.push(topUp("PAYMENT", at + 1000, plan.refill.adds));
        balance += plan.refill.adds;
      }
    }
  }
  return { movements, balance };
}

export const topUp = (type: string, at: number, credits: number): PageMovement => ({
  at,
  direction: "topup",
  type,
  credits,
  model: null,
});

const SPANS: Readonly<Record<PageRange, number>> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90 };

/** The same past, opened so that it ends in this balance. */
export function endingAt({ movements: [opening, ...rest], balance }: PageWorld, wanted: number): PageWorld {
  if (!opening) throw new RangeError("a past begins with an opening");
  return {
    movements: [{ ...opening, credits: opening.credits + wanted - balance }, ...rest],
    balance: wanted,
  };
}

/** Days and hours in UTC. */
export function pastOf({ movements }: PageWorld, range: PageRange, now: number): Past {
  const { from, slots } = spanOf(range, now);
  let balance = 0;
  const points = [];
  const topUps = [];
  for (const { at, direction, credits, type } of movements) {
    balance += direction === "topup" ? credits : -credits;
    points.push({ at, credits: balance });
    if (direction === "topup" && at >= from) topUps.push({ at, credits, type });
  }
  return { source: "ledger", from, to: now, points, topUps, slots };
}

/** `whole`: before the first movement there was nothing, rather than something unknown. */
export function spendingOf(world: PageWorld, range: PageRange, now: number, whole = false): Spending {
  const { from, slots } = spanOf(range, now);
  const charges = world.movements.filter(({ direction }) => direction === "charge");
  const sum = (start: number, end: number) =>
    charges.filter(({ at }) => at >= start && at < end).reduce((total, { credits }) => total + credits, 0);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const date = new Date(now);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const monthBefore = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1);
  const first = whole ? 0 : (world.movements[0]?.at ?? now);
  const known = (start: number, end: number) => (start >= first ? sum(start, end) : null);
  return {
    kind: "known",
    scope: "account",
    unit: range === "24h" ? "hour" : "day",
    timeZone: "UTC",
    buckets: slots.map((at, index) => {
      const end = slots[index + 1] ?? now + 1;
      const models = new Map<string | null, { credits: number; count: number }>();
      for (const charge of charges) {
        if (charge.at < at || charge.at >= end) continue;
        const had = models.get(charge.model) ?? { credits: 0, count: 0 };
        models.set(charge.model, { credits: had.credits + charge.credits, count: had.count + 1 });
      }
      return { at, models: [...models].map(([model, it]) => ({ model, ...it })) };
    }),
    before: known(2 * from - now, from),
    today: sum(today, now + 1),
    yesterday: known(today - DAY_MS, today),
    month: known(month, now + 1),
    monthBefore: known(monthBefore, monthBefore + (now - month)),
  };
}

function spanOf(range: PageRange, now: number) {
  const size = range === "24h" ? HOUR_MS : DAY_MS;
  const count = range === "24h" ? 24 : SPANS[range];
  const last = Math.floor(now / size) * size;
  const slots = Array.from({ length: count }, (_, index) => last - (count - 1 - index) * size);
  return { from: slots[0] ?? now, slots };
}

/** A small generator with a fixed seed, from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
