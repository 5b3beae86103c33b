import * as vscode from "vscode";
import type { KeyCheck } from "../../billing/accounts/adopt-key-check.ts";
import {
  inOrder,
  isReadable,
  isSameAccount,
  MAIN_ID,
  placeAt,
  type ListedAccount,
  type StoredAccount,
} from "../../billing/accounts/stored-account.ts";
import { inertText } from "../../billing/text/plain-text.ts";
import type { Client } from "../../billing/vendor/api-client.ts";
import type { Provider } from "../../billing/vendor/provider.ts";
import type { Accounts } from "./accounts.ts";
import { askName, freeName } from "./ask-name.ts";
import { setKey } from "./set-key.ts";

export interface AddAccountOptions {
  readonly providers: () => Promise<readonly Provider[]>;
  readonly client: Client;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly locale: string;
  /** Undefined, once the person was told, when the configured address is not one a key may be sent to. */
  readonly originOf: (provider: Provider) => string | undefined;
  readonly accounts: Accounts;
  readonly store: (account: StoredAccount, check: KeyCheck) => Promise<void>;
}

/** Leads through a new account: the vendor, the key, what is billed, and a name where the vendor's is taken. */
export async function addAccount(options: AddAccountOptions): Promise<void> {
  const { accounts } = options;
  const providers = await options.providers();
  const choice = await vscode.window.showQuickPick(
    providers.map((provider) => ({
      label: provider.name,
      description: provider.credential.secret,
      provider,
    })),
    { title: "Add Account", placeHolder: "Select a provider", ignoreFocusOut: true },
  );
  if (!choice) return;
  const { provider } = choice;
  const origin = options.originOf(provider);
  if (origin === undefined) return;
  await setKey({
    provider,
    title: provider.name,
    client: options.client,
    origin,
    environment: options.environment,
    locale: options.locale,
    async store(credential, check) {
      const others = inOrder(await accounts.list());
      const same = others
        .filter(isReadable)
        .find((each) => isSameAccount(each, { ...credential, provider: provider.id }));
      const nameOf = (each: ListedAccount) =>
        each.name ?? providers.find(({ id }) => id === each.provider)?.name ?? each.provider;
      if (same) {
        tellTwin(nameOf(same));
        return;
      }
      const taken = others.map(nameOf);
      const suggested = freeName(provider.name, taken);
      const title = `${provider.name}: Name the Account`;
      const name = suggested === provider.name ? suggested : await askName(title, suggested, taken);
      if (name === undefined) return;
      const isMain = provider === providers[0] && !others.some(({ id }) => id === MAIN_ID);
      await options.store(
        {
          ...credential,
          id: isMain ? MAIN_ID : crypto.randomUUID(),
          provider: provider.id,
          name: name === provider.name ? undefined : name,
          place: placeAt(others, others.length),
        },
        check,
      );
      vscode.window.setStatusBarMessage(`$(check) ${inertText(name)} added`, 4000);
    },
  });
}

/** Says that the key is that of an account which is there already. */
export function tellTwin(name: string): void {
  void vscode.window.showInformationMessage(`This account has already been added: ${inertText(name)}.`);
}
