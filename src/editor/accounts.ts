import * as vscode from "vscode";
import { decodeAccount, encodeAccount, MAIN_ID, type StoredAccount } from "../billing/stored-account.ts";
import { setContext } from "./context.ts";

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
  write(account: StoredAccount): Promise<void>;
  remove(id: string): Promise<void>;
  /** Tells of changes made by any window of this profile. */
  onDidChange(listener: () => void): vscode.Disposable;
}

export function createAccounts(secrets: vscode.SecretStorage, mainProvider: string): Accounts {
  async function read(id: string): Promise<StoredAccount | undefined> {
    const secret = await secrets.get(slotOf(id));
    return secret === undefined ? undefined : decodeAccount(id, secret, mainProvider);
  }
  return {
    read,
    async list() {
      const ids = (await secrets.keys()).flatMap((key) => idOf(key) ?? []);
      return (await Promise.all(ids.map(read))).filter((account) => account !== undefined);
    },
    async write(account) {
      await secrets.store(slotOf(account.id), encodeAccount(account));
    },
    async remove(id) {
      await secrets.delete(slotOf(id));
    },
    onDidChange: (listener) => secrets.onDidChange(({ key }) => idOf(key) !== undefined && listener()),
  };
}

/** Lets the palette offer what needs an account, be its key for another address or hidden behind the demo. */
export function registerStoredAccountsContext(accounts: Accounts): vscode.Disposable {
  const follow = async () => {
    const stored = await accounts.list();
    setContext(
      "aimlapi.hasStoredKey",
      stored.some(({ id }) => id === MAIN_ID),
    );
    setContext("aimlapi.hasAccounts", stored.length > 0);
  };
  void follow();
  return accounts.onDidChange(() => void follow());
}

const slotOf = (id: string) => (id === MAIN_ID ? MAIN_SLOT : `${MAIN_SLOT}.${id}`);

function idOf(key: string): string | undefined {
  const match = SLOT.exec(key);
  return match ? (match[1] ?? MAIN_ID) : undefined;
}
