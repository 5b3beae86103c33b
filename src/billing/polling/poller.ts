import type { Disposable } from "../lifecycle/disposable.ts";
import type { AccountState } from "../state/account-state.ts";
import type { Trigger } from "../state/freshness.ts";
import {
  allowance,
  LATEST_START_MS,
  noteRequests,
  type Cause,
  type Requests,
} from "../state/request-budget.ts";
import type { Cell, Version } from "../state/state-store.ts";
import type { LowRule } from "../state/threshold.ts";
import type { Clock } from "../time/clock.ts";
import { AbortedError, isAborted, type Failure } from "../vendor/billing-error.ts";
import type { AccountDetail } from "../vendor/provider.ts";
import { askVendor, type AccountSource } from "./ask-vendor.ts";
import { settle, type Answer, type Turn } from "./balance-lease.ts";
import { acquire, noted } from "./lease.ts";
import { decide, type Circumstances, type Endpoint, type WaitReason } from "./poll-schedule.ts";

export interface PollerOptions {
  readonly cell: Cell;
  readonly source: AccountSource;
  readonly clock: Clock;
  /** Read anew at every look: settings and the window's focus change. */
  readonly circumstances: () => Pick<Circumstances, "intervalMs" | "away">;
  readonly low: () => LowRule;
  /** 0 to 1. */
  readonly random: () => number;
  /** Different for every turn of every window. */
  readonly token: () => string;
  /** Called with every state that differs from the last one seen, whichever window wrote it. */
  readonly onState: (state: AccountState) => void;
  /** Called with what this window was told of the account; the state keeps only the refill part. */
  readonly onDetail: (detail: AccountDetail) => void;
  /** Marks whose account it is, where that was told and can be marked. Never rejects. */
  readonly ownerOf?: (detail: AccountDetail) => Promise<string | undefined>;
  /** Called when the store fails in a way it cannot mend by itself. */
  readonly onStoreError: (error: unknown) => void;
}

/** How a look ended. */
export type Outcome =
  | { readonly kind: "read" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "waiting"; readonly until: number; readonly because: WaitReason }
  | { readonly kind: "gone" };

/** Reads one account for this window, taking turns with all other windows through the cell. */
export interface Poller extends Disposable {
  /** Looks whether something is due and does it. A look while one is under way joins it. */
  look(trigger: Trigger): Promise<Outcome>;
}

/** A request that was noted in the store and may be sent. */
interface Noted {
  readonly endpoint: Endpoint;
  readonly notedAt: number;
}

/** The wall clock is looked at this often at least: timers sleep with the machine, and file watching may be impossible. */
const TICK_MS = 30_000;
const MIN_DELAY_MS = 250;

