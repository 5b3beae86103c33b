import { randomUUID } from "node:crypto";
import type { Card } from "./plan.ts";

/** One charge of the customer's card that was asked for over the API. */
export interface Payment {
  readonly id: string;
  readonly credits: number;
  /** When it was asked for, in ms since 1970 UTC. */
  readonly at: number;
  /** When its money is in the account; null while the bank waits for a person. */
  readonly landsAt: number | null;
}

export interface Payments {
  /** Oldest first; what was declined is not among them. */
  list(): readonly Payment[];
  /** Charges the card; null when it is declined, or there is none. */
  charge(credits: number, now: number, delayMs: number): Payment | null;
  /** A person has satisfied the bank: what waited for it is paid now. */
  approve(now: number): void;
}

export function createPayments(card: () => Card, land: (paid: Payment, landsAt: number) => void): Payments {
  let payments: readonly Payment[] = [];
  return {
    list: () => payments,
    charge(credits, now, delayMs) {
      const answer = card();
      if (answer === "declined" || answer === "none") return null;
      const landsAt = answer === "accepted" ? now + delayMs : null;
      const payment = { id: randomUUID().replaceAll("-", "").slice(0, 24), credits, at: now, landsAt };
      payments = [...payments, payment];
      if (landsAt !== null) land(payment, landsAt);
      return payment;
    },
    approve(now) {
      const waiting = payments.filter(({ landsAt }) => landsAt === null);
      payments = payments.map((each) => (each.landsAt === null ? { ...each, landsAt: now } : each));
      for (const payment of waiting) land(payment, now);
    },
  };
}
