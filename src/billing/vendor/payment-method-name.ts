import { shownName } from "../text/display-name.ts";
import { capitalized } from "../text/letter-case.ts";
import type { PaymentMethod } from "./report.ts";

/** "Visa •••• 4242"; `unnamed` where the vendor tells no brand. Nothing of it hides or breaks the line. */
export function methodName(
  { brand, last4 }: Pick<PaymentMethod, "brand" | "last4">,
  unnamed: string,
): string {
  const shown = brand === null || brand.trim() === "" ? unnamed : shownName(brand);
  const name = capitalized(shown);
  return last4 === null ? name : `${name} •••• ${shownName(last4)}`;
}
