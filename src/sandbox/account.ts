import { layHistory, topUp } from "./history.ts";
import { createLedger, type Entry, type Movement } from "./ledger.ts";
import { usdToCredits } from "./money.ts";
import type { AccountPlan, KeyIds, Refill } from "./plan.ts";
import type { Random } from "./random.ts";
import { type Charge, drawCharge } from "./spending.ts";

/** Money of one customer with one vendor. Amounts in credits, moments in ms since 1970 UTC. */
export interface Account {
  balance(): number;
  /** Oldest first. */
  movements(): readonly Entry[];
  /** Null when auto top-up was never set up. */
  readonly refill: Refill | null;
  /** Lets everything happen that is due by then. What happens does not depend on how often it is called. */
  settle(now: number): void;
  /** Brings the balance to an amount by an ADJUSTMENT in the ledger. */
  adjustTo(credits: number, now: number): void;
}

export function createAccount(plan: AccountPlan, startMs: number, random: Random, keyIds: KeyIds): Account {
  const { refill, pace } = plan;
  const ledger = createLedger(layHistory(plan, startMs, random, keyIds));
  let charge = pace ? drawCharge(pace, random, startMs, keyIds) : null;
  /** Charges whose moment has passed and that have not landed yet, the next one first. */
  const late: Charge[] = [];
  let refillAt: number | null = null;

  /** After every change: the vendor arms the refill at the threshold, and funds wake a stopped spender. */
  const react = (at: number) => {
    const low = refill !== null && ledger.balance() <= usdToCredits(refill.thresholdUsd);
    if (low && refill.enabled && refill.card === "accepted") refillAt ??= at + refill.delayMs;
    if (pace && ledger.balance() > 0) charge ??= drawCharge(pace, random, at, keyIds);
  };
  const land = (movement: Movement, at = movement.at, copies = 1) => {
    for (let copy = 0; copy < copies; copy += 1) ledger.land(movement);
    react(at);
  };
  const serve = (due: Charge) => {
    if (due.landsAt === due.movement.at) land(due.movement, due.landsAt, due.copies);
    else {
      late.push(due);
      late.sort((a, b) => a.landsAt - b.landsAt);
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
        land(topUp("PAYMENT", at, usdToCredits(refill.amountUsd), random.token(21)));
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

  react(startMs);
  return {
    balance: () => ledger.balance(),
    movements: () => ledger.movements(),
    refill,
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
