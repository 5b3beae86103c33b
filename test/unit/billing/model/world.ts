import { usd } from "../../../../src/billing/money/money.ts";
import type { AccountSource } from "../../../../src/billing/polling/ask-vendor.ts";
import { createPoller, type Poller } from "../../../../src/billing/polling/poller.ts";
import { refillKnownMs } from "../../../../src/billing/state/freshness.ts";
import type { Clock } from "../../../../src/billing/time/clock.ts";
import { BillingError } from "../../../../src/billing/vendor/billing-error.ts";
import { createFileCell } from "../../../../src/host/file-cell.ts";
import { settled } from "../fake-clock.ts";
import { createDisk, FOLDER, type Later } from "./disk.ts";
import { createReferee, tokenOf, type Referee } from "./referee.ts";

/** Windows of the real poller and the real file cell on one disk, where a driver decides what happens next. */
export interface World {
  readonly windows: readonly ModelWindow[];
  readonly referee: Referee;
  /** When requests reached the vendor. */
  readonly requests: readonly number[];
  now(): number;
  open(): void;
  /** What may happen next, in the order in which it began. */
  possible(): readonly Happening[];
  /** Lets one of them happen, with all that follows without another operation. */
  happen(it: Happening): Promise<void>;
  /** Lets time pass; timers that are due become possible. */
  pass(ms: number): void;
  /** ms until a timer is due; undefined when none is set. */
  nextTimer(): number | undefined;
  /** Its operations never happen any more. */
  kill(window: ModelWindow): void;
  readonly trace: readonly string[];
}

export interface ModelWindow {
  readonly id: number;
  readonly poller: Poller;
  suspended: boolean;
  dead: boolean;
}

export interface Happening {
  readonly window: number;
  readonly label: string;
  readonly due: number;
  readonly run: () => void;
}

export interface Rules {
  readonly intervalMs: number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Whether the vendor fails this time. */
  readonly fails: () => boolean;
}

const TRACED = 60;

export function createWorld({ intervalMs, random, fails }: Rules): World {
  const disk = createDisk();
  const referee = createReferee(disk);
  const windows: ModelWindow[] = [];
  const requests: number[] = [];
  const trace: string[] = [];
  let queue: Happening[] = [];
  let now = 1_000_000_000;
  let names = 0;
  let answers = 0;
  let wrong: Error | undefined;

  const enter = (happening: Happening) => {
    queue.push(happening);
    return { dispose: () => void (queue = queue.filter((it) => it !== happening)) };
  };
  const laterFor =
    (window: number): Later =>
    (label, run) =>
      new Promise((resolve, reject) => {
        enter({
          window,
          label,
          due: now,
          run() {
            try {
              resolve(run());
            } catch (error) {
              reject(asError(error));
            }
          },
        });
      });
  const clockFor = (window: number): Clock => ({
    now: () => now,
    elapsed: () => now,
    after: (delay, run) => enter({ window, label: "timer", due: now + delay, run }),
  });

  function sourceFor(window: number): AccountSource {
    const later = laterFor(window);
    const ask = (endpoint: string) => {
      requests.push(now);
      try {
        referee.atRequest(window);
      } catch (error) {
        wrong ??= asError(error);
      }
      // What the vendor tells grows with every request, so that an older answer can be told from a newer one.
      answers += 1;
      const balance = usd(answers);
      return later(`answer ${endpoint}`, () => {
        if (fails()) throw new BillingError({ kind: "server", status: 503 });
        return balance;
      });
    };
    return {
      balance: async () => ({ balance: await ask("balance") }),
      detail: async () => ({ balance: await ask("detail"), refill: { enabled: false }, missing: [] }),
    };
  }

  return {
    windows,
    referee,
    requests,
    trace,
    now: () => now,
    open() {
      const id = windows.length;
      let turns = 0;
      const poller = createPoller({
        cell: createFileCell({
          files: disk.filesFor(laterFor(id)),
          folder: FOLDER,
          newId: () => (names += 1).toString(16).padStart(4, "0"),
          onDamage: (name) => (wrong ??= new Error(`${name} is damaged`)),
        }),
        source: sourceFor(id),
        clock: clockFor(id),
        circumstances: () => ({ intervalMs, away: false }),
        low: () => ({ ownThreshold: null, refillKnownMs: refillKnownMs(intervalMs) }),
        random,
        token: () => tokenOf(id, (turns += 1)),
        onState: () => undefined,
        onDetail: () => undefined,
        onStoreError: (error) => (wrong ??= asError(error)),
      });
      windows.push({ id, poller, suspended: false, dead: false });
      void poller.look("start");
    },
    possible: () => queue.filter(({ due, window }) => due <= now && !windows[window]?.suspended),
    async happen(it) {
      queue = queue.filter((other) => other !== it);
      trace.push(`${now} window ${it.window}: ${it.label}`);
      if (trace.length > TRACED) trace.shift();
      it.run();
      referee.afterStep(it.window, now);
      await settled();
      if (wrong) throw wrong;
    },
    pass(ms) {
      now += ms;
    },
    nextTimer() {
      const due = queue.filter(({ window }) => !windows[window]?.suspended).map((it) => it.due);
      return due.length > 0 ? Math.max(Math.min(...due) - now, 0) : undefined;
    },
    kill(window) {
      window.dead = true;
      queue = queue.filter((it) => it.window !== window.id);
      // What runs in it can no longer enter anything either: its poller is left where it stands.
      Object.assign(window, { suspended: true });
    },
  };
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
