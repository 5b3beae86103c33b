import { perAccount } from "../per-account.ts";
import type { Question } from "./route.ts";

const limits = perAccount(() => ({ removed: false }));

/** Cents. The old kind of limit: it can be read and removed, never set again. */
export function spendingLimit({ customer }: Question): object {
  return limits(customer.account()).removed
    ? { enabled: false, config: { amount: null, duration: null, strategy: null } }
    : { enabled: true, config: { amount: 20_000, duration: "monthly", strategy: "fixed" } };
}

export function removeSpendingLimit({ customer }: Question): object {
  limits(customer.account()).removed = true;
  return {};
}
