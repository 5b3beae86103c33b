import { fieldsIn, fieldsOf, type Fields } from "../http/body.ts";
import { badRequest } from "../http/query.ts";
import type { Entry } from "../world/ledger.ts";
import { creditsToUsd } from "../world/money.ts";
import { creditsIn, groupBy, usageIn } from "../world/sums.ts";
import { descriptionOf } from "./descriptions.ts";
import type { Question } from "./route.ts";

const DAY_MS = 86_400_000;
/** As many points as one answer holds; what is beyond them is left out and `limitReached` says so. */
const MOST_POINTS = 1_000;

/** What was used day by day, in dollars. */
export function usage({ customer, body }: Question): object {
  const { start, end, grouped } = requestOf(fieldsOf(body));
  const used = usageIn(customer.account().movements()).filter(({ at }) => at >= start && at < end);
  const first = dayOf(start);
  const days = Array.from({ length: Math.ceil((end - first) / DAY_MS) }, (_, day) => first + day * DAY_MS);
  const groups = groupBy(used, grouped ? descriptionOf : () => "");
  const fitting = groups.slice(0, Math.max(1, Math.floor(MOST_POINTS / days.length)));
  return {
    timeSeries: fitting.map(([name, entries]) => ({
      group: grouped ? [name] : [],
      groupLabels: grouped ? [name] : [],
      dataPoints: pointsOf(entries, days),
    })),
    limitReached: fitting.length < groups.length,
  };
}

function pointsOf(entries: readonly Entry[], days: readonly number[]) {
  const spent = new Map(groupBy(entries, ({ at }) => dayOf(at)));
  return days.map((day) => ({
    timestamp: new Date(day).toISOString(),
    values: [creditsToUsd(creditsIn(spent.get(day) ?? []))],
  }));
}

const dayOf = (at: number) => Math.floor(at / DAY_MS) * DAY_MS;

/** Throws a 400 for anything but days of dollars in UTC, all together or by description. */
function requestOf(body: Fields): {
  readonly start: number;
  readonly end: number;
  readonly grouped: boolean;
} {
  const request = fieldsIn(body["analyticsRequest"]);
  const range = fieldsIn(request?.["timeRange"]);
  const [value] = listOf(request?.["values"]).map(fieldsIn);
  const groups = listOf(request?.["groupBy"]);
  if (!request || !range) throw badRequest("analyticsRequest.timeRange is required");
  if (request["timeUnit"] !== "TIME_UNIT_DAY") throw badRequest("timeUnit is not supported");
  if (value?.["name"] !== "usd" || value["aggregation"] !== "AGGREGATION_SUM")
    throw badRequest("values are not supported");
  if (groups.some((each) => each !== "description")) throw badRequest("groupBy is not supported");
  if (range["timezone"] !== "Etc/GMT") throw badRequest("timezone is not supported");
  const [start, end] = [momentOf(range["startTime"]), momentOf(range["endTime"])];
  if (end <= start || end - start > MOST_POINTS * DAY_MS) throw badRequest("timeRange is not valid");
  return { start, end, grouped: groups.length > 0 };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function momentOf(text: unknown): number {
  const match = typeof text === "string" ? /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/u.exec(text) : null;
  const at = match ? Date.parse(`${match[1] ?? ""}T${match[2] ?? ""}Z`) : NaN;
  if (Number.isNaN(at)) throw badRequest("A time must look like 2026-08-01 00:00:00");
  return at;
}
