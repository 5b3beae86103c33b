import { addSpent, type Spent } from "../ledger/summary.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { isSpend, type Movement } from "../money/credits.ts";
import { utcDayOf } from "../time/calendar-day.ts";
import type { TransactionQuery, TransactionStore } from "./store.ts";

/** The kind that stands for all use. */
export const USAGE = "MODEL_USAGE";

/** Pages and sums of a ledger that only gives whole days: every day that may hold a row is read. */
export function overDays(ledger: LedgerStore): TransactionStore {
  return {
    read: () => ledger.read(),
    day: (summary) => ledger.day(summary),
    commit: (...version) => ledger.commit(...version),
    clear: () => ledger.clear(),
    async page(query) {
      const { from = -Infinity, to = Infinity, offset, limit, sort } = query;
      const rows: Movement[] = [];
      for (const summary of (await ledger.read()).index.days) {
        if (summary.day < utcDayOf(from) || summary.day > utcDayOf(to)) continue;
        if (query.day !== undefined && summary.day !== query.day) continue;
        rows.push(...((await ledger.day(summary)) ?? []).filter((movement) => isAsked(movement, query)));
        if (sort === "time" && rows.length >= offset + limit) break;
      }
      if (sort === "amount") rows.sort((a, b) => b.credits - a.credits || b.at - a.at);
      return rows.slice(offset, offset + limit);
    },
    async sums(first, last) {
      const totals = new Map<string, Spent>();
      const { days } = (await ledger.read()).index;
      for (const item of days.flatMap(({ spent }) => spent))
        if (item.day >= first && item.day <= last) addSpent(totals, item);
      return [...totals.values()];
    },
  };
}

/** As summaries count: a charge of a kind nobody knows yet is use, and only use is counted by model. */
export function isAsked(movement: Movement, query: TransactionQuery): boolean {
  const { from = -Infinity, to = Infinity, direction, kind, model } = query;
  const { at } = movement;
  const use = isSpend(movement);
  if (at < from || at >= to || (direction !== undefined && direction !== movement.direction)) return false;
  if (model !== undefined && !(use && movement.model === model)) return false;
  return kind === undefined || (kind === USAGE ? use : !use && movement.type === kind);
}
