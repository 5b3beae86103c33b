import type { BalanceHistory } from "../ledger/observed-balances.ts";
import { creditsFrom } from "../money/credits.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { Usage } from "../vendor/provider.ts";
import { LONGEST_GAP_MS, stretchesOf, type Stretch } from "./observed-figures.ts";
import { spendOf } from "./usage-figures.ts";

/** Cents taken for dollars, or the other way round, are off by a hundred; late or missing figures are off by less. */
const LEAST_RATIO = 30;
const MOST_RATIO = 300;

/**
 * Whether usage must be in another unit than it is read in: held against how the balance fell over whole days of UTC
 * that are over and saw no top-up. Where the balance at a midnight was not seen, both possible falls must say so.
 */
export function isUnitDoubtful(usage: Usage, seen: BalanceHistory): boolean {
  const { currency } = usage.spend;
  const spend = spendOf(usage, currency) ?? [];
  let spent = 0;
  let [leastFall, mostFall] = [0, 0];
  for (const run of fallingRuns(stretchesOf(seen, currency))) {
    const first = Math.ceil(Math.max(run[0]?.at ?? Infinity, usage.from) / DAY_MS);
    const end = Math.floor(Math.min(run.at(-1)?.until ?? 0, usage.to) / DAY_MS);
    if (end <= first) continue;
    const before = (day: number) => run.findLast(({ at }) => at <= day * DAY_MS)?.credits ?? 0;
    const after = (day: number) => run.find(({ until }) => until >= day * DAY_MS)?.credits ?? 0;
    leastFall += Math.max(0, after(first) - before(end));
    mostFall += before(first) - after(end);
    for (const { day, credits } of spend) if (day >= first && day < end) spent += credits;
  }
  if (spent <= 0 || leastFall < (creditsFrom({ currency, nanos: 1_000_000_000n }, currency) ?? Infinity))
    return false;
  return isOff(spent / mostFall, spent / leastFall) || isOff(leastFall / spent, mostFall / spent);
}

const isOff = (least: number, most: number) => least >= LEAST_RATIO && most <= MOST_RATIO;

/** Balances between two top-ups, and between two times when nobody looked. */
function fallingRuns(stretches: readonly Stretch[]): readonly (readonly Stretch[])[] {
  const runs: Stretch[][] = [];
  for (const each of stretches) {
    const last = runs.at(-1)?.at(-1);
    if (last && each.credits <= last.credits && each.at - last.until <= LONGEST_GAP_MS)
      runs.at(-1)?.push(each);
    else runs.push([each]);
  }
  return runs;
}
