import type { Disposable } from "../lifecycle/disposable.ts";
import type { HistoryGate } from "../polling/history-lease.ts";
import type { HistoryWait } from "../polling/history-schedule.ts";
import { DAY_MS } from "../time/calendar-day.ts";
import type { Clock } from "../time/clock.ts";
import type { NamedZone } from "../time/time-zone.ts";
import { failureIn, isAborted, type Failure } from "../vendor/billing-error.ts";
import type { Endpoint } from "../vendor/endpoint.ts";
import type { Usage, UsageQuery, UsageSource } from "../vendor/provider.ts";

export interface UsageReaderOptions {
  readonly source: UsageSource;
  /** Rejects with a `BillingError`, or an `AbortedError` once `signal` is aborted. */
  readonly ask: (endpoint: Endpoint<Usage>, signal: AbortSignal) => Promise<Usage>;
  readonly gate: HistoryGate;
  readonly clock: Clock;
}

/** What was spent, by this key alone or by the account: whose it is has to be said wherever it shows. */
export interface ReadUsage {
  readonly usage: Usage;
  /** The zone its days are cut in; `fallback` where the vendor did not take the person's, or it was not known. */
  readonly zone: NamedZone;
  /** When it was asked for. */
  readonly at: number;
}

export type UsageOutcome =
  | { readonly kind: "read"; readonly value: ReadUsage }
  | { readonly kind: "waiting"; readonly until: number; readonly because: HistoryWait }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "gone" };

/**
 * Reads what was spent, for this window only and within the hour's budget for history. An answer is good for five
 * minutes, for one minute when `asked` by a person.
 */
export interface UsageReader extends Disposable {
  /** The days `days` long up to now, or as many as the vendor looks back. */
  read(days: number, zone: NamedZone, trigger: "timer" | "asked"): Promise<UsageOutcome>;
  /** The hours of the last day; undefined where the vendor tells none. */
  readonly readHours: ((trigger: "timer" | "asked") => Promise<UsageOutcome>) | undefined;
}

/** A question, and the zones to ask it in until the vendor takes one. */
interface Question {
  readonly name: string;
  readonly span: number;
  readonly zones: readonly NamedZone[];
  readonly endpoint: (query: UsageQuery) => Endpoint<Usage>;
}

const FRESH_MS = 300_000;
const ASKED_FRESH_MS = 60_000;
const UTC: NamedZone = { name: "UTC", fallback: true };

export function createUsageReader({ source, ask, gate, clock }: UsageReaderOptions): UsageReader {
  const gone = new AbortController();
  const answers = new Map<string, ReadUsage>();

  async function answer(question: Question, trigger: "timer" | "asked"): Promise<UsageOutcome> {
    const { name, span, zones, endpoint } = question;
    const last = answers.get(name);
    const age = clock.now() - (last?.at ?? 0);
    if (last && age >= 0 && age < (trigger === "asked" ? ASKED_FRESH_MS : FRESH_MS)) {
      return { kind: "read", value: last };
    }
    const pass = gate.begin("usage", trigger === "asked");
    let failure: Failure | undefined;
    try {
      for (const zone of zones) {
        const decision = await pass.permit();
        if (gone.signal.aborted) return { kind: "gone" };
        if (decision.kind === "wait") return { ...decision, kind: "waiting" };
        failure = undefined;
        const at = clock.now();
        const query = { from: at - span, to: at, timeZone: zone.name };
        const usage = await ask(endpoint(query), gone.signal).catch((error: unknown) => {
          failure = failureIn(error);
          // A zone the vendor does not take is answered with 400.
          if (failure?.status !== 400 || zone === zones.at(-1)) throw error;
        });
        if (usage) {
          const value: ReadUsage = { usage, zone, at };
          answers.set(name, value);
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

  const { hours } = source;
  return {
    read(days, zone, trigger) {
      const zones = source.timeZone ? [UTC] : [zone, UTC];
      const span = Math.min(days, source.mostDays) * DAY_MS;
      return answer({ name: `${days} ${zone.name}`, span, zones, endpoint: source.days }, trigger);
    },
    readHours:
      hours && ((trigger) => answer({ name: "hours", span: DAY_MS, zones: [UTC], endpoint: hours }, trigger)),
    dispose: () => gone.abort(),
  };
}
