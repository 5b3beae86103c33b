import type { Fix } from "../../lint/finding.ts";
import type { SpokenFinding } from "../../protocol/lint.ts";

/** The words of a fix, with the unit where it changes. */
export function titleOf({ code, safe }: Fix, { data }: SpokenFinding): string {
  const review = safe ? "" : " (preview)";
  switch (code) {
    case "to-billing":
      return `Use /v2/billing, in USD${review}`;
    case "to-billing-detail":
      return `Use /v2/billing/detail, in USD${review}`;
    case "to-usd-spent":
      return `Use usd_spent, in USD${review}`;
    case "to-usd-spent-or-credits":
      return `Use usd_spent, in USD, or the credits converted where it is missing${review}`;
    case "to-usd-header":
      return `Use ${data.successors[0] ?? "the header in USD"}${review}`;
  }
}
