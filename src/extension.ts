import * as vscode from "vscode";
import { createSession } from "./billing/accounts/account-list.ts";
import { createAccounts } from "./billing/accounts/known-accounts.ts";
import { createPersonZone } from "./billing/time/person-zone.ts";
import type { Client, ClientOptions } from "./billing/vendor/api-client.ts";
import {
  accountList,
  accountSecrets,
  offerStoredAccounts,
  unreadableHere,
} from "./editor/accounts/accounts.ts";
import { ownerSecret } from "./editor/accounts/owner-secret.ts";
import { registerAlerts } from "./editor/alert-messages.ts";
import type { CommandName } from "./editor/commands/command-ids.ts";
import { registerCommands, type CommandActions } from "./editor/commands/commands.ts";
import { logRequest } from "./editor/log.ts";
import { readSettings } from "./editor/settings/settings.ts";
import { registerSurfaces, type Surfaces } from "./editor/views.ts";
import { reasonOf, removeAccountCells } from "./host/account-cells.ts";
import type { EngineThread } from "./host/lint/engine-thread.ts";
import { realClock } from "./host/real-clock.ts";
import { openAccountStores } from "./host/store/account-stores.ts";
import { aimlapi } from "./providers/aimlapi/aimlapi.ts";

/** Where the time zone of the person is kept. */
const ZONE = "aimlapi.timeZone";

/** What `activate` gives to tests in the extension host, and to nobody else. */
export interface TestApi {
  readonly surfaces: Surfaces;
  readonly context: vscode.ExtensionContext;
  /** Threads of the diagnostics engine that were started so far. */
  readonly engines: readonly EngineThread[];
}

export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const log = vscode.window.createOutputChannel("AI/ML API Balance", { log: true });
  const client = lazyClient({
    now: realClock.now,
    log: (record) => logRequest(log, record),
    userAgent: `aimlapi-balance/${String((context.extension.packageJSON as { version: unknown }).version)}`,
  });
  const onStoreError = (error: unknown) => log.error(error instanceof Error ? error : String(error));
  const accounts = createAccounts({
    secrets: accountSecrets(context.secrets),
    list: accountList(context.globalState),
    mainProvider: aimlapi.id,
    clock: realClock,
    unreadable: unreadableHere(),
    onError: onStoreError,
  });
  const readAccounts = async () => {
    const stored = await accounts.list();
    offerStoredAccounts(stored);
    return stored;
  };
  const storage = context.globalStorageUri;
  const openStores = (fingerprint: string) =>
    openAccountStores(storage.fsPath, fingerprint, (line) => log.warn(line));
  const onActionError = (error: unknown) => {
    onStoreError(error);
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  };
  const session = createSession({
    provider: aimlapi,
    providerOf: async (id) => (await allProviders()).find((each) => each.id === id),
    client,
    clock: realClock,
    settings: () => ({ ...readSettings(), away: isAway() }),
    storedAccounts: readAccounts,
    openStores,
    ownerSecret: () => ownerSecret(context.secrets),
    startDemo,
    onStoreError,
  });
  const engines: EngineThread[] = [];
  const diagnostics = import("./bundles/diagnostics.ts").then(({ startDiagnostics }) =>
    startDiagnostics(context, {
      onTrouble: (line) => log.warn(line),
      onEngine: (engine) => engines.push(engine),
    }),
  );
  diagnostics.catch(onStoreError);
  const zone = createPersonZone({
    // An editor may show a window here whose extensions run on another machine.
    isLocal:
      vscode.env.remoteName === undefined || context.extension.extensionKind === vscode.ExtensionKind.UI,
    host: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    read: () => context.globalState.get(ZONE),
    write: (name) => void context.globalState.update(ZONE, name).then(undefined, onStoreError),
  });
  const surfaces = registerSurfaces({
    session,
    clock: realClock,
    zone,
    extensionUri: context.extensionUri,
    onAction: (action, account) => run(action, account),
    onChange: (change) => run("accountActions", change.account, change.action, change.key),
    onStoreError,
  });
  let actions: Promise<CommandActions> | undefined;
  const loadActions = () =>
    (actions ??= Promise.all([
      import("./editor/commands/command-handlers.ts"),
      import("./host/store/charge-files.ts"),
    ]).then(([{ createActions }, { openCharges, withUptime }]) =>
      createActions({
        provider: aimlapi,
        providers: allProviders,
        client,
        session,
        accounts,
        openStores,
        removeCells: () => removeAccountCells(storage.fsPath),
        secrets: context.secrets,
        environment: process.env,
        clock: withUptime(realClock),
        zone: zone.current,
        openCharges: (namesOf) =>
          Promise.resolve(openCharges(storage.fsPath, (line) => log.warn(line), { namesOf })),
        reasonOf,
        audit: (line) => log.info(line),
        refreshPage: surfaces.refreshPage,
        showDetails: surfaces.openPage,
        showLog: () => log.show(),
        explainRule: async (ruleId) => (await diagnostics).explainRule(ruleId),
      }),
    ));
  const run = (name: CommandName, ...given: readonly unknown[]) =>
    void loadActions()
      .then((all) => all[name](...given))
      .catch(onActionError);
  const follow = () => void session.reload().catch(onStoreError);
  context.subscriptions.push(
    log,
    session,
    surfaces,
    registerCommands(loadActions),
    { dispose: () => diagnostics.then((it) => it.dispose()).catch(() => undefined) },
    registerAlerts({ session, clock: realClock, onStoreError }),
    // The demo hides the accounts; the palette still offers what needs one.
    accounts.onDidChange(() =>
      session.account()?.demo ? void readAccounts().catch(onStoreError) : follow(),
    ),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("aimlapi") && follow()),
    vscode.window.onDidChangeWindowState(() => !isAway() && session.look("timer")),
  );
  follow();
  if (process.env["AIMLAPI_BALANCE_DEMO"] === "1") void session.startDemo().catch(onStoreError);
  return context.extensionMode === vscode.ExtensionMode.Test ? { surfaces, context, engines } : undefined;
}

/** Nobody looks at this window: neither in front nor used lately. */
const isAway = () => !vscode.window.state.focused && !vscode.window.state.active;

const allProviders = async () => (await import("./bundles/vendors.ts")).providers;

/** node-fetch alone is larger than all the rest: it is loaded with the first request, and with it the client. */
const lazyClient =
  (options: Omit<ClientOptions, "transport">): Client =>
  async (credential, endpoint, signal) => {
    const { createClient, createTransport } = await import("./host/http/node-fetch-transport.ts");
    return createClient({ ...options, transport: createTransport() })(credential, endpoint, signal);
  };

async function startDemo() {
  const { url, apiKey, dispose } = await (await import("./sandbox/demo.ts")).startDemo();
  return { origin: url, apiKey, dispose };
}
