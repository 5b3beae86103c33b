import * as vscode from "vscode";
import type { AccountSecrets } from "../../billing/accounts/known-accounts.ts";
import { MAIN_ID, type KnownAccount } from "../../billing/accounts/stored-account.ts";
import { setContext } from "../commands/context.ts";

export type { Accounts } from "../../billing/accounts/known-accounts.ts";

const MAIN_SLOT = "aimlapi.credential";
const SLOT = /^aimlapi\.credential(?:\.([\w-]+))?$/;
/** In the state of the profile, which is not a secret: names and places, no keys. */
const LIST = "aimlapi.accounts";

/** The slots of accounts in the secret storage: what else is kept there is none. */
export const accountSecrets = (secrets: vscode.SecretStorage): AccountSecrets => ({
  ids: () => secrets.keys().then((keys) => keys.flatMap((key) => idOf(key) ?? [])),
  get: (id) => secrets.get(slotOf(id)),
  store: (id, secret) => secrets.store(slotOf(id), secret),
  delete: (id) => secrets.delete(slotOf(id)),
  onDidChange: (listener) =>
    secrets.onDidChange(({ key }) => {
      const id = idOf(key);
      if (id !== undefined) listener(id);
    }),
});

export const accountList = (state: vscode.Memento) => ({
  read: () => state.get(LIST),
  write: (list: unknown) => state.update(LIST, list),
});

/** Whether keys outlive the window: in a browser, many editors keep them in the page's memory. */
export const unreadableHere = () => (vscode.env.uiKind === vscode.UIKind.Web ? "forgotten" : "locked");

/** Lets the palette offer what needs an account, be its key for another address or hidden behind the demo. */
export function offerStoredAccounts(stored: readonly KnownAccount[]): void {
  setContext(
    "aimlapi.hasStoredKey",
    stored.some(({ id }) => id === MAIN_ID),
  );
  setContext("aimlapi.hasAccounts", stored.length > 0);
}

const slotOf = (id: string) => (id === MAIN_ID ? MAIN_SLOT : `${MAIN_SLOT}.${id}`);

function idOf(key: string): string | undefined {
  const match = SLOT.exec(key);
  return match ? (match[1] ?? MAIN_ID) : undefined;
}
