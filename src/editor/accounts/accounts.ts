import * as vscode from "vscode";
import type { Credential } from "../../billing/client.ts";
import { decodeAccount, encodeAccount, MAIN_ID, type StoredAccount } from "../../billing/stored-account.ts";
import { setContext } from "../context.ts";
import { OWNER_SECRET } from "./owner-secret.ts";

const MAIN_SLOT = "aimlapi.credential";
const SLOT = /^aimlapi\.credential(?:\.([\w-]+))?$/;

/**
 * The accounts a person set up. Each is one secret that holds all about it, so that no list can be out of step with
 * it: a crash between two writes loses nothing, and settings sync carries nothing.
 */
export interface Accounts {
  /** In no order. */
  list(): Promise<readonly StoredAccount[]>;
  read(id: string): Promise<StoredAccount | undefined>;
  /** Sets an account up, or puts another in its place. */
  write(account: StoredAccount): Promise<void>;
  /** Changes an account as it is by now: a question takes its time. One that was removed meanwhile stays removed. */
  change(id: string, changed: Partial<Omit<StoredAccount, "id" | keyof Credential>>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes all that was ever stored, be it an account or not. */
  clear(): Promise<void>;
  /** Tells of changes made by any window of this profile. */
  onDidChange(listener: () => void): vscode.Disposable;
}

export function createAccounts(secrets: vscode.SecretStorage, mainProvider: string): Accounts {
  const ids = async () => (await secrets.keys()).flatMap((key) => idOf(key) ?? []);
  async function read(id: string): Promise<StoredAccount | undefined> {
    const secret = await secrets.get(slotOf(id));
    return secret === undefined ? undefined : decodeAccount(id, secret, mainProvider);
  }
  async function write(account: StoredAccount): Promise<void> {
    await secrets.store(slotOf(account.id), encodeAccount(account));
  }
  async function remove(id: string): Promise<void> {
    await secrets.delete(slotOf(id));
  }
  return {
    read,
    async list() {
      return (await Promise.all((await ids()).map(read))).filter((account) => account !== undefined);
    },
    write,
    async change(id, changed) {
      const account = await read(id);
      if (account) await write({ ...account, ...changed });
    },
    remove,
    async clear() {
      await Promise.all((await ids()).map(remove));
      await secrets.delete(OWNER_SECRET);
    },
    onDidChange: (listener) => secrets.onDidChange(({ key }) => idOf(key) !== undefined && listener()),
  };
}

/** Lets the palette offer what needs an account, be its key for another address or hidden behind the demo. */
export function registerStoredAccountsContext(
  accounts: Accounts,
  onError: (error: unknown) => void,
): vscode.Disposable {
  const read = async () => {
    const stored = await accounts.list();
    setContext(
      "aimlapi.hasStoredKey",
      stored.some(({ id }) => id === MAIN_ID),
    );
    setContext("aimlapi.hasAccounts", stored.length > 0);
  };
  const follow = () => void read().catch(onError);
  follow();
  return accounts.onDidChange(follow);
}

const slotOf = (id: string) => (id === MAIN_ID ? MAIN_SLOT : `${MAIN_SLOT}.${id}`);

function idOf(key: string): string | undefined {
  const match = SLOT.exec(key);
  return match ? (match[1] ?? MAIN_ID) : undefined;
}
