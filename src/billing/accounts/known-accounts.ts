import type { Disposable } from "../lifecycle/disposable.ts";
import type { Clock } from "../time/clock.ts";
import type { Credential } from "../vendor/api-client.ts";
import { secretInTime } from "./secret-in-time.ts";
import {
  decodeAccount,
  decodeList,
  encodeAccount,
  isReadable,
  listed,
  type KnownAccount,
  type ListedAccount,
  type StoredAccount,
  type Unreadable,
} from "./stored-account.ts";

/** The editor's secret storage, by account. When it is locked or missing it may look empty, reject or never answer. */
export interface AccountSecrets {
  ids(): PromiseLike<readonly string[]>;
  get(id: string): PromiseLike<string | undefined>;
  store(id: string, secret: string): PromiseLike<void>;
  delete(id: string): PromiseLike<void>;
  /** Tells which one was stored or deleted, by any window. */
  onDidChange(listener: (id: string) => void): Disposable;
}

/** Where the list of accounts is kept, in the open. */
export interface AccountList {
  read(): unknown;
  write(list: readonly ListedAccount[]): PromiseLike<void>;
}

/**
 * The accounts a person set up. Each is one secret that holds all about it. A list of them without their keys is kept
 * beside, since a secret storage that is locked or missing looks like an empty one.
 */
export interface Accounts {
  /** In no order. Rejects only when the secret storage fails and nothing is listed. */
  list(): Promise<readonly KnownAccount[]>;
  find(id: string): Promise<KnownAccount | undefined>;
  /** Undefined also while its secret cannot be read. */
  read(id: string): Promise<StoredAccount | undefined>;
  /** Sets an account up, or puts another in its place. */
  write(account: StoredAccount): Promise<void>;
  /** Changes an account as it is by now: a question takes its time. One that was removed meanwhile stays removed. */
  change(id: string, changed: Partial<Omit<StoredAccount, "id" | keyof Credential>>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes every account; false when a key may be left that cannot be read now. */
  clear(): Promise<boolean>;
  /** Tells of changes made by any window of this profile. */
  onDidChange(listener: () => void): Disposable;
}

export interface AccountsOptions {
  readonly secrets: AccountSecrets;
  readonly list: AccountList;
  readonly mainProvider: string;
  readonly clock: Pick<Clock, "after">;
  /** Why a listed account would have no secret. */
  readonly unreadable: Unreadable;
  readonly onError: (error: unknown) => void;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { secrets, list, mainProvider, unreadable, onError } = options;
  /** Those this window has read. */
  const seen = new Set<string>();
  /** Those that were stored or deleted since they were last asked for. */
  const touched = new Set<string>();
  /** Those that seem removed, though the storage named them just before: they are gone when it no longer does. */
  const suspects = new Set<string>();
  /** What was read before a removal must not be listed again after it. */
  let removals = 0;
  /** Reads of all accounts that are under way. */
  let reads = 0;
  /** Whether another profile or an older version, which do not know the list, removed an account meanwhile. */
  let isRemovedElsewhere = false;
  /** Those whose secret went meanwhile, just while it was asked for. */
  const dropped = new Set<string>();

  /** What is to be listed, while it is being written. */
  let wanted: readonly ListedAccount[] | undefined;
  let saving: Promise<void> | undefined;

  const entries = () => wanted ?? decodeList(list.read());
  /** One write after another: the editor repeats each to its windows, and loses one that began meanwhile. */
  async function saveAll(): Promise<void> {
    const write = async () => list.write(wanted ?? []);
    try {
      for (let begun: typeof wanted; begun !== wanted;) {
        begun = wanted;
        await write();
      }
    } finally {
      wanted = saving = undefined;
    }
  }
  const save = (accounts: readonly ListedAccount[]): Promise<void> => {
    wanted = accounts;
    return (saving ??= saveAll());
  };
  const unlist = async (ids: readonly string[]) => {
    removals += 1;
    for (const id of ids) {
      seen.delete(id);
      suspects.delete(id);
    }
    const left = entries().filter(({ id }) => !ids.includes(id));
    if (left.length < entries().length) await save(left);
  };

  async function enlist(accounts: readonly StoredAccount[]): Promise<void> {
    const before = entries();
    const others = before.filter(({ id }) => !accounts.some((each) => each.id === id));
    const changed = accounts.map(listed).filter((each) => {
      const old = before.find(({ id }) => id === each.id);
      return !old || JSON.stringify(listed(old)) !== JSON.stringify(each);
    });
    if (changed.length > 0) await save([...others, ...accounts.map(listed)]);
  }

