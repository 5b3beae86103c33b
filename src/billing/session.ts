import type { AccountState } from "./account-state.ts";
import { createMemoryStores, type AccountStores } from "./account-stores.ts";
import type { AccountView, View } from "./account-view.ts";
import type { Disposable } from "./disposable.ts";
import type { Client, Credential } from "./client.ts";
import type { Clock } from "./clock.ts";
import { createEmitter, type Emitter } from "./emitter.ts";
import { EMPTY_STATE } from "./account-state.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Money } from "./money.ts";
import { createPoller, type Outcome, type Poller } from "./poller.ts";
import type { AccountDetail, Endpoint, Provider } from "./provider.ts";
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
  /** What all windows share of the account of this fingerprint. */
  readonly openStores: (fingerprint: string) => AccountStores;
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
  /** The account shown now; another object once it is another account. */
  account(): WatchedAccount | undefined;
  /** A payment is on its way: looks more often for a while. */
  expectTopUp(): void;
  startDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
}

/** What the page and alerts need of an account beyond its view. */
export interface WatchedAccount {
  readonly stores: AccountStores;
  readonly demo: boolean;
  readonly state: () => AccountState;
  readonly low: () => LowRule;
  /** Reads an endpoint with the account's key. */
  readonly ask: <T>(endpoint: Endpoint<T>, signal: AbortSignal) => Promise<T>;
}

interface Watched extends Disposable {
  readonly credential: Credential;
  readonly demo: boolean;
  readonly poller: Poller;
  readonly account: WatchedAccount;
  state: AccountState;
  detail?: AccountDetail;
}

/** A payment shows within minutes: until then the balance is read this often. */
const SOON_MS = 60_000;
const EXPECT_MS = 600_000;

export function createSession(options: SessionOptions): Session {
  const { provider, client, clock } = options;
  const changed = createEmitter();
  let watched: Watched | undefined;
  let keyIsFor: string | undefined;
  /** Counts what the person or another window wanted last: an answer to anything earlier is dropped. */
  let wish = 0;
  let disposed = false;
  let topUpExpectedUntil = 0;

  function watch(credential: Credential, stores: AccountStores, own?: Disposable): void {
    watched?.dispose();
    const poller = createPoller({
      cell: stores.cell,
      clock,
      source: {
        balance: (signal) => client(credential, provider.balance, signal),
        detail: (signal) => client(credential, provider.detail, signal),
      },
      circumstances: () => ({ intervalMs: intervalNow(), away: options.settings().away }),
      low: lowRule,
      random: Math.random,
      token: () => crypto.randomUUID(),
      onState(state) {
        const { reading } = state;
        if (reading && reading.at !== it.state.reading?.at) {
          stores.balances.note(reading).catch(options.onStoreError);
        }
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
      account: {
        stores,
        demo: own !== undefined,
        state: () => it.state,
        low: lowRule,
        ask: (endpoint, signal) => client(credential, endpoint, signal),
      },
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

  const intervalNow = () =>
    Math.min(options.settings().pollIntervalMs, clock.now() < topUpExpectedUntil ? SOON_MS : Infinity);

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
      watch(usable, options.openStores(name));
    }
  }

  async function startDemo(): Promise<void> {
    if (watched?.demo) return;
    const mine = ++wish;
    const demo = await options.startDemo();
    if (mine !== wish || disposed) demo.dispose();
    else watch(demo, createMemoryStores(), demo);
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
    account: () => watched?.account,
    expectTopUp() {
      topUpExpectedUntil = clock.now() + EXPECT_MS;
      void watched?.poller.look("timer");
    },
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
