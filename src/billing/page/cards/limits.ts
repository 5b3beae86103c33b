import { shownName } from "../../text/display-name.ts";
import type { Limit, ReportData } from "../../vendor/report.ts";
import type { CardAction, FactView } from "../page-view.ts";
import type { Allowed, CardBody } from "./card-body.ts";
import type { CardWords } from "./card-words.ts";

type Limits = Extract<ReportData, { kind: "limits" }>;

export function presentLimits({ limits, note }: Limits, words: CardWords, allowed: Allowed): CardBody {
  const isSet = limits.some(({ enabled, own }) => enabled && own);
  const set: CardAction = { action: "setLimit", label: isSet ? "Change limit" : "Set limit" };
  return {
    note: [limits.length === 0 && "No limit is set.", note].filter(Boolean).join(" ") || undefined,
    facts: limits.map((limit): FactView => ({
      label: shownName(limit.name),
      value: valueOf(limit, words),
      note: limit.note,
      tone: "normal",
    })),
    actions: [
      ...(allowed.has("setLimit") ? [set] : []),
      ...(isSet && allowed.has("removeLimit")
        ? [{ action: "removeLimit", label: "Remove limit" } as const]
        : []),
    ],
  };
}

function valueOf({ enabled, amount, window }: Limit, words: CardWords): string {
  if (!enabled) return "Off";
  return [words.money(amount), amount && window].filter(Boolean).join(" ");
}
