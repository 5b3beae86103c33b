import type { Question } from "./route.ts";

export function spendingLimit({ limit }: Question): object {
  return limit.removed
    ? { enabled: false, config: { amount: null, duration: null, strategy: null } }
    : { enabled: true, config: { amount: 20_000, duration: "monthly", strategy: "fixed" } };
}

export function removeSpendingLimit({ limit }: Question): object {
  limit.removed = true;
  return {};
}
