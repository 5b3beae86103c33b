import { randomUUID } from "node:crypto";
import type { Card } from "./account-plan.ts";

/** One charge of the customer's card that was asked for over the API. */
export interface Payment {
  readonly id: string;
  readonly credits: number;
  /** When it was asked for, in ms since 1970 UTC. */
  readonly at: number;
  /** When its money is in the account; null while the bank waits for a person, or the vendor for a card that pays. */
  readonly landsAt: number | null;
  /** The card did not pay when it was first tried. */
  readonly declined?: true;
  /** The vendor has given it up: it will never be collected. */
  readonly abandoned?: true;
}

export interface Payments {
  /** Oldest first; what was declined for good at once is not among them. */
  list(): readonly Payment[];
  /** Charges the card; null when it is declined, or there is none. */
  charge(credits: number, now: number, delayMs: number): Payment | null;
  /** What waits is paid now: what was declined as the vendor tries the card again, or what the bank had asked a person for. */
  release(now: number, declined: boolean): void;
  abandon(id: string): void;
}

export function createPayments(card: () => Card, land: (paid: Payment, landsAt: number) => void): Payments {
  let payments: readonly Payment[] = [];
  return {
    list: () => payments,
    charge(credits, now, delayMs) {
      const answer = card();
      if (answer === "declined" || answer === "none") return null;
      const landsAt = answer === "accepted" ? now + delayMs : null;
      const id = randomUUID().replaceAll("-", "").slice(0, 24);
      const declined = answer === "declined-for-now";
      const payment: Payment = { id, credits, at: now, landsAt, ...(declined && { declined }) };
      payments = [...payments, payment];
      if (landsAt !== null) land(payment, landsAt);
      return payment;
    },
    release(now, declined) {
      payments = payments.map((each) => {
        if (each.landsAt !== null || each.abandoned || !each.declined === declined) return each;
        land(each, now);
        return { ...each, landsAt: now };
      });
    },
    abandon(id) {
      payments = payments.map((each) => (each.id === id ? { ...each, abandoned: true } : each));
    },
  };
}
