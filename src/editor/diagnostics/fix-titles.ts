import type { Fix } from "../../lint/finding.ts";
import type { SpokenFinding } from "../../protocol/lint.ts";

/** The words of a fix, with the unit it moves to; a fix that is shown before it is made says so. */
export function titleOf({ code, safe }: Fix, { data }: SpokenFinding): string {
  return `${wordsOf(code, data.successors)}${safe ? "" : " (preview)"}`;
}

function wordsOf(code: Fix["code"], [successor = ""]: readonly string[]): string {
  switch (code) {
    case "to-billing":
      return "Use /v2/billing, which answers in USD";
    case "to-billing-detail":
      return "Use /v2/billing/detail, which answers in USD";
    case "to-usd-spent":
      return "Use usd_spent, in USD";
    case "to-usd-spent-or-credits":
      return "Use usd_spent, in USD, or credits in USD where it is missing";
    case "to-usd-header":
      return `Use ${successor}, in USD`;
  }
}
