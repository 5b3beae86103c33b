import { badRequest, oneOf } from "../http/query.ts";
import { creditsToUsd } from "../world/money.ts";
import { creditsIn, groupBy, usageIn } from "../world/sums.ts";
import type { Question } from "./route.ts";

const WINDOWS = { hour: 3_600_000, day: 86_400_000 } as const;
const USUAL_WINDOWS = 30;

/** US dollars of each hour or day that used anything, the newest first; without an end until now. Times in ms. */
export function usageHistory({ customer, now, query }: Question): object {
  const window = oneOf("value_grouping_window", query.get("value_grouping_window") ?? "", ["day", "hour"]);
  const length = WINDOWS[window];
  const end = momentOf("end_time", query) ?? now;
  const start = momentOf("start_time", query) ?? end - USUAL_WINDOWS * length;
  if (end <= start) throw badRequest("end_time must be later than start_time");
  const used = usageIn(customer.account().movements()).filter(({ at }) => at >= start && at < end);
  const history = groupBy(used, ({ at }) => Math.floor(at / length) * length).map(([from, entries]) => ({
    id: `mtrusg_${window}_${from}`,
    aggregated_value: creditsToUsd(creditsIn(entries)),
    start_time: from,
    end_time: from + length,
  }));
  return { history: history.reverse() };
}

/** Null when not said. */
function momentOf(name: string, query: URLSearchParams): number | null {
  const text = query.get(name);
  if (text === null || text === "") return null;
  if (!/^\d{1,15}$/u.test(text)) throw badRequest(`${name} must be a Unix timestamp in milliseconds`);
  return Number(text);
}
