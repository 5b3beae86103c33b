import type { AccountState, HistorySource } from "../state/account-state.ts";
import { allowance, LATEST_START_MS, noteRequests } from "../state/request-budget.ts";
import type { Cell } from "../state/state-store.ts";
import { rewrite } from "../state/update-state.ts";
import type { Clock } from "../time/clock.ts";
import type { Failure } from "../vendor/billing-error.ts";
import { decideHistory, endHistory, type HistoryDecision } from "./history-schedule.ts";
import { acquire, holds, noted, renew } from "./lease.ts";

export interface HistoryGateOptions {
  readonly cell: Cell;
  readonly clock: Clock;
  /** Different for every turn of every window. */
  readonly token: () => string;
}

/** Lets one window at a time ask for ledger, usage and reports, within the hour's budget. One gate a window and account. */
export interface HistoryGate {
  /** `asked` by a person, a turn does not wait after a failure. */
  begin(source: HistorySource, asked: boolean): HistoryPass;
}

/** One turn's way through the gate. */
export interface HistoryPass {
  /** To be awaited before every request: notes it, and holds the turn for one request longer. */
  permit(spare?: number): Promise<HistoryDecision>;
  /** Takes the turn for work that asks nobody. False while another window has it. */
  hold(): Promise<boolean>;
  /** Whether the turn still stands: only then may it write. */
  stands(): Promise<boolean>;
  /** Lets go of the turn; `failure` is what its last request met. */
  end(failure: Failure | undefined): Promise<void>;
}

export function createHistoryGate({ cell, clock, token }: HistoryGateOptions): HistoryGate {
  /** In elapsed time: keeps the budget when the wall clock, or another machine's, is off. */
  let sent: AccountState["requests"] = { automatic: [], manual: [] };

  function begin(source: HistorySource, asked: boolean): HistoryPass {
    const turn = token();
    let begun = false;

    async function permit(spare = 0): Promise<HistoryDecision> {
      for (;;) {
        const version = await cell.read();
        const now = clock.now();
        if (begun && !holds(version.state, "history", turn))
          return { kind: "wait", until: now, because: "asking" };
        const decision = decideHistory(version.state, { turn, source }, now, {
          spare,
          asked: asked || begun,
        });
        if (decision.kind === "wait") return decision;
        if (allowance(sent, "history", clock.elapsed()) <= spare) {
          return { kind: "wait", until: now + 60_000, because: "budget" };
        }
        const next = acquire(noted(version.state, "history", now), "history", turn, now);
        if (!next || !(await cell.swap(version, next))) continue;
        begun = true;
        // A window that slept since then may have lost its turn: it asks again.
        if (clock.now() >= now + LATEST_START_MS) continue;
        sent = noteRequests(sent, "history", 1, clock.elapsed());
        return decision;
      }
    }

    async function hold(): Promise<boolean> {
      for (;;) {
        const version = await cell.read();
        const next = (begun ? renew : acquire)(version.state, "history", turn, clock.now());
        if (!next) return false;
        if (!(await cell.swap(version, next))) continue;
        begun = true;
        return true;
      }
    }

    return {
      permit,
      hold,
      stands: async () => holds((await cell.read()).state, "history", turn),
      async end(failure) {
        if (!begun) return;
        await rewrite(cell, (state) =>
          holds(state, "history", turn) ? endHistory(state, source, failure, clock.now()) : state,
        );
      },
    };
  }

  return { begin };
}
