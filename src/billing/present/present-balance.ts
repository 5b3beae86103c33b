import { formatMoney, HIDDEN } from "../money/format.ts";
import type { Money } from "../money/money.ts";

/** Spend of the running period is not in it. */
export const POSTED = "unbilled usage not deducted yet";

/** An amount where there is no room for words: "≤ $12.34" when there may be less. */
export function presentBalance(
  { balance, posted }: { readonly balance: Money; readonly posted?: true | undefined },
  { locale, hideAmounts, short = false }: { locale: string; hideAmounts: boolean; short?: boolean },
): string {
  if (hideAmounts) return HIDDEN;
  const amount = formatMoney(balance, locale, { short });
  return posted ? `≤ ${amount}` : amount;
}
