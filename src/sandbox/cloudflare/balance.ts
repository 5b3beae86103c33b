import type { Account } from "../world/account.ts";
import { creditsToCents, usdToCredits } from "../world/money.ts";
import type { Question } from "./route.ts";

/** The card that every account here has. */
export const CARD = { brand: "visa", last4: "4242" } as const;

/** Cents, with their fractions. */
export function creditBalance({ customer }: Question): object {
  const account = customer.account();
  const hasCard = account.card !== "none";
  return {
    balance: creditsToCents(account.balance()),
    has_default_payment_method: hasCard,
    payment_method: hasCard ? CARD : null,
    topup_config: topupConfig(account),
    first_topup_success: account.movements().some(({ type }) => type === "PAYMENT"),
  };
}

/** Cents. Never set up it is nulls, switched off by a person zeros, switched off by the vendor it says why. */
export function topupConfig(account: Account): object {
  const { refill } = account;
  if (!refill) return { amount: null, threshold: null };
  const { enabled, offBecause, amountUsd, thresholdUsd } = refill;
  if (!enabled && offBecause === undefined) return { amount: 0, threshold: 0 };
  const failedAt = account.refillFailedAt();
  const cents = (usd: number) => creditsToCents(usdToCredits(usd));
  return {
    amount: cents(amountUsd),
    threshold: cents(thresholdUsd),
    ...(offBecause !== undefined && { disabledReason: offBecause }),
    ...(failedAt !== null && { error: "Your card was declined.", lastFailedAt: failedAt }),
  };
}
