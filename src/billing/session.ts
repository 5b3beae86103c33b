import type { AccountState } from "./account-state.ts";
import type { AccountView, View } from "./account-view.ts";
import type { Cell } from "./cell.ts";
import type { Disposable } from "./disposable.ts";
import type { Client, Credential } from "./client.ts";
import type { Clock } from "./clock.ts";
import { createEmitter, type Emitter } from "./emitter.ts";
import { EMPTY_STATE } from "./account-state.ts";
import { fingerprint } from "./fingerprint.ts";
import { createMemoryCell } from "./memory-cell.ts";
import type { Money } from "./money.ts";
import { createPoller, type Outcome, type Poller } from "./poller.ts";
import type { AccountDetail, Provider } from "./provider.ts";
import { refillKnownMs, type Trigger } from "./schedule.ts";
import type { LowRule } from "./threshold.ts";

/** What the session asks of its surroundings each time anew. */
export interface SessionSettings {
  /** Where keys may be sent; undefined when the configured address is not a safe one. */
  readonly origin: string | undefined;
  readonly pollIntervalMs: number;
  readonly ownThreshold: Money | null;
  /** Nobody looks at this window. */
  readonly away: boolean;
}

export interface SessionOptions {
  readonly provider: Provider;
  readonly client: Client;
  readonly clock: Clock;
  readonly settings: () => SessionSettings;
  readonly storedCredential: () => Promise<Credential | undefined>;
  /** The cell that all windows share for the account of this fingerprint. */
  readonly openCell: (fingerprint: string) => Cell;
  readonly startDemo: () => Promise<Credential & Disposable>;
  readonly onStoreError: (error: unknown) => void;
}

/** The account this window shows: the stored key's, or for a while the demo's. */
export interface Session extends Disposable {
  view(): View;
  readonly onDidChange: Emitter["on"];
  /** Follows the stored key and the settings: to be called when either changed. */
  reload(): Promise<void>;
  look(trigger: Trigger): Promise<Outcome>;
  startDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
}

interface Watched extends Disposable {
  readonly credential: Credential;
  readonly demo: boolean;
  readonly poller: Poller;
  state: AccountState;
  detail?: AccountDetail;
}

export function createSession(options: SessionOptions): Session {
  const { provider, client, clock } = options;
  const changed = createEmitter();
  let watched: Watched | undefined;
  let keyIsFor: string | undefined;
  /** Counts what the person or another window wanted last: an answer to anything earlier is dropped. */
  let wish = 0;
  let disposed = false;

  function watch(credential: Credential, cell: Cell, own?: Disposable): void {
    watched?.dispose();
    const poller = createPoller({
      cell,
      clock,
      source: {
        balance: (signal) => client(credential, provider.balance, signal),
        detail: (signal) => client(credential, provider.detail, signal),
      },
      circumstances: () => ({ intervalMs: options.settings().pollIntervalMs, away: options.settings().away }),
      low: lowRule,
      random: Math.random,
      token: () => crypto.randomUUID(),
      onState(state) {
        it.state = state;
        changed.fire();
      },
      onDetail(detail) {
        it.detail = detail;
        changed.fire();
      },
      onStoreError: options.onStoreError,
    });
    const it: Watched = {
      credential,
      demo: own !== undefined,
      poller,
      state: EMPTY_STATE,
      dispose() {
        poller.dispose();
        own?.dispose();
      },
    };
    watched = it;
    changed.fire();
    void poller.look("start");
  }

  function lowRule(): LowRule {
    const { ownThreshold, pollIntervalMs } = options.settings();
    return { ownThreshold, refillKnownMs: refillKnownMs(pollIntervalMs) };
  }

  async function reload(): Promise<void> {
    if (watched?.demo) {
      changed.fire();
      return;
    }
    const mine = ++wish;
    const credential = await options.storedCredential();
    const { origin } = options.settings();
    const usable = credential && credential.origin === origin ? credential : undefined;
    const name = usable && (await fingerprint(usable));
    if (mine !== wish || disposed) return;
    keyIsFor = usable ? undefined : credential?.origin;
    if (!usable || name === undefined) {
      watched?.dispose();
      watched = undefined;
      changed.fire();
    } else if (watched?.credential.apiKey === usable.apiKey && watched.credential.origin === usable.origin) {
      changed.fire();
      void watched.poller.look("timer");
    } else {
      watch(usable, options.openCell(name));
    }
  }

  async function startDemo(): Promise<void> {
    if (watched?.demo) return;
    const mine = ++wish;
    const demo = await options.startDemo();
    if (mine !== wish || disposed) demo.dispose();
    else watch(demo, createMemoryCell(), demo);
  }

  async function leaveDemo(): Promise<void> {
    if (!watched?.demo) return;
    watched.dispose();
    watched = undefined;
    await reload();
  }

  function view(): View {
    if (!watched) return { kind: "no-key", provider, keyIsFor };
    const { demo, state, detail } = watched;
    const account: AccountView = {
      kind: "account",
      provider,
      demo,
      state,
      detail,
      low: lowRule(),
      intervalMs: options.settings().pollIntervalMs,
    };
    return account;
  }

  return {
    view,
    onDidChange: changed.on,
    reload,
    startDemo,
    leaveDemo,
    look: (trigger) => watched?.poller.look(trigger) ?? Promise.resolve({ kind: "gone" }),
    dispose() {
      disposed = true;
      watched?.dispose();
      changed.dispose();
    },
  };
}
