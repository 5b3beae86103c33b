import type { Total } from "../accounts/totals.ts";
import { presentBalance } from "./present-balance.ts";

/** "Total of 3 accounts: $123.45"; it says so when it is not the sum of all. */
export function presentTotal(
  { amount, of, posted }: Total,
  all: number,
  locale: string,
  hideAmounts: boolean,
): string {
  const count = of === all ? `${of}` : `${of} of ${all}`;
  return `Total of ${count} accounts: ${presentBalance({ balance: amount, posted }, { locale, hideAmounts })}`;
}
