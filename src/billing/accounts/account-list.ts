import type { Disposable } from "../lifecycle/disposable.ts";
import { createEmitter, type Emitter } from "../lifecycle/emitter.ts";
import type { Outcome } from "../polling/poller.ts";
import type { Trigger } from "../state/freshness.ts";
import type { Clock } from "../time/clock.ts";
import type { Client, Credential } from "../vendor/api-client.ts";
import type { Provider } from "../vendor/provider.ts";
import { createWatchedAccount, type WatchedAccount, type WatchSettings } from "./account-monitor.ts";
import type { AccountStores } from "./account-stores.ts";
import type { View } from "./account-view.ts";
import { fingerprint } from "./fingerprint.ts";
import { createOrderedReads } from "./ordered-reads.ts";
import {
  chosenOf,
  inOrder,
  isReadable,
  isSameCredential,
  listed,
  type KnownAccount,
  type StoredAccount,
} from "./stored-account.ts";

/** What the session asks of its surroundings each time anew. */
export interface SessionSettings extends WatchSettings {
  /** Where keys of the main vendor may be sent; undefined when the configured address is not a safe one. */
  readonly origin: string | undefined;
}

export interface SessionOptions {
  /** The main vendor: its accounts follow the configured address. */
  readonly provider: Provider;
  /** Any vendor by its id; undefined for one this version does not know. */
  readonly providerOf: (id: string) => Promise<Provider | undefined>;
  readonly client: Client;
  readonly clock: Clock;
  readonly settings: () => SessionSettings;
  /** May reject or never answer: the editor's secret storage can be locked. */
  readonly storedAccounts: () => Promise<readonly KnownAccount[]>;
  /** What all windows share of the account of this fingerprint. */
  readonly openStores: (fingerprint: string) => AccountStores;
  /** The secret by which owners of accounts are marked; without it, keys of one account are not seen to be that. */
  readonly ownerSecret?: () => Promise<string>;
  readonly startDemo: () => Promise<Credential & Disposable>;
  readonly onStoreError: (error: unknown) => void;
}

/** The accounts this window shows: the stored ones, or for a while the demo's alone. */
export interface Session extends Disposable {
  /** The account the person chose, or why there is none. */
  view(): View;
  /** All that are shown, in the person's order; none before the first was set up. */
  views(): readonly View[];
  readonly onDidChange: Emitter["on"];
  /** Follows the stored accounts and the settings: to be called when either changed. */
  reload(): Promise<void>;
  /** Looks at one account, at all when none is named; the outcome is that of the chosen one then. */
  look(trigger: Trigger, id?: string): Promise<Outcome>;
  /** The account of this id, or the chosen one; another object once it has another key. */
  account(id?: string): WatchedAccount | undefined;
  accounts(): readonly WatchedAccount[];
  startDemo(): Promise<void>;
  leaveDemo(): Promise<void>;
}

/** An account as it is stored, and how it is followed; one whose key is for another address, or cannot be read, is not. */
interface Followed {
  record: KnownAccount;
  readonly provider: Provider;
  readonly watched: WatchedAccount | undefined;
}

interface Identified extends Pick<Followed, "record"> {
  readonly provider: Provider | undefined;
  /** Of the credential, where that is readable. */
  readonly name: string | undefined;
}

const DEMO_ID = "demo";
/** Keys that could not be read are tried again this often. */
const RETRY_MS = 60_000;