  const inTime = <T>(ask: () => PromiseLike<T>) => secretInTime(options.clock, ask);

  /** `isThere` is whether the storage names it. */
  async function find(id: string, isThere = true): Promise<KnownAccount | undefined> {
    const isTouched = touched.delete(id) || suspects.has(id);
    const secret = await inTime(() => secrets.get(id)).catch((error: unknown) => {
      onError(error);
      return null;
    });
    const account = typeof secret === "string" ? decodeAccount(id, secret, mainProvider) : undefined;
    if (account) {
      seen.add(id);
      dropped.delete(id);
      suspects.delete(id);
      return account;
    }
    if (secret === undefined && isTouched && seen.has(id)) {
      if (isThere) suspects.add(id);
      else {
        isRemovedElsewhere = true;
        await unlist([id]).catch(onError);
      }
    }
    // A secret that the editor cannot decrypt is dropped, and told of, while it is being asked for.
    else if (secret === undefined && touched.delete(id) && seen.has(id)) dropped.add(id);
    const entry = entries().find((each) => each.id === id);
    return entry && { ...entry, unreadable };
  }

  async function all(): Promise<readonly KnownAccount[]> {
    if (reads === 0) isRemovedElsewhere = false;
    reads += 1;
    return readAll().finally(() => {
      reads -= 1;
      // What changed meanwhile may have been removed together with those: the next read tells.
      if (reads === 0 && touched.size + suspects.size === 0) dropped.clear();
    });
  }

  async function readAll(): Promise<readonly KnownAccount[]> {
    const before = removals;
    const ids = await inTime(secrets.ids).catch((error: unknown) => {
      onError(error);
      if (entries().length === 0)
        throw new Error("Can't read saved keys. Unlock your keyring and try again.");
      return undefined;
    });
    const known = [...new Set([...entries().map(({ id }) => id), ...(ids ?? [])])];
    const ask = (id: string) => find(id, ids?.includes(id));
    // Of those that go while they are all being asked for nobody could tell why: the others wait for the first.
    const [first, ...others] = known;
    const asked = first === undefined ? [] : [await ask(first), ...(await Promise.all(others.map(ask)))];
    // Those that are removed together go one by one, some of them while they are asked for.
    const gone = isRemovedElsewhere ? [...dropped] : [];
    if (gone.length > 0) await unlist(gone).catch(onError);
    const found = asked.filter((account) => account !== undefined).filter(({ id }) => !gone.includes(id));
    if (before === removals) await enlist(found.filter(isReadable)).catch(onError);
    return found;
  }

  async function write(account: StoredAccount): Promise<void> {
    await orSay(() => secrets.store(account.id, encodeAccount(account)), "save the key in");
    seen.add(account.id);
    await enlist([account]);
  }

  async function read(id: string): Promise<StoredAccount | undefined> {
    const account = await find(id);
    return account && isReadable(account) ? account : undefined;
  }

  /** What the storage says of its failure is for the log. */
  const orSay = (change: () => PromiseLike<void>, what: string): Promise<void> =>
    inTime(change).catch((error: unknown) => {
      onError(error);
      throw new Error(`The editor could not ${what} its secret storage. Unlock your keyring and try again.`);
    });

  return {
    list: all,
    find,
    read,
    write,
    async change(id, changed) {
      const account = await read(id);
      if (account) await write({ ...account, ...changed });
    },
    async remove(id) {
      await unlist([id]);
      try {
        await orSay(() => secrets.delete(id), "delete the key from");
      } finally {
        // Another window may have listed it again before its secret was gone.
        await unlist([id]);
      }
    },
    async clear() {
      const found = await all().catch(() => undefined);
      const ids = [...new Set([...(found ?? []), ...entries()].map(({ id }) => id))];
      await unlist(ids);
      const deleted = await Promise.allSettled(ids.map((id) => inTime(() => secrets.delete(id))));
      await unlist(ids);
      return !!found?.every(isReadable) && deleted.every(({ status }) => status === "fulfilled");
    },
    onDidChange: (listener) =>
      secrets.onDidChange((id) => {
        touched.add(id);
        listener();
      }),
  };
}
