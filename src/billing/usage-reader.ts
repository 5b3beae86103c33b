import { DAY_MS } from "./calendar-day.ts";
import type { Clock } from "./clock.ts";
import type { Disposable } from "./disposable.ts";
import { failureIn, isAborted, type Failure } from "./errors.ts";
import type { HistoryGate } from "./history-gate.ts";
import type { HistoryWait } from "./history-turn.ts";
import type { Usage, UsageQuery } from "./provider.ts";
import type { NamedZone } from "./time-zone.ts";

/** The vendor's account of one key. Rejects with a `BillingError`, or an `AbortedError` once `signal` is aborted. */
export interface UsageSource {
  usage(query: UsageQuery, signal: AbortSignal): Promise<Usage>;
}

export interface UsageReaderOptions {
  readonly source: UsageSource;
  readonly gate: HistoryGate;
  readonly clock: Clock;
}

/** What this key spent, never the account: to be said wherever it shows. */
export interface KeyUsage {
  readonly usage: Usage;
  /** The zone its days are cut in; `fallback` where the vendor did not take the person's, or it was not known. */
  readonly zone: NamedZone;
  /** When it was asked for. */
  readonly at: number;
}

export type UsageOutcome =
  | { readonly kind: "read"; readonly value: KeyUsage }
  | { readonly kind: "waiting"; readonly until: number; readonly because: HistoryWait }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "gone" };

/** Reads what this key spent, for this window only and within the hour's budget for history. */
export interface UsageReader extends Disposable {
  /** The days `days` long up to now; an answer is good for five minutes, for one minute when `asked` by a person. */
  read(days: number, zone: NamedZone, trigger: "timer" | "asked"): Promise<UsageOutcome>;
}

/** The vendor's limit is 92 days (https://docs.aimlapi.com/api-references/service-endpoints). */
const MOST_DAYS = 92;
const FRESH_MS = 300_000;
const ASKED_FRESH_MS = 60_000;
const UTC: NamedZone = { name: "UTC", fallback: true };

export function createUsageReader({ source, gate, clock }: UsageReaderOptions): UsageReader {
  const gone = new AbortController();
  const answers = new Map<string, KeyUsage>();

  async function read(days: number, zone: NamedZone, trigger: "timer" | "asked"): Promise<UsageOutcome> {
    const key = `${days} ${zone.name}`;
    const last = answers.get(key);
    const age = clock.now() - (last?.at ?? 0);
    if (last && age >= 0 && age < (trigger === "asked" ? ASKED_FRESH_MS : FRESH_MS)) {
      return { kind: "read", value: last };
    }
    const pass = gate.begin("usage", trigger === "asked");
    let failure: Failure | undefined;
    try {
      for (const next of [zone, UTC]) {
        const decision = await pass.permit();
        if (gone.signal.aborted) return { kind: "gone" };
        if (decision.kind === "wait") return { ...decision, kind: "waiting" };
        failure = undefined;
        const at = clock.now();
        const from = at - Math.min(days, MOST_DAYS) * DAY_MS;
        const usage = await source
          .usage({ from, to: at, timeZone: next.name }, gone.signal)
          .catch((error: unknown) => {
            failure = failureIn(error);
            // A zone the vendor does not take is answered with 400.
            if (failure?.status !== 400 || next === UTC) throw error;
          });
        if (usage) {
          const value: KeyUsage = { usage, zone: next, at };
          answers.set(key, value);
          return { kind: "read", value };
        }
      }
      return { kind: "gone" };
    } catch (error) {
      if (isAborted(error)) return { kind: "gone" };
      if (failure) return { kind: "failed", failure };
      throw error;
    } finally {
      await pass.end(failure);
    }
  }

  return { read, dispose: () => gone.abort() };
}
