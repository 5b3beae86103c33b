import { formatMoney, HIDDEN } from "../money/format.ts";
import type { Refill } from "../vendor/provider.ts";

/** Auto top-up in a few words, such as "on, adds $20.00 below $5.00"; a part not known is left out. */
export function presentRefill(refill: Refill | undefined, locale: string, hideAmounts: boolean): string {
  if (refill?.enabled === undefined) return "unknown";
  if (!refill.enabled) return refill.stopped ? "turned off by the vendor" : "off";
  const show = (money: Refill["amount"]) => money && (hideAmounts ? HIDDEN : formatMoney(money, locale));
  const amount = show(refill.amount);
  const threshold = show(refill.threshold);
  const words = [amount && `adds ${amount}`, threshold && `below ${threshold}`].filter(Boolean).join(" ");
  return ["on", words, refill.failed && "but the last one failed"].filter(Boolean).join(", ");
}
