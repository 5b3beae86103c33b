import { spendHistory } from "../../src/billing/forecast/daily-spend.ts";
import type { DatedMovement } from "../../src/billing/forecast/daily-spend.ts";
import { HORIZON_DAYS } from "../../src/billing/forecast/runway-forecast.ts";
import type { RunwayInput } from "../../src/billing/forecast/runway-forecast.ts";
import type { Random } from "../../src/billing/forecast/simulate-spend.ts";
import { between } from "./forecast-accounts.ts";
import type { Account } from "./forecast-accounts.ts";

/** A forecast to make, and what came of it. */
export interface Trial {
  readonly input: RunwayInput;
  /** Days until the money was gone, at most the horizon. */
  readonly truth: number;
}

/** Looks at an account at a random moment of a day; undefined when its money is gone already. */
export function createTrial(account: Account, day: number, random: Random): Trial | undefined {
  const elapsed = random.uniform();
  const ledger =
    account.kind === "top-ups"
      ? payAsYouGo(account, day, elapsed, random)
      : prepaid(account, day, elapsed, random);
  const { movements, balance, refillAt } = ledger;
  const truth = daysUntilSpent(account, day, elapsed, balance - (refillAt ?? 0));
  if (truth === 0) return undefined;
  const history = spendHistory(movements, { today: account.dateOf(day), elapsed, balance });
  return { input: { ...history, refillAt }, truth };
}

interface Ledger {
  readonly movements: readonly DatedMovement[];
  readonly balance: number;
  readonly refillAt: number | null;
}

/** Paid in once at the start; 1 to 45 days' worth of the spend around today is left. */
function prepaid(account: Account, day: number, elapsed: number, random: Random): Ledger {
  const usage = account.demand.slice(0, day + 1).map((wanted, i) => {
    const amount = i < day ? wanted : Math.round(wanted * account.spentBy(elapsed));
    return movement(account, i, "CHARGE", "MODEL_USAGE", amount);
  });
  const around = account.demand.slice(Math.max(0, day - 14), day + 14);
  const usual = sum(around) / around.length || account.demand[0] || 1_000_000;
  const balance = Math.round(usual * Math.exp(between(random, 0, Math.log(45))));
  const paidIn = balance + sum(usage.map((charge) => charge.amount));
  const movements = [
    movement(account, 0, "TOPUP", "INIT", paidIn),
    ...usage.filter((charge) => charge.amount > 0),
  ];
  return { movements, balance, refillAt: null };
}

/**
 * Paid in again and again, by hand (sometimes days late: the account stands dry) or by an armed refill, with
 * bonuses, refunds, adjustments and expired credits in between.
 */
function payAsYouGo(account: Account, day: number, elapsed: number, random: Random): Ledger {
  const usual = sum(account.demand.slice(0, 14)) / 14;
  const amount = Math.round(usual * between(random, 5, 30));
  const threshold = Math.round(usual * between(random, 0.2, 3));
  const armed = random.uniform() < 0.5;
  const promptness = between(random, 0.3, 1);
  const movements: DatedMovement[] = [movement(account, 0, "TOPUP", "PAYMENT", amount)];
  let balance = amount;
  const book = (i: number, direction: "TOPUP" | "CHARGE", type: string, size: number): void => {
    const booked = direction === "CHARGE" ? Math.min(size, balance) : size;
    balance += direction === "CHARGE" ? -booked : booked;
    if (booked > 0) movements.push(movement(account, i, direction, type, booked));
  };
  for (let i = 0; i < day; i++) {
    let wanted = account.demand[i] ?? 0;
    while (armed && balance - wanted <= threshold) {
      const first = Math.max(0, balance - threshold);
      book(i, "CHARGE", "MODEL_USAGE", first);
      book(i, "TOPUP", "PAYMENT", amount);
      wanted -= first;
    }
    book(i, "CHARGE", "MODEL_USAGE", wanted);
    if (balance <= threshold && random.uniform() < promptness) {
      book(i, "TOPUP", "PAYMENT", amount);
      if (random.uniform() < 0.3) book(i, "TOPUP", "BONUS", Math.round(amount / 5));
    }
    if (random.uniform() < 0.03) book(i, "TOPUP", "REFUND", Math.round(usual * between(random, 0.1, 2)));
    if (random.uniform() < 0.03) book(i, "CHARGE", "ADJUSTMENT", Math.round(usual * between(random, 0.1, 2)));
    if (random.uniform() < 0.02)
      book(i, "CHARGE", "CREDITS_EXPIRED", Math.round(balance * between(random, 0.1, 0.5)));
  }
  book(day, "CHARGE", "MODEL_USAGE", Math.round((account.demand[day] ?? 0) * account.spentBy(elapsed)));
  return { movements, balance, refillAt: armed ? threshold : null };
}

function movement(
  account: Account,
  day: number,
  direction: "TOPUP" | "CHARGE",
  type: string,
  amount: number,
): DatedMovement {
  return { day: account.dateOf(day), direction, type, amount };
}

/** From `elapsed` of `day` on, with nothing paid in. */
function daysUntilSpent(account: Account, day: number, elapsed: number, left: number): number {
  if (left <= 0) return 0;
  const before = account.spentBy(elapsed);
  let rest = left;
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead++) {
    const wanted = account.demand[day + ahead] ?? 0;
    const already = ahead === 0 ? wanted * before : 0;
    if (wanted - already >= rest && wanted > 0) {
      const clock = timeWhen(account, (already + rest) / wanted);
      return Math.min(HORIZON_DAYS, ahead + clock - elapsed);
    }
    rest -= wanted - already;
  }
  return HORIZON_DAYS;
}

/** Share of the day that has passed when `share` of its spend has happened. */
function timeWhen(account: Account, share: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (account.spentBy(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
