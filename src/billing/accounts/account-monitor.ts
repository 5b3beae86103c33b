import type { Disposable } from "../lifecycle/disposable.ts";
import type { Money } from "../money/money.ts";
import { createPoller, type Outcome } from "../polling/poller.ts";
import { believedReading, EMPTY_STATE, type AccountState } from "../state/account-state.ts";
import { refillKnownMs, type Trigger } from "../state/freshness.ts";
import type { LowRule } from "../state/threshold.ts";
import type { Clock } from "../time/clock.ts";
import type { Client, Credential } from "../vendor/api-client.ts";
import type { Endpoint } from "../vendor/endpoint.ts";
import type { AccountDetail, Provider } from "../vendor/provider.ts";
import type { AccountStores } from "./account-stores.ts";
import type { AccountView } from "./account-view.ts";
import { ownerMark } from "./fingerprint.ts";
import { secretInTime } from "./secret-in-time.ts";

/** What watching asks of its surroundings each time anew. */
export interface WatchSettings {
  readonly pollIntervalMs: number;
  readonly ownThreshold: Money | null;
  /** Nobody looks at this window. */
  readonly away: boolean;
}

export interface WatchOptions {
  readonly id: string;
  readonly provider: Provider;
  readonly credential: Credential;
  readonly demo: boolean;
  readonly name: () => string;
  readonly stores: AccountStores;
  readonly client: Client;
  readonly clock: Clock;
  readonly settings: () => WatchSettings;
  /** The secret by which owners are marked; see `ownerMark`. */
  readonly ownerSecret?: (() => Promise<string>) | undefined;
  readonly onChange: () => void;
  readonly onStoreError: (error: unknown) => void;
}

/** One account this window follows: read by its turn, shown as it stands. */
export interface WatchedAccount extends Disposable {
  readonly id: string;
  readonly provider: Provider;
  readonly credential: Credential;
  readonly demo: boolean;
  readonly stores: AccountStores;
  readonly name: () => string;
  readonly view: () => AccountView;
  readonly state: () => AccountState;
  readonly low: () => LowRule;
  /** Reads an endpoint with the account's key. */
  readonly ask: <T>(endpoint: Endpoint<T>, signal: AbortSignal) => Promise<T>;
  readonly look: (trigger: Trigger) => Promise<Outcome>;
  /** A payment is on its way: looks more often for a while. */
  expectTopUp(): void;
}

/** A payment shows within minutes: until then the balance is read this often. */
const SOON_MS = 60_000;
const EXPECT_MS = 600_000;

/** Begins to watch; `look` begins to ask. */
export function createWatchedAccount(options: WatchOptions): WatchedAccount {
  const { id, provider, credential, demo, name, stores, client, clock, settings, onChange } = options;
  const { fallback, detail: detailEndpoint } = provider;
  let state = EMPTY_STATE;
  let detail: AccountDetail | undefined;
  let topUpExpectedUntil = 0;

  const low = (): LowRule => {
    const { ownThreshold, pollIntervalMs } = settings();
    return { ownThreshold, refillKnownMs: refillKnownMs(pollIntervalMs) };
  };
  const ask: WatchedAccount["ask"] = (endpoint, signal) => client(credential, endpoint, signal);
  const intervalNow = () =>
    Math.min(settings().pollIntervalMs, clock.now() < topUpExpectedUntil ? SOON_MS : Infinity);

  async function ownerOf({ userId }: AccountDetail): Promise<string | undefined> {
    if (userId === undefined || !options.ownerSecret) return undefined;
    try {
      return await ownerMark(await secretInTime(clock, options.ownerSecret), provider.id, userId);
    } catch (error) {
      // A secret storage that is locked: it is told apart the next time, and the balance counts now.
      options.onStoreError(error);
      return undefined;
    }
  }

  const poller = createPoller({
    cell: stores.cell,
    clock,
    source: {
      balance: (signal) => ask(provider.balance, signal),
      fallback: fallback && ((signal) => ask(fallback, signal)),
      detail: detailEndpoint && ((signal) => ask(detailEndpoint, signal)),
    },
    circumstances: () => ({ intervalMs: intervalNow(), away: settings().away }),
    low,
    random: Math.random,
    token: () => crypto.randomUUID(),
    onState(next) {
      const { reading } = next;
      // Beside others, one that may overstate would look like money that came and went.
      if (reading && reading === believedReading(next) && !reading.posted && reading.at !== state.reading?.at)
        stores.balances.note(reading).catch(options.onStoreError);
      state = next;
      onChange();
    },
    onDetail(told) {
      detail = told;
      onChange();
    },
    ownerOf,
    onStoreError: options.onStoreError,
  });

  return {
    id,
    provider,
    credential,
    demo,
    stores,
    name,
    view: () => ({
      kind: "account",
      id,
      name: name(),
      provider,
      demo,
      subject: credential.subject,
      state,
      detail,
      low: low(),
      intervalMs: settings().pollIntervalMs,
    }),
    state: () => state,
    low,
    ask,
    look: poller.look,
    expectTopUp() {
      topUpExpectedUntil = clock.now() + EXPECT_MS;
      void poller.look("timer");
    },
    dispose: poller.dispose,
  };
}
