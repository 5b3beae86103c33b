import type { AccountState } from "./account-state.ts";
import { LEASE_MS } from "./budget.ts";
import type { Cell, Disposable, Version } from "./cell.ts";
import type { Clock } from "./clock.ts";
import { AbortedError, BillingError, type Failure } from "./errors.ts";
import type { Money } from "./money.ts";
import type { AccountDetail } from "./provider.ts";
import { decide, type Circumstances, type Endpoint, type Trigger, type WaitReason } from "./schedule.ts";
import type { LowRule } from "./threshold.ts";
import { holds, reserve, settle, type Answer, type Turn } from "./turn.ts";

/** The vendor, asked for one account. Both reject with a `BillingError`, or an `AbortedError` once `signal` is aborted. */
export interface AccountSource {
  balance(signal: AbortSignal): Promise<Money>;
  detail(signal: AbortSignal): Promise<AccountDetail>;
}

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
  /** Called with what the detail endpoint told this window; the state keeps only the refill part. */
  readonly onDetail: (detail: AccountDetail) => void;
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

/** The wall clock is looked at this often at least: timers sleep with the machine, and file watching may be impossible. */
const TICK_MS = 30_000;
const MIN_DELAY_MS = 250;

export function createPoller(options: PollerOptions): Poller {
  const { cell, clock, source } = options;
  const gone = new AbortController();
  let seen: string | undefined;
  let timer: Disposable | undefined;
  let current: Promise<Outcome> | undefined;
  let jitter = options.random();
  /** Another window wrote while this one was looking: what it saw may be old. */
  let changed = false;
  const waiters = new Set<() => void>();

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
      if (error instanceof AbortedError) return { kind: "gone" };
      options.onStoreError(error);
      return { kind: "waiting", until, because: "backing-off" };
    } finally {
      if (!gone.signal.aborted) {
        const delay = changed ? 0 : Math.max(until - clock.now(), MIN_DELAY_MS);
        timer = clock.after(delay, () => void look("timer"));
      }
    }
  }

  async function takeTurn(trigger: Trigger): Promise<Outcome> {
    for (;;) {
      const version = await read();
      const now = clock.now();
      const decision = decide(version.state, now, { ...options.circumstances(), trigger, jitter });
      if (decision.kind === "wait") {
        if (trigger !== "manual" || decision.because !== "asking") {
          return { kind: "waiting", until: decision.until, because: decision.because };
        }
        await changeOr(decision.until);
        continue;
      }
      const turn: Turn = { token: options.token(), trigger, cause: decision.cause, before: version.state };
      if (await cell.swap(version, reserve(version.state, turn, now)))
        return ask(turn, decision.endpoint, now);
    }
  }

  async function ask(turn: Turn, first: Endpoint, notedAt: number): Promise<Outcome> {
    jitter = options.random();
    let outcome: Outcome = { kind: "read" };
    let next: { readonly endpoint: Endpoint; readonly notedAt: number } | undefined = {
      endpoint: first,
      notedAt,
    };
    while (next) {
      // A window that was suspended since it noted the request has lost its turn.
      if (clock.now() >= next.notedAt + LEASE_MS)
        return { kind: "waiting", until: clock.now(), because: "asking" };
      const answer = await answerOf(next.endpoint);
      if ("failure" in answer && answer.endpoint === "balance")
        outcome = { kind: "failed", failure: answer.failure };
      if ("detail" in answer) options.onDetail(answer.detail);
      next = await record(turn, answer);
    }
    return outcome;
  }

  async function answerOf(endpoint: Endpoint): Promise<Answer> {
    const at = clock.now();
    try {
      return endpoint === "balance"
        ? { at, endpoint, balance: await source.balance(gone.signal) }
        : { at, endpoint, detail: await source.detail(gone.signal) };
    } catch (error) {
      if (error instanceof BillingError) return { at, endpoint, failure: error.failure };
      throw error;
    }
  }

  /** Writes down what was learned, unless another window has taken over meanwhile. */
  async function record(turn: Turn, answer: Answer) {
    for (;;) {
      const version = await read();
      if (!holds(version.state, turn)) return undefined;
      const notedAt = clock.now();
      const { state, next } = settle(version.state, turn, answer, notedAt, options.low());
      if (!(await cell.swap(version, state))) continue;
      tell(state);
      return next && { endpoint: next, notedAt };
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
