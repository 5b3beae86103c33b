import * as vscode from "vscode";
import type { Session } from "../../billing/accounts/account-list.ts";
import { forgetAccount, type AccountStores } from "../../billing/accounts/account-stores.ts";
import { titleOf } from "../../billing/accounts/account-view.ts";
import { adoptCheck, type KeyCheck } from "../../billing/accounts/adopt-key-check.ts";
import { fingerprint } from "../../billing/accounts/fingerprint.ts";
import {
  inOrder,
  isReadable,
  isSameAccount,
  listed,
  MAIN_ID,
  placeAt,
  type StoredAccount,
} from "../../billing/accounts/stored-account.ts";
import type { ChargeStore } from "../../billing/charges/charge-book.ts";
import { addressedPayerOf, byAddress, payerOf } from "../../billing/charges/charge-order.ts";
import { createCharger, type Charger } from "../../billing/charges/charger.ts";
import { formatMoney, localeOf } from "../../billing/money/format.ts";
import { rewrite } from "../../billing/state/update-state.ts";
import { capitalized } from "../../billing/text/letter-case.ts";
import type { Clock } from "../../billing/time/clock.ts";
import type { ToldZone } from "../../billing/time/person-zone.ts";
import type { Client, Credential } from "../../billing/vendor/api-client.ts";
import type { Provider } from "../../billing/vendor/provider.ts";
import { changeAccount } from "../account-actions/run-account-action.ts";
import type { Accounts } from "../accounts/accounts.ts";
import { addAccount, tellTwin } from "../accounts/add-account.ts";
import { chooseAccount } from "../accounts/choose-account.ts";
import { manageAccounts } from "../accounts/manage-accounts.ts";
import { forgetOwnerSecret } from "../accounts/owner-secret.ts";
import { setKey } from "../accounts/set-key.ts";
import { originFor, readActionSettings, readSettings } from "../settings/settings.ts";
import type { CommandActions } from "./commands.ts";
import { confirm } from "./confirm.ts";
import { tellOutcome, tellUnreadable } from "./refresh.ts";

export interface ActionsOptions {
  /** The main vendor. */
  readonly provider: Provider;
  /** Every vendor there is, the main one first. */
  readonly providers: () => Promise<readonly Provider[]>;
  readonly client: Client;
  readonly session: Session;
  readonly accounts: Accounts;
  readonly openStores: (fingerprint: string) => AccountStores;
  readonly removeCells: () => Promise<void>;
  readonly secrets: vscode.SecretStorage;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly zone: () => ToldZone;
  /** The book of charges that all editors share; takes the names of its payers, by those that 0.1.0 gave them. */
  readonly openCharges: (namesOf: () => Promise<ReadonlyMap<string, string>>) => Promise<ChargeStore>;
  /** Why a store failed, in words that tell no path. */
  readonly reasonOf: (error: unknown) => string;
  /** Takes a line of the audit. */
  readonly audit: (line: string) => void;
  /** Has the page read anew what it shows of an account. */
  readonly refreshPage: (id: string) => void;
  readonly showDetails: (id?: string) => unknown;
  readonly showLog: () => void;
  readonly explainRule: (ruleId: unknown) => Promise<void>;
}

const BRIEFLY_MS = 4000;

