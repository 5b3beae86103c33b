import type { AccountPlan, Card, KeyIds, Refill } from "./account-plan.ts";
import { layHistory, refillBy, topUp } from "./history.ts";
import { createLedger, type Entry, type Movement } from "./ledger.ts";
import { usdToCredits } from "./money.ts";
import { createPayments, type Payment } from "./payments.ts";
import type { Random } from "./random.ts";
import { type Charge, drawCharge } from "./spending.ts";

/** Money of one customer with one vendor. Amounts in credits, moments in ms since 1970 UTC. */
export interface Account {
  balance(): number;
  /** Oldest first. */
  movements(): readonly Entry[];
  /** Null when auto top-up was never set up. */
  readonly refill: Refill | null;
  /** When auto top-up last met a card that did not pay; null while it works. */
  refillFailedAt(): number | null;
  readonly postpaid: boolean;
  readonly card: Card;
  /** Null brings back the card of the plan. */
  setCard(card: Card | null, now: number): void;
  /** Charges the card; the money is there after the delay. Null when it is declined. */
  pay(credits: number, now: number, delayMs: number): Payment | null;
  /** Oldest first. */
  payments(): readonly Payment[];
  /** Lets through what waits for a person at the bank. */
  approvePayments(now: number): void;
  /** Gives up one that waits: it will never be paid. */
  abandonPayment(id: string): void;
  /** Lets everything happen that is due by then. What happens does not depend on how often it is called. */
  settle(now: number): void;
  /** Brings the balance to an amount by an ADJUSTMENT in the ledger. */
  adjustTo(credits: number, now: number): void;
}

export function createAccount(plan: AccountPlan, startMs: number, random: Random, keyIds: KeyIds): Account {
  const { refill, pace, card: planned = "accepted" } = plan;
  const ledger = createLedger(layHistory(plan, startMs, random, keyIds));
  let charge = pace ? drawCharge(pace, random, startMs, keyIds) : null;
  /** Movements that are certain and have not landed yet, the next one first. */
  const late: Charge[] = [];
  let refillAt: number | null = null;
  let failedAt: number | null = null;
  let card: Card = planned;

  /** After every change: the vendor arms the refill at the threshold, and funds wake a stopped spender. */
  const react = (at: number) => {
    const low = refill !== null && ledger.balance() <= usdToCredits(refill.thresholdUsd);
    const wanted = low && (refill.enabled || refill.offBecause !== undefined);
    if (!wanted || card === "accepted") failedAt = null;
    else failedAt ??= at;
    if (low && refill.enabled && card === "accepted") refillAt ??= at + refill.delayMs;
    if (pace && ledger.balance() > 0) charge ??= drawCharge(pace, random, at, keyIds);
  };
  const land = (movement: Movement, at = movement.at, copies = 1) => {
    for (let copy = 0; copy < copies; copy += 1) ledger.land(movement);
    react(at);
  };
  const expect = (due: Charge) => {
    late.push(due);
    late.sort((a, b) => a.landsAt - b.landsAt);
  };
  const serve = (due: Charge) => {
    if (due.landsAt === due.movement.at) land(due.movement, due.landsAt, due.copies);
    else {
      expect(due);
      react(due.movement.at);
    }
  };
  const settle = (now: number) => {
    for (;;) {
      const usedAt = charge?.movement.at ?? Infinity;
      const landsAt = late[0]?.landsAt ?? Infinity;
      if (refill && refillAt !== null && refillAt <= Math.min(now, usedAt, landsAt)) {
        const at = refillAt;
        refillAt = null;
        land(refillBy(refill, at, random));
      } else if (landsAt <= Math.min(now, usedAt)) {
        const due = late.shift();
        if (due) land(due.movement, due.landsAt, due.copies);
      } else if (charge !== null && usedAt <= now) {
        const due = charge;
        charge = null;
        // Without funds the vendor refuses to serve, so nothing is spent until a top-up.
        if (ledger.balance() > 0) serve(due);
      } else return;
    }
  };

  const payments = createPayments(
    () => card,
    ({ id, credits }, landsAt) =>
      expect({ movement: topUp("PAYMENT", landsAt, credits, id), landsAt, copies: 1 }),
  );

  react(startMs);
  return {
    balance: () => ledger.balance(),
    movements: () => ledger.movements(),
    refill,
    refillFailedAt: () => failedAt,
    postpaid: plan.postpaid ?? false,
    get card() {
      return card;
    },
    setCard(next, now) {
      settle(now);
      card = next ?? planned;
      if (card === "accepted") payments.release(now, true);
      if (card !== "accepted") refillAt = null;
      react(now);
    },
    pay(credits, now, delayMs) {
      settle(now);
      const payment = payments.charge(credits, now, delayMs);
      settle(now);
      return payment;
    },
    payments: payments.list,
    approvePayments(now) {
      settle(now);
      payments.release(now, false);
      settle(now);
    },
    abandonPayment: payments.abandon,
    settle,
    adjustTo(credits, now) {
      settle(now);
      const difference = credits - ledger.balance();
      if (difference === 0) return;
      const change = topUp("ADJUSTMENT", now, Math.abs(difference), null);
      land(difference > 0 ? change : { ...change, direction: "CHARGE" });
    },
  };
}
