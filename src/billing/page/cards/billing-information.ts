import { shownName } from "../../text/display-name.ts";
import { maskEmail } from "../../text/mask.ts";
import type { BillingInformation } from "../../vendor/report.ts";
import type { Allowed, CardBody } from "./card-body.ts";

/** Who pays, masked until the person asks. */
export function presentBillingInformation(
  { fields }: BillingInformation,
  revealAccount: boolean,
  allowed: Allowed,
): CardBody {
  const known = fields.filter(({ value }) => value.trim() !== "");
  return {
    note: known.length === 0 ? "Not set." : undefined,
    facts: known.map(({ label, value }) => {
      const line = value.trim().replace(/\s*[\r\n]+\s*/g, ", ");
      // What is no e-mail keeps its first letter alone.
      const shown = revealAccount ? line : maskEmail(line);
      return { label: shownName(label), value: shownName(shown), tone: "normal" };
    }),
    reveal:
      known.length === 0
        ? undefined
        : revealAccount
          ? { intent: "maskAccount", label: "Hide", icon: "eye-closed", kind: "secondary" }
          : { intent: "revealAccount", label: "Show", icon: "eye", kind: "secondary" },
    actions: allowed.has("setBillingInformation")
      ? [{ action: "setBillingInformation", label: "Change", spoken: "Change billing information" }]
      : [],
  };
}
