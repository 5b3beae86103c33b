import type { NoRunway, Runway } from "../forecast/runway-forecast.ts";
import { withBalance } from "../ledger/observed-balances.ts";
import { creditsFrom } from "../money/credits.ts";
import { believedReading } from "../state/account-state.ts";
import { canonicalTimeZone, createZone, type Zone } from "../time/time-zone.ts";
import { refillAt, type Moment, type PastData } from "./history-data.ts";
import { pastOfBalances } from "./observed-figures.ts";
import { runwayOfBalances, runwayOfUsage } from "./runway.ts";
import type { UsagePast } from "./usage-history.ts";

/** What there is to show of an account without a ledger: balances that were seen, and usage where the vendor tells it. */
export function pastWithoutLedger(moment: Moment, usage: UsagePast | undefined): PastData {
  const { now, state, choice } = moment;
  const reading = believedReading(state);
  const seen = reading && !reading.posted ? withBalance(moment.seen, reading) : moment.seen;
  const current: Moment = { ...moment, seen };
  const currency = reading?.balance.currency ?? usage?.days()?.usage.spend.currency ?? "USD";
  const zone = createZone(canonicalTimeZone(choice.timeZone).name);
  return {
    currency,
    past: pastOfBalances(seen, choice.range, now, zone, currency),
    spending: usage ? usage.spending(current, currency) : null,
    movements: null,
    runway: runwayIn(current, usage, currency, zone),
  };
}

/** By what the whole account spent where that is told: one key's spend says nothing of its balance. */
function runwayIn(
  moment: Moment,
  usage: UsagePast | undefined,
  currency: string,
  zone: Zone,
): Runway | NoRunway | undefined {
  const reading = believedReading(moment.state);
  const balance = reading && creditsFrom(reading.balance, currency);
  if (usage?.scope === "key" || balance === undefined || reading?.posted) return undefined;
  if (usage?.isDoubtful(moment.seen)) return { kind: "unitNotConfirmed" };
  const refill = refillAt(moment, currency);
  const days = usage?.days();
  const told = days && runwayOfUsage(days, currency, balance, refill);
  // What is still being read may tell more than the balances do.
  const isComing = usage && !days && usage.spending(moment, currency) === undefined;
  return told ?? (isComing ? undefined : runwayOfBalances(moment.seen, currency, zone, refill));
}