export function createPoller(options: PollerOptions): Poller {
  const { cell, clock, source } = options;
  const noDetail = !source.detail;
  const gone = new AbortController();
  let seen: string | undefined;
  let timer: Disposable | undefined;
  let current: Promise<Outcome> | undefined;
  let jitter = options.random();
  /** Another window wrote while this one was looking: what it saw may be old. */
  let changed = false;
  const waiters = new Set<() => void>();
  /** What this window itself sent, in elapsed time: keeps the budget when the wall clock, or another machine's, is off. */
  let sent: Requests = { automatic: [], manual: [] };
  const mayAsk = (cause: Cause) => allowance(sent, cause, clock.elapsed()) > 0;

  const watching = cell.watch(() => {
    for (const wake of waiters) wake();
    changed = true;
    void look("timer");
  });

  function look(trigger: Trigger): Promise<Outcome> {
    if (gone.signal.aborted) return Promise.resolve({ kind: "gone" });
    if (current) return trigger === "timer" ? current : current.then((outcome) => again(outcome, trigger));
    current = run(trigger).finally(() => (current = undefined));
    return current;
  }

  /** What a person asked for while a look was under way: that look's answer, unless it did not ask the vendor. */
  const again = (outcome: Outcome, trigger: Trigger) =>
    outcome.kind === "waiting" ? look(trigger) : outcome;

  async function run(trigger: Trigger): Promise<Outcome> {
    timer?.dispose();
    changed = false;
    let until = clock.now() + TICK_MS;
    try {
      const outcome = await takeTurn(trigger);
      if (outcome.kind === "waiting") until = Math.min(until, outcome.until);
      return outcome;
    } catch (error) {
      if (isAborted(error)) return { kind: "gone" };
      options.onStoreError(error);
      return { kind: "waiting", until, because: "backing-off" };
    } finally {
      if (!gone.signal.aborted) {
        timer = clock.after(delayTo(until), () => void look("timer"));
      }
    }
  }

  const delayTo = (until: number) =>
    changed ? 0 : Math.min(Math.max(until - clock.now(), MIN_DELAY_MS), TICK_MS);

  async function takeTurn(trigger: Trigger): Promise<Outcome> {
    for (;;) {
      const version = await read();
      const now = clock.now();
      const decision = decide(version.state, now, { ...options.circumstances(), trigger, jitter, noDetail });
      if (decision.kind === "wait") {
        if (trigger !== "manual" || decision.because !== "asking") {
          return { kind: "waiting", until: decision.until, because: decision.because };
        }
        await changeOr(decision.until);
        continue;
      }
      if (!mayAsk(decision.cause)) return { kind: "waiting", until: now + TICK_MS, because: "budget" };
      const { cause } = decision;
      const turn: Turn = { token: options.token(), trigger, cause, before: version.state, noDetail };
      const begun = acquire(noted(version.state, cause, now), "balance", turn.token, now);
      if (!begun || !(await cell.swap(version, begun))) continue;
      const outcome = await ask(turn, decision.endpoint, now);
      if (outcome) return outcome;
      // The turn was lost to another window. A person is given that window's answer.
      if (trigger !== "manual") return { kind: "waiting", until: clock.now(), because: "asking" };
    }
  }

  /** Undefined when nothing was learned, because this window was suspended for too long and lost its turn. */
  async function ask(turn: Turn, endpoint: Endpoint, notedAt: number): Promise<Outcome | undefined> {
    jitter = options.random();
    let outcome: Outcome | undefined;
    let next: Noted | undefined = { endpoint, notedAt };
    while (next && clock.now() < next.notedAt + LATEST_START_MS && mayAsk(turn.cause)) {
      sent = noteRequests(sent, turn.cause, 1, clock.elapsed());
      const answer = await askVendor(source, next.endpoint, clock, gone.signal);
      const detail = "detail" in answer ? answer.detail : "balance" in answer && answer.balance.detail;
      if (detail) options.onDetail(detail);
      const owner = detail ? await options.ownerOf?.(detail) : undefined;
      const recorded = await record(turn, { ...answer, owner });
      if (!recorded) break;
      next = recorded.next;
      // An answer without an amount is none yet.
      if (next?.endpoint !== "fallback") outcome ??= outcomeOf(answer, clock.now());
    }
    return outcome;
  }

  /** Writes down what was learned; undefined when another window has taken over meanwhile. */
  async function record(
    turn: Turn,
    answer: Answer,
  ): Promise<{ readonly next: Noted | undefined } | undefined> {
    for (;;) {
      const version = await read();
      const notedAt = clock.now();
      const settled = settle(version.state, turn, answer, notedAt, options.low());
      if (!settled) return undefined;
      const { state, next } = settled;
      if (!(await cell.swap(version, state))) continue;
      tell(state);
      return { next: next && { endpoint: next, notedAt } };
    }
  }

  async function read(): Promise<Version> {
    const version = await cell.read();
    if (gone.signal.aborted) throw new AbortedError();
    if (version.id !== seen) {
      seen = version.id;
      tell(version.state);
    }
    return version;
  }

  function tell(state: AccountState): void {
    if (!gone.signal.aborted) options.onState(state);
  }

  /** Resolves when another window wrote, or at `until`. */
  function changeOr(until: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        timeout.dispose();
        waiters.delete(wake);
        resolve();
      };
      const timeout = clock.after(Math.max(until - clock.now(), MIN_DELAY_MS), wake);
      waiters.add(wake);
    });
  }

  return {
    look,
    dispose() {
      gone.abort();
      timer?.dispose();
      watching.dispose();
      for (const wake of waiters) wake();
    },
  };
}

function outcomeOf(answer: Answer, now: number): Outcome {
  if ("failure" in answer && answer.endpoint !== "detail") return { kind: "failed", failure: answer.failure };
  // Nothing is left of the hour's requests to ask the fallback with.
  if ("balance" in answer && !answer.balance.balance)
    return { kind: "waiting", until: now + TICK_MS, because: "budget" };
  return { kind: "read" };
}