/** What each command does. Those of an account take its id; without one they mean the chosen account. */
export function createActions(options: ActionsOptions): CommandActions {
  const { provider: main, session, accounts } = options;
  const locale = localeOf(vscode.env.language);
  const idIn = (given: unknown): string | undefined => (typeof given === "string" ? given : undefined);

  /** 0.1.0 knew the accounts by the address they were reached at: the one they have, or else the vendor's own. */
  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    const [stored, providers] = await Promise.all([accounts.list(), options.providers()]);
    const known = stored.filter(isReadable).flatMap(({ provider: providerId, origin, subject = "" }) => {
      const own = providers.find(({ id }) => id === providerId)?.origin ?? origin;
      return [origin, own].map((each) => ({ providerId, origin: each, subject }));
    });
    return new Map(
      await Promise.all(
        known.map(async (parts) => [byAddress(await addressedPayerOf(parts)), await payerOf(parts)] as const),
      ),
    );
  }

  let charging: Promise<Charger> | undefined;
  const charger = () =>
    (charging ??= options.openCharges(namesOf).then((store) =>
      createCharger({
        store,
        clock: options.clock,
        newId: () => crypto.randomUUID().replaceAll("-", ""),
        dailyLimit: () => readActionSettings().dailyLimit,
        reasonOf: options.reasonOf,
        log: options.audit,
      }),
    ));

  const rechecks = new Set<string>();

  const providerOf = async (id: string) => (await options.providers()).find((each) => each.id === id);
  const providerOfStored = async (id: string) => {
    const account = await accounts.find(id);
    return account && providerOf(account.provider);
  };
  const forget = async (credential: Credential) =>
    forgetAccount(options.openStores(await fingerprint(credential)));

  /** Writes an account down together with what its key was just told. */
  async function store(account: StoredAccount, check: KeyCheck): Promise<void> {
    const replaced = await accounts.read(account.id);
    const { cell } = options.openStores(await fingerprint(account));
    await rewrite(cell, (state) => adoptCheck(state, check));
    await accounts.write(account);
    await session.leaveDemo();
    if (replaced && (await fingerprint(replaced)) !== (await fingerprint(account))) await forget(replaced);
  }

  /** Where the vendor is asked; a person whose setting forbids it is told. */
  function originOf(provider: Provider): string | undefined {
    // By id: the list of all vendors is a bundle of its own.
    const isMain = provider.id === main.id;
    const origin = isMain ? readSettings().origin : originFor(provider);
    if (origin === undefined) void tellBadAddress(isMain ? undefined : provider.id);
    return origin;
  }

  async function askForKey(id: string = MAIN_ID): Promise<void> {
    const known = await accounts.find(id);
    // What asked for it, such as an alert, may have outlived its account.
    const provider = known ? await providerOf(known.provider) : id === MAIN_ID ? main : undefined;
    if (!provider) {
      tellGone();
      return;
    }
    const origin = originOf(provider);
    if (origin === undefined) return;
    await setKey({
      provider,
      title: titleOf({ name: known?.name ?? provider.name, provider }),
      client: options.client,
      origin,
      environment: options.environment,
      locale,
      async store(credential, check) {
        const all = inOrder(await accounts.list());
        const twin = all.find(
          (each) =>
            isReadable(each) &&
            each.id !== id &&
            isSameAccount(each, { ...credential, provider: provider.id }),
        );
        if (twin) {
          tellTwin(twin.name ?? provider.name);
          return;
        }
        const now = all.find((each) => each.id === id) ?? known;
        const place = now?.place ?? placeAt(all, 0);
        // Whoever enters a key wants it used: a pause ends.
        const account = {
          place,
          ...(now && listed(now)),
          id,
          provider: provider.id,
          ...credential,
          disabled: undefined,
        };
        await store(account, check);
        const { secret } = provider.credential;
        vscode.window.setStatusBarMessage(`$(check) ${capitalized(secret)} saved`, BRIEFLY_MS);
      },
    });
  }

  async function clearKey(): Promise<void> {
    const confirmed = await confirm(
      "Remove the API key?",
      "The last known balance is also removed.",
      "Remove",
    );
    const account = confirmed && (await accounts.find(MAIN_ID));
    if (!account) return;
    await accounts.remove(MAIN_ID);
    if (isReadable(account)) await forget(account);
  }

  async function deleteData(): Promise<void> {
    const detail =
      "Removes every key and balance stored on this machine. Settings are kept. " +
      "A pending payment is also kept, to prevent a double charge.";
    if (!(await confirm("Delete all local data of AI/ML API Balance?", detail, "Delete"))) return;
    await session.leaveDemo();
    const allKeys = await accounts.clear();
    await options.removeCells();
    // A locked keyring may never answer.
    void forgetOwnerSecret(options.secrets);
    if (!allKeys) {
      const said =
        "All local data is deleted, but a saved key could not be read and may still be in your keyring.";
      void vscode.window.showWarningMessage(`${said} If an account reappears, delete the data again.`);
      return;
    }
    vscode.window.setStatusBarMessage("$(check) All local data deleted", BRIEFLY_MS);
  }

  async function copyBalance(id: string | undefined): Promise<void> {
    const view = session.account(id)?.view();
    if (!view?.state.reading) return;
    await vscode.env.clipboard.writeText(formatMoney(view.state.reading.balance, locale));
    vscode.window.setStatusBarMessage("$(check) Balance copied", BRIEFLY_MS);
  }

  async function openBilling(id: string | undefined): Promise<void> {
    const account = session.account(id);
    account?.expectTopUp();
    const provider = account?.provider ?? (id === undefined ? main : await providerOfStored(id));
    if (provider) await vscode.env.openExternal(vscode.Uri.parse(provider.pages.billing));
    else tellGone();
  }

  return {
    setKey: (id) => askForKey(idIn(id)),
    clearKey,
    deleteData,
    addAccount: () =>
      addAccount({
        providers: options.providers,
        client: options.client,
        environment: options.environment,
        locale,
        originOf,
        accounts,
        store,
      }),
    manageAccounts: () =>
      manageAccounts({ accounts, providers: options.providers, forget, setKey: askForKey }),
    chooseAccount: () => chooseAccount({ accounts, session, locale }),
    explainRule: options.explainRule,
    copyBalance: (id) => copyBalance(idIn(id)),
    async refresh(given) {
      const id = idIn(given);
      const outcome = await session.look("manual", id);
      const account = session.account(id);
      if (account) return tellOutcome(outcome, account, locale, options.zone());
      const view = session.views().find((each) => each.id === id) ?? session.view();
      if (view.kind === "no-key" && view.unreadable) await tellUnreadable(view, view.unreadable);
    },
    showDetails: (id) => options.showDetails(idIn(id)),
    openBilling: (id) => openBilling(idIn(id)),
    accountActions: (account, action, key) =>
      changeAccount(
        {
          session,
          stored: accounts.read,
          providers: options.providers,
          charger,
          audit: options.audit,
          locale,
          now: options.clock.now,
          elapsed: options.clock.elapsed,
          clock: options.clock,
          rechecks,
          changed: options.refreshPage,
        },
        { account: idIn(account), action: idIn(action), key: idIn(key) },
      ),
    hideAmounts: () => setHidden(true),
    showAmounts: () => setHidden(false),
    showLog: options.showLog,
    startDemo: session.startDemo,
    leaveDemo: session.leaveDemo,
  };
}

function tellGone(): void {
  void vscode.window.showInformationMessage("This account no longer exists.");
}

/** `other` is the vendor whose address it is, where it is not the main one. */
async function tellBadAddress(other: string | undefined): Promise<void> {
  const setting = other === undefined ? "aimlapi.baseUrl" : "aimlapi.baseUrls";
  const said = `${setting}${other === undefined ? "" : `.${other}`}: use https://host`;
  if (await vscode.window.showErrorMessage(said, "Open Settings"))
    await vscode.commands.executeCommand("workbench.action.openSettings", setting);
}

const setHidden = (hidden: boolean) =>
  vscode.workspace
    .getConfiguration("aimlapi")
    .update("hideAmounts", hidden, vscode.ConfigurationTarget.Global);
