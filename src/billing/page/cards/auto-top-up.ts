import { shownName } from "../../text/display-name.ts";
import type { RefillReport } from "../../vendor/report.ts";
import type { CardAction, FactView } from "../page-view.ts";
import type { Allowed, CardBody } from "./card-body.ts";
import { NONE, type CardWords } from "./card-words.ts";

/** A vendor explains itself in a sentence or two. */
const LONGEST_TROUBLE = 300;

export function presentRefillCard(refill: RefillReport, words: CardWords, allowed: Allowed): CardBody {
  const { enabled, amount, threshold } = refill;
  const fact = (label: string, value: string): FactView => ({ label, value, tone: "normal" });
  const bounds = boundsOf(refill, words);
  const off = enabled === false;
  const set: CardAction = { action: "setRefill", label: off ? "Turn on" : "Change" };
  return {
    facts: [
      fact("State", enabled === undefined ? "Unknown" : enabled ? "On" : "Off"),
      ...(off && !amount ? [] : [fact("Adds", words.money(amount))]),
      ...(off && !threshold ? [] : [fact("When the balance falls below", words.money(threshold))]),
      ...(bounds === undefined ? [] : [fact("One top-up", bounds)]),
      ...troubleOf(refill, words),
    ],
    actions: [
      ...(allowed.has("setRefill") ? [{ ...set, spoken: `${set.label} auto top-up` }] : []),
      ...(!off && allowed.has("removeRefill")
        ? [{ action: "removeRefill", label: "Turn off", spoken: "Turn off auto top-up" } as const]
        : []),
    ],
  };
}

function boundsOf({ least, most }: RefillReport, words: CardWords): string | undefined {
  if (least && most) return `${words.money(least)} to ${words.money(most)}`;
  if (least) return `${words.money(least)} or more`;
  return most && `${words.money(most)} or less`;
}

function troubleOf({ trouble, failedAt }: RefillReport, words: CardWords): readonly FactView[] {
  if (trouble === undefined && failedAt === undefined) return [];
  const said = trouble === undefined ? "The last top-up failed" : shownName(trouble, LONGEST_TROUBLE);
  const when = words.date(failedAt);
  return [{ label: "Problem", value: said, note: when === NONE ? undefined : when, tone: "warning" }];
}
