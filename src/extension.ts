import * as vscode from "vscode";
import { createClient } from "./billing/client.ts";
import type { Transport } from "./billing/transport.ts";
import { createSession } from "./billing/session.ts";
import { createAccounts, registerStoredAccountsContext } from "./editor/accounts/accounts.ts";
import { ownerSecret } from "./editor/accounts/owner-secret.ts";
import { registerAlerts } from "./editor/alerts.ts";
import type { CommandName } from "./editor/command-ids.ts";
import { registerCommands, type CommandActions } from "./editor/commands.ts";
import { logRequest } from "./editor/log.ts";
import { readSettings } from "./editor/settings.ts";
import { registerSurfaces, type Surfaces } from "./editor/surfaces.ts";
import { reasonOf, removeAccountCells } from "./host/account-cells.ts";
import { openAccountStores } from "./host/account-stores.ts";
import type { EngineThread } from "./host/lint-thread.ts";
import { realClock } from "./host/real-clock.ts";
import { aimlapi } from "./providers/aimlapi.ts";

/** What `activate` gives to tests in the extension host, and to nobody else. */
export interface TestApi {
  readonly surfaces: Surfaces;
  readonly context: vscode.ExtensionContext;
  /** Threads of the diagnostics engine that were started so far. */
  readonly engines: readonly EngineThread[];
}

export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const log = vscode.window.createOutputChannel("AI/ML API Balance", { log: true });
  const accounts = createAccounts(context.secrets, aimlapi.id);
  const client = createClient({
    transport: lazyTransport,
    now: realClock.now,
    log: (record) => logRequest(log, record),
    userAgent: `aimlapi-balance/${String((context.extension.packageJSON as { version: unknown }).version)}`,
  });
  const storage = context.globalStorageUri;
  const openStores = (fingerprint: string) =>
    openAccountStores(storage.fsPath, fingerprint, (line) => log.warn(line));
  const onStoreError = (error: unknown) => log.error(error instanceof Error ? error : String(error));
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
    storedAccounts: accounts.list,
    openStores,
    ownerSecret: () => ownerSecret(context.secrets),
    startDemo,
    onStoreError,
  });
  const engines: EngineThread[] = [];
  const diagnostics = import("./diagnostics.ts").then(({ startDiagnostics }) =>
    startDiagnostics(context, {
      onTrouble: (line) => log.warn(line),
      onEngine: (engine) => engines.push(engine),
    }),
  );
  diagnostics.catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  const surfaces = registerSurfaces({
    session,
    clock: realClock,
    extensionUri: context.extensionUri,
    onAction: (action, account) => run(action, account),
    onChange: (change) => run("accountActions", change.account, change.action, change.key),
    onStoreError,
  });
  let actions: Promise<CommandActions> | undefined;
  const loadActions = () =>
    (actions ??= import("./editor/actions.ts").then(({ createActions }) =>
      createActions({
        provider: aimlapi,
        providers: allProviders,
        client,
        session,
        accounts,
        openStores,
        removeCells: () => removeAccountCells(storage.fsPath),
        environment: process.env,
        clock: realClock,
        openCharges: async () =>
          (await import("./host/charge-files.ts")).openCharges(storage.fsPath, (line) => log.warn(line)),
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
    registerStoredAccountsContext(accounts, onStoreError),
    accounts.onDidChange(follow),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("aimlapi") && follow()),
    vscode.window.onDidChangeWindowState(() => !isAway() && session.look("timer")),
  );
  follow();
  if (process.env["AIMLAPI_BALANCE_DEMO"] === "1") void session.startDemo().catch(onStoreError);
  return context.extensionMode === vscode.ExtensionMode.Test ? { surfaces, context, engines } : undefined;
}

/** Nobody looks at this window: neither in front nor used lately. */
const isAway = () => !vscode.window.state.focused && !vscode.window.state.active;

const allProviders = async () => (await import("./vendors.ts")).providers;

/** node-fetch alone is larger than all the rest: it is loaded with the first request. */
const lazyTransport: Transport = async (...request) =>
  (await import("./host/transport.ts")).createTransport()(...request);

async function startDemo() {
  const { url, apiKey, dispose } = await (await import("./sandbox/demo.ts")).startDemo();
  return { origin: url, apiKey, dispose };
}