export function createSession(options: SessionOptions): Session {
  const { provider: main, client, clock } = options;
  const changed = createEmitter();
  let followed: readonly Followed[] = [];
  let demo: WatchedAccount | undefined;
  /** There are accounts, and all are paused. */
  let paused = false;
  /** The stored accounts could not be read at all. */
  let lost = false;
  let retrying: Promise<void> | undefined;
  let retryTimer: Disposable | undefined;
  let disposed = false;
  const reads = createOrderedReads<readonly Identified[]>({
    clock,
    load: () => identified(),
    onRead: show,
    onLost: lose,
    onError: options.onStoreError,
  });

  const nameOf = ({ record, provider }: Pick<Followed, "record" | "provider">) =>
    record.name ?? provider.name;

  function watch(
    what: Pick<WatchedAccount, "id" | "provider" | "credential" | "demo" | "name">,
    stores: AccountStores,
  ): WatchedAccount {
    return createWatchedAccount({
      ...what,
      stores,
      client,
      clock,
      settings: options.settings,
      ownerSecret: what.demo ? undefined : options.ownerSecret,
      onChange: changed.fire,
      onStoreError: options.onStoreError,
    });
  }

  async function reload(): Promise<void> {
    if (demo) {
      changed.fire();
      return;
    }
    reads.supersede();
    await reads.read();
  }

  const identified = async (): Promise<readonly Identified[]> =>
    Promise.all(
      inOrder(await options.storedAccounts()).map(async (record) => ({
        record,
        provider: record.provider === main.id ? main : await options.providerOf(record.provider),
        name: isReadable(record) ? await fingerprint(record) : undefined,
      })),
    );

  /** No key is known any more: a balance read with one that was replaced meanwhile must not stay. */
  function lose(): void {
    lost = true;
    for (const { watched } of followed) watched?.dispose();
    followed = followed.map(({ record, provider }) => ({
      record: isReadable(record) ? { ...listed(record), unreadable: "locked" } : record,
      provider,
      watched: undefined,
    }));
    changed.fire();
    retryLater();
  }

  const isUnread = () => !demo && (lost || followed.some(({ record }) => !isReadable(record)));

  function retryLater(): void {
    retryTimer?.dispose();
    retryTimer = isUnread() ? clock.after(RETRY_MS, () => void retry()) : undefined;
  }

  const retry = (): Promise<void> =>
    (retrying ??= (isUnread() ? reads.read() : Promise.resolve()).finally(() => (retrying = undefined)));

  function show(all: readonly Identified[]): void {
    const known = all.filter(({ record }) => !record.disabled);
    lost = false;
    paused = all.length > 0 && known.length === 0;
    const before = followed;
    followed = known.flatMap(({ record, provider, name }, index) => {
      // Two windows may have added one account at the same time: it is one, and its money counts once.
      const isTwin = name !== undefined && known.findIndex((each) => each.name === name) < index;
      if (!provider || isTwin) return [];
      if (!isReadable(record) || name === undefined) return [{ record, provider, watched: undefined }];
      const old = before.find(
        ({ record: { id }, watched }) =>
          id === record.id && watched && isSameCredential(watched.credential, record),
      );
      if (old?.watched && isUsable(record)) {
        old.record = record;
        return [old];
      }
      return [follow(record, provider, name)];
    });
    for (const each of before) if (!followed.includes(each)) each.watched?.dispose();
    changed.fire();
    retryLater();
    for (const { watched } of followed)
      void watched?.look(before.some((each) => each.watched === watched) ? "timer" : "start");
  }

  /** A key of the main vendor is sent to the configured address only, and only if it was entered for it. */
  const isUsable = ({ provider, origin }: StoredAccount) =>
    provider !== main.id || origin === options.settings().origin;

  function follow(record: StoredAccount, provider: Provider, name: string): Followed {
    if (!isUsable(record)) return { record, provider, watched: undefined };
    const { id } = record;
    const it: Followed = {
      record,
      provider,
      watched: watch(
        { id, provider, credential: record, demo: false, name: () => nameOf(it) },
        options.openStores(name),
      ),
    };
    return it;
  }

  async function startDemo(): Promise<void> {
    if (demo) return;
    const isWanted = reads.supersede();
    const [credential, { createMemoryStores }] = await Promise.all([
      options.startDemo(),
      import("./account-stores.ts"),
    ]);
    if (!isWanted() || disposed) {
      credential.dispose();
      return;
    }
    for (const { watched } of followed) watched?.dispose();
    followed = [];
    lost = false;
    const watched = watch(
      { id: DEMO_ID, provider: main, credential, demo: true, name: () => main.name },
      createMemoryStores(),
    );
    demo = {
      ...watched,
      dispose() {
        watched.dispose();
        credential.dispose();
      },
    };
    changed.fire();
    void demo.look("start");
  }

  async function leaveDemo(): Promise<void> {
    demo?.dispose();
    if (!demo) return;
    demo = undefined;
    await reload();
  }

  const viewOf = ({ record, provider, watched }: Followed): View =>
    watched?.view() ?? {
      kind: "no-key",
      id: record.id,
      name: nameOf({ record, provider }),
      provider,
      ...(isReadable(record) ? { keyIsFor: record.origin } : { unreadable: record.unreadable }),
    };

  const views = (): readonly View[] => (demo ? [demo.view()] : followed.map(viewOf));
  const chosen = () => followed.find(({ record }) => record === chosenOf(followed.map((it) => it.record)));
  const accounts = () => (demo ? [demo] : followed.flatMap(({ watched }) => watched ?? []));
  const account = (id?: string) =>
    id === undefined ? (demo ?? chosen()?.watched) : accounts().find((each) => each.id === id);

  return {
    view() {
      const first = demo ? undefined : chosen();
      return (
        demo?.view() ??
        (first
          ? viewOf(first)
          : {
              kind: "no-key",
              provider: main,
              name: main.name,
              ...(paused && { paused }),
              ...(lost && { unreadable: "locked" }),
            })
      );
    },
    views,
    onDidChange: changed.on,
    reload,
    account,
    accounts,
    startDemo,
    leaveDemo,
    async look(trigger, id) {
      const again = isUnread() ? retry() : undefined;
      if (id !== undefined) {
        if (!account(id)) await again;
        return (await account(id)?.look(trigger)) ?? { kind: "gone" };
      }
      const looks = new Map(accounts().map((each) => [each, each.look(trigger)]));
      await again;
      // One that just became readable has begun to be read; a person waits for what comes of that.
      if (trigger === "manual")
        for (const each of accounts()) if (!looks.has(each)) looks.set(each, each.look(trigger));
      await Promise.all(looks.values());
      const first = account();
      return (await (first && looks.get(first))) ?? { kind: "gone" };
    },
    dispose() {
      disposed = true;
      reads.dispose();
      retryTimer?.dispose();
      demo?.dispose();
      for (const { watched } of followed) watched?.dispose();
      changed.dispose();
    },
  };
}
