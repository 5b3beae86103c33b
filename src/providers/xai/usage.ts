import { moneyFrom } from "../../billing/money/money.ts";
import { DAY_MS } from "../../billing/time/calendar-day.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import {
  LARGE_ANSWER_BYTES,
  type Usage,
  type UsageQuery,
  type UsageSource,
} from "../../billing/vendor/provider.ts";
import { notNegative, sumOfUsd } from "../decode/cents.ts";
import { type Fields, momentOf, unexpected, wordsOf } from "../decode/fields.ts";
import { groupsOf, type Spent, wholeSpans } from "../decode/usage-groups.ts";
import { listIn, TEAM, xaiEndpoint } from "./endpoint.ts";

/** What the team spent, by day of UTC and what it was spent on. The vendor publishes no limit of days. */
export const xaiUsage: UsageSource = { scope: "account", mostDays: 92, timeZone: "UTC", days: usage };

/**
 * Shape: `{ timeSeries: [{ group: [string], dataPoints: [{ timestamp, values: [number] }] }], limitReached }`; unlike all
 * else of this API, the values are USD.
 */
function usage({ from, to }: UsageQuery): Endpoint<Usage> {
  const { start, end } = wholeSpans(from, to, DAY_MS);
  const analyticsRequest = {
    timeRange: { startTime: inGmt(start), endTime: inGmt(end), timezone: "Etc/GMT" },
    timeUnit: "TIME_UNIT_DAY",
    values: [{ name: "usd", aggregation: "AGGREGATION_SUM" }],
    groupBy: ["description"],
    filters: [],
  };
  return xaiEndpoint({
    method: "POST",
    path: `${TEAM}/usage`,
    what: "usage",
    mostBytes: LARGE_ANSWER_BYTES,
    body: { analyticsRequest },
    answer: (answer) => {
      const spent = listIn(answer, "timeSeries").flatMap(decodeSeries);
      return {
        from: start,
        to,
        spend: sumOfUsd(spent.map(({ spend }) => spend)),
        groups: groupsOf(spent, DAY_MS),
        ...(answer["limitReached"] === true && { partial: true }),
      };
    },
  });
}

/** `2026-08-01 00:00:00` */
const inGmt = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");

function decodeSeries(series: Fields): readonly Spent[] {
  const { group } = series;
  const model = Array.isArray(group) ? wordsOf(group[0]) : null;
  return listIn(series, "dataPoints").map(({ timestamp, values }) => {
    const at = timeOf(timestamp);
    if (at === undefined) throw unexpected("timestamp is not a plausible moment");
    const value: unknown = Array.isArray(values) ? values[0] : undefined;
    const spend = typeof value === "number" ? notNegative(moneyFrom(value, "USD")) : undefined;
    if (!spend) throw unexpected("values holds no plausible amount");
    return { at, model, spend };
  });
}

/** With an offset, or in the form and the zone of the question. */
const timeOf = (value: unknown) =>
  momentOf(value) ?? (typeof value === "string" ? momentOf(`${value.replace(" ", "T")}Z`) : undefined);
