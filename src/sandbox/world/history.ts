import type { AccountPlan, KeyIds, PastEvent, Refill } from "./account-plan.ts";
import { type Movement, signedCredits } from "./ledger.ts";
import { usdToCredits } from "./money.ts";
import type { Random } from "./random.ts";
import { drawCharge } from "./spending.ts";

const DAY_MS = 86_400_000;

/**
 * The movements that end in the planned balance at `endMs`, oldest first. They are laid backwards from that
 * balance, so it is met to the credit; what was there before them becomes an opening INIT.
 * Throws a RangeError for a plan whose past would have to open below zero.
 */
export function layHistory(plan: AccountPlan, endMs: number, random: Random, keyIds: KeyIds): Movement[] {
  const { days, pace, events, refilled } = plan.history;
  const startMs = endMs - days * DAY_MS;
  const known = events.map((event) => fromEvent(event, endMs, random));
  if (pace) {
    for (let { movement, copies } = drawCharge(pace, random, startMs, keyIds); movement.at < endMs;) {
      for (let copy = 0; copy < copies; copy += 1) known.push(movement);
      ({ movement, copies } = drawCharge(pace, random, movement.at, keyIds));
    }
  }
  known.sort((a, b) => b.at - a.at);

  const full =
    refilled && plan.refill ? usdToCredits(plan.refill.thresholdUsd + plan.refill.amountUsd) : null;
  const laid: Movement[] = [];
  let balance = usdToCredits(plan.balanceUsd);
  let later = endMs;
  for (const movement of known) {
    const before = balance - signedCredits(movement);
    if (full !== null && plan.refill && before > full) {
      const landed = Math.min(movement.at + plan.refill.delayMs, later);
      const payment = refillBy(plan.refill, landed, random);
      laid.push(payment);
      balance -= payment.credits;
    }
    laid.push(movement);
    balance -= signedCredits(movement);
    later = movement.at;
  }
  if (balance < 0) throw new RangeError("The opening balance would be negative: plan more top-ups.");
  if (balance > 0) laid.push(topUp("INIT", Math.min(startMs, later), balance, null));
  return laid.reverse();
}

/** The payment that auto top-up makes. */
export const refillBy = ({ amountUsd }: Refill, at: number, random: Random): Movement => ({
  ...topUp("PAYMENT", at, usdToCredits(amountUsd), random.token(21)),
  auto: true,
});

/** A movement that brings money in, or that no model and no key made. */
export function topUp(
  type: Movement["type"],
  at: number,
  credits: number,
  referenceId: string | null,
): Movement {
  return { at, direction: "TOPUP", type, credits, model: null, referenceId, keyId: null };
}

function fromEvent({ daysAgo, type, usd }: PastEvent, endMs: number, random: Random): Movement {
  const referenceId = type === "PAYMENT" ? random.token(21) : null;
  const movement = topUp(
    type,
    Math.floor(endMs - daysAgo * DAY_MS),
    usdToCredits(Math.abs(usd)),
    referenceId,
  );
  return usd < 0 ? { ...movement, direction: "CHARGE" } : movement;
}
