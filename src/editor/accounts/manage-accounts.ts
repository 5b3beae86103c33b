import * as vscode from "vscode";
import { inOrder, isReadable, placeAt, type KnownAccount } from "../../billing/accounts/stored-account.ts";
import { inertText } from "../../billing/text/plain-text.ts";
import type { Credential } from "../../billing/vendor/api-client.ts";
import type { Provider } from "../../billing/vendor/provider.ts";
import { COMMANDS } from "../commands/command-ids.ts";
import { confirm } from "../commands/confirm.ts";
import type { Accounts } from "./accounts.ts";
import { askName } from "./ask-name.ts";

export interface ManageAccountsOptions {
  readonly accounts: Accounts;
  readonly providers: () => Promise<readonly Provider[]>;
  /** Removes all that was read with it. */
  readonly forget: (credential: Credential) => Promise<void>;
  readonly setKey: (id: string) => Promise<void>;
}

/** An account with the words for it. */
interface Named {
  readonly account: KnownAccount;
  readonly name: string;
  readonly vendor: string;
  readonly secret: string;
}

/** Lists the accounts; each can be renamed, moved, paused, given another key or removed. */
export async function manageAccounts(options: ManageAccountsOptions): Promise<void> {
  for (;;) {
    const all = await namedAccounts(options);
    const choices = [
      ...all.map((named) => ({
        label: inertText(named.name),
        description: [
          named.name === named.vendor ? "" : named.vendor,
          named.account.disabled && "paused",
          !isReadable(named.account) && "can't read the saved key",
        ]
          .filter(Boolean)
          .join(", "),
        named,
      })),
      { label: "$(add) Add an account", description: "", named: undefined },
    ];
    const choice = await vscode.window.showQuickPick(choices, {
      title: "Manage Accounts",
      ignoreFocusOut: true,
    });
    if (!choice) return;
    if (!choice.named) {
      await vscode.commands.executeCommand(COMMANDS.addAccount.id);
      return;
    }
    if ((await manage(choice.named, all, options)) === "done") return;
  }
}

async function manage(
  named: Named,
  all: readonly Named[],
  options: ManageAccountsOptions,
): Promise<"done" | "back"> {
  const { accounts } = options;
  const { account, name } = named;
  const index = all.indexOf(named);
  const others = all.filter((each) => each !== named).map((each) => each.account);
  const change = (changed: Parameters<Accounts["change"]>[1]) => accounts.change(account.id, changed);
  const move = (to: number) => change({ place: placeAt(others, to) });
  if (!isReadable(account)) return manageUnreadable(named, options);
  const ways = [
    { label: "$(edit) Rename", run: () => rename(named, all, accounts) },
    { label: `$(key) Set another ${named.secret}`, run: () => options.setKey(account.id) },
    ...(index > 0 ? [{ label: "$(arrow-up) Move up", run: () => move(index - 1) }] : []),
    ...(index < others.length ? [{ label: "$(arrow-down) Move down", run: () => move(index + 1) }] : []),
    account.disabled
      ? { label: "$(debug-start) Resume", run: () => change({ disabled: undefined }) }
      : {
          label: "$(debug-pause) Pause",
          description: "Stop checking, keep the key",
          run: () => change({ disabled: true }),
        },
    { label: "$(trash) Remove", run: () => remove(named, options) },
  ];
  return choose(name, ways);
}

/** What else could be changed is in the secret that cannot be read. */
const manageUnreadable = (named: Named, options: ManageAccountsOptions) =>
  choose(named.name, [
    {
      label: "$(refresh) Try again",
      run: async () => {
        await vscode.commands.executeCommand(COMMANDS.refresh.id, named.account.id);
      },
    },
    { label: `$(key) Set the ${named.secret} again`, run: () => options.setKey(named.account.id) },
    { label: "$(trash) Remove", run: () => remove(named, options) },
  ]);

interface Way extends vscode.QuickPickItem {
  readonly run: () => Promise<void>;
}

async function choose(title: string, ways: readonly Way[]): Promise<"done" | "back"> {
  const way = await vscode.window.showQuickPick(ways, { title, ignoreFocusOut: true });
  if (!way) return "back";
  await way.run();
  return "done";
}

async function rename(
  { account, name, vendor }: Named,
  all: readonly Named[],
  accounts: Accounts,
): Promise<void> {
  const taken = all.map((each) => each.name).filter((each) => each !== name);
  const typed = await askName(`Rename ${name}`, name, taken);
  if (typed !== undefined) await accounts.change(account.id, { name: typed === vendor ? undefined : typed });
}

async function remove(
  { account, name, secret }: Named,
  { accounts, forget }: ManageAccountsOptions,
): Promise<void> {
  const detail = isReadable(account)
    ? `Removes its ${secret} and stored data from this machine. Nothing changes at the provider.`
    : `Could not read its ${secret}, which may remain in a locked keyring. If the account reappears, remove it again.`;
  if (!(await confirm(`Remove ${name}?`, detail, "Remove"))) return;
  // By now it may have another key.
  const last = (await accounts.read(account.id)) ?? account;
  await accounts.remove(account.id);
  if (isReadable(last)) await forget(last);
}

async function namedAccounts({ accounts, providers }: ManageAccountsOptions): Promise<readonly Named[]> {
  const known = await providers();
  return inOrder(await accounts.list()).map((account) => {
    const provider = known.find(({ id }) => id === account.provider);
    const vendor = provider?.name ?? account.provider;
    return { account, name: account.name ?? vendor, vendor, secret: provider?.credential.secret ?? "key" };
  });
}
