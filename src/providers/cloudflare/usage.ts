import { moneyFrom } from "../../billing/money/money.ts";
import { DAY_MS, HOUR_MS } from "../../billing/time/calendar-day.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { Usage, UsageQuery, UsageSource } from "../../billing/vendor/provider.ts";
import { notNegative, sumOfUsd } from "../decode/cents.ts";
import { type Fields, numberIn, recordsIn, unexpected } from "../decode/fields.ts";
import { groupsOf, type Spent, wholeSpans } from "../decode/usage-groups.ts";
import { BILLING, cloudflareEndpoint, fieldsOf, timeOf } from "./envelope.ts";

/** What the account spent; the vendor cuts days in UTC and names no model. It publishes no limit of days. */
export const cloudflareUsage: UsageSource = {
  scope: "account",
  mostDays: 92,
  timeZone: "UTC",
  unitUnconfirmed: true,
  models: false,
  days: (query) => usageHistory(query, DAY_MS),
  hours: (query) => usageHistory(query, HOUR_MS),
};

/**
 * Shape: `{ history: [{ id, aggregated_value, start_time, end_time }] }`; it has no total. Unlike all other amounts of
 * this API, `aggregated_value` is documented in US dollars, which nobody has seen confirmed.
 * Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/methods/usage_history/.
 */
function usageHistory({ from, to }: UsageQuery, span: number): Endpoint<Usage> {
  const { start, end } = wholeSpans(from, to, span);
  return cloudflareEndpoint({
    path: `${BILLING}/usage-history`,
    what: "usage",
    query: {
      value_grouping_window: span === DAY_MS ? "day" : "hour",
      start_time: String(start),
      end_time: String(end),
    },
    result: (result) => {
      const spent = recordsIn(fieldsOf(result), "history").map(decodeSpent);
      return {
        from: start,
        to,
        spend: sumOfUsd(spent.map(({ spend }) => spend)),
        groups: groupsOf(spent, span),
      };
    },
  });
}

function decodeSpent(window: Fields): Spent {
  const at = timeOf(window["start_time"]);
  if (at === undefined) throw unexpected("start_time is not a plausible moment");
  const spend = notNegative(moneyFrom(numberIn(window, "aggregated_value"), "USD"));
  if (!spend) throw unexpected("aggregated_value is not plausible");
  return { at, model: null, spend };
}
