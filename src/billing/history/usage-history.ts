import type { BalanceHistory } from "../ledger/observed-balances.ts";
import { createUsageReader, type ReadUsage, type UsageOutcome } from "../ledger/usage-reader.ts";
import type { Disposable } from "../lifecycle/disposable.ts";
import type { HistoryGate } from "../polling/history-lease.ts";
import type { Clock } from "../time/clock.ts";
import { canonicalTimeZone } from "../time/time-zone.ts";
import type { Endpoint } from "../vendor/endpoint.ts";
import type { Usage, UsageSource } from "../vendor/provider.ts";
import type { NoSpending } from "./figures.ts";
import type { Moment, PastChoice, PastData } from "./history-data.ts";
import { spendingOfUsage } from "./usage-figures.ts";
import { isUnitDoubtful } from "./usage-unit.ts";

export interface UsagePastOptions {
  readonly source: UsageSource;
  readonly ask: (endpoint: Endpoint<Usage>, signal: AbortSignal) => Promise<Usage>;
  readonly gate: HistoryGate;
  readonly clock: Clock;
}

/** What the vendor's usage tells of an account's past; kept for this window. */
export interface UsagePast extends Disposable {
  readonly scope: UsageSource["scope"];
  /** The days as they were read last. */
  days(): ReadUsage | undefined;
  /** The balances seen say that the vendor's figures are in another unit: nothing may be made of them. */
  isDoubtful(seen: BalanceHistory): boolean;
  /** Undefined while they are being read; otherwise what they tell, or why they do not. */
  spending(moment: Moment, currency: string): PastData["spending"];
  /** Reads the days, and for the shortest range the hours. */
  look(trigger: "timer" | "asked", choice: PastChoice): Promise<UsageOutcome>;
  read(trigger: "timer" | "asked", choice: PastChoice): Promise<UsageOutcome>;
}

/** As much as the longest range needs, and a day or two more. */
const DAYS = 92;

export function createUsagePast(options: UsagePastOptions): UsagePast {
  const { scope, unitUnconfirmed = false } = options.source;
  const reader = createUsageReader(options);
  let days: ReadUsage | undefined;
  let hours: ReadUsage | undefined;
  let last: UsageOutcome["kind"] | undefined;

  const isDoubtful = (seen: BalanceHistory) =>
    unitUnconfirmed && days !== undefined && isUnitDoubtful(days.usage, seen);

  function spending({ state, seen, now, choice }: Moment, currency: string): PastData["spending"] {
    if (isDoubtful(seen)) return none(UNIT_NOT_CONFIRMED);
    if (days) return spendingOfUsage({ scope, days, hours }, choice.range, now, currency);
    const gone = state.history?.unavailable?.usage;
    if (gone) return none(gone.kind === "not-found" ? NOTHING_TOLD : NOT_FOR_THIS_KEY);
    return last === "failed" || last === "waiting" ? none(NOT_NOW) : undefined;
  }

  async function read(trigger: "timer" | "asked", choice: PastChoice): Promise<UsageOutcome> {
    const outcome = await reader.read(DAYS, canonicalTimeZone(choice.timeZone), trigger);
    if (outcome.kind === "read") days = outcome.value;
    last = outcome.kind;
    return outcome;
  }

  async function look(trigger: "timer" | "asked", choice: PastChoice): Promise<UsageOutcome> {
    const outcome = await read(trigger, choice);
    if (outcome.kind === "read" && choice.range === "24h") {
      const answer = await reader.readHours?.(trigger);
      if (answer?.kind === "read") hours = answer.value;
    }
    return outcome;
  }

  return { scope, days: () => days, isDoubtful, spending, look, read, dispose: reader.dispose };
}

const none = (why: string): NoSpending => ({ kind: "unknown", why });

export const UNIT_NOT_CONFIRMED =
  "Unit not confirmed: the provider's usage does not match the change in balance, so no spend is shown.";
const NOTHING_TOLD = "Spend isn't available from this provider.";
const NOT_FOR_THIS_KEY = "This key cannot read the account's spend.";
const NOT_NOW = "Could not load spend. Retrying automatically.";
