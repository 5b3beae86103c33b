import { allowance, noteRequests } from "../state/request-budget.ts";
import type { Cell } from "../state/state-store.ts";
import type { Clock } from "../time/clock.ts";
import { isAborted } from "../vendor/billing-error.ts";

const MINUTE_MS = 60_000;
/** When the records are read again; the last step repeats. Together the steps before it pass an hour and a quarter. */
const STEPS_MS = [0.5, 1, 2, 4, 8, 15, 30, 16, 60].map((minutes) => minutes * MINUTE_MS);
/** A look takes the records and perhaps a status and an invoice. */
const REQUESTS = 3;

export interface RecheckOptions {
  readonly payer: string;
  readonly clock: Clock;
  /** Of the account whose budget the requests are counted in. */
  readonly cell: Cell;
  /** The payers that are being rechecked by this window. */
  readonly running: Set<string>;
  /** "open" to be called again. */
  readonly settle: () => Promise<"open" | "stop">;
}

/** Reads the vendor's records again, less and less often and within the hour's budget, until nothing is open. */
export function recheckOpen({ payer, clock, cell, running, settle }: RecheckOptions): void {
  if (running.has(payer)) return;
  running.add(payer);

  const wait = (step: number): void => {
    const delay = STEPS_MS[Math.min(step, STEPS_MS.length - 1)] ?? 0;
    clock.after(delay, () => {
      look().then(
        (next) => (next === "open" ? wait(step + 1) : running.delete(payer)),
        // What cannot be told now may be later.
        (error: unknown) => (isAborted(error) ? running.delete(payer) : wait(step + 1)),
      );
    });
  };
  const look = async () => ((await mayAsk()) ? settle() : "open");

  /** Takes requests out of the budget that reads of ledger and reports share. */
  async function mayAsk(): Promise<boolean> {
    for (;;) {
      const version = await cell.read();
      const { requests } = version.state;
      const now = clock.now();
      if (allowance(requests, "history", now) < REQUESTS) return false;
      const next = { ...version.state, requests: noteRequests(requests, "history", REQUESTS, now) };
      if (await cell.swap(version, next)) return true;
    }
  }

  wait(0);
}
