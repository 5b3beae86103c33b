import { moneyFrom, type Money } from "../../billing/money/money.ts";
import { DAY_MS } from "../../billing/time/calendar-day.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import {
  LARGE_ANSWER_BYTES,
  type Usage,
  type UsageGroup,
  type UsageQuery,
} from "../../billing/vendor/provider.ts";
import {
  countIn,
  type Fields,
  momentIn,
  numberIn,
  record,
  recordsIn,
  textIn,
  unexpected,
} from "../decode/fields.ts";
import { aimlapiError } from "./error.ts";

/**
 * What the asking key spent, by day and model; at most 92 days.
 * Source: https://docs.aimlapi.com/api-references/service-endpoints (`/v2/usage/detail`).
 */
export function aimlapiUsage({ from, to, timeZone }: UsageQuery): Endpoint<Usage> {
  return {
    path: "/v2/usage/detail",
    what: "usage",
    mostBytes: LARGE_ANSWER_BYTES,
    query: {
      start: new Date(from).toISOString(),
      end: new Date(to).toISOString(),
      group_by: "day,model",
      tz: timeZone,
    },
    decode: decodeUsage,
    error: aimlapiError,
  };
}

/** Shape: `{ start, end, spend, currency, requests, groups: [{ day, model, spend, tokens, requests }] }`. */
function decodeUsage(json: unknown): Usage {
  const answer = record(json);
  if (!answer) throw unexpected("the answer is not an object");
  const currency = answer["currency"];
  return {
    from: momentIn(answer, "start"),
    to: momentIn(answer, "end"),
    spend: spendIn(answer, currency),
    requests: countIn(answer, "requests"),
    groups: recordsIn(answer, "groups").map((group) => decodeGroup(group, currency)),
  };
}

function decodeGroup(group: Fields, currency: unknown): UsageGroup {
  const tokens = record(group["tokens"]);
  const requests = record(group["requests"]);
  if (!tokens || !requests) throw unexpected("a group has no tokens or no requests");
  return {
    day: dayIn(group),
    model: textIn(group, "model"),
    spend: spendIn(group, currency),
    inputTokens: countIn(tokens, "input"),
    outputTokens: countIn(tokens, "output"),
    charged: countIn(requests, "charged"),
    failed: countIn(requests, "failed"),
  };
}

function spendIn(fields: Fields, currency: unknown): Money {
  const spend = moneyFrom(numberIn(fields, "spend"), currency);
  if (!spend || spend.nanos < 0n) throw unexpected("spend or currency is not plausible");
  return spend;
}

function dayIn({ day }: Fields): number {
  const at =
    typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(at)) throw unexpected("day is not a date");
  return at / DAY_MS;
}
