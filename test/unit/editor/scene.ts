import assert from "node:assert/strict";
import { mock } from "node:test";
import { createSession } from "../../../src/billing/accounts/account-list.ts";
import { createMemoryStores, type AccountStores } from "../../../src/billing/accounts/account-stores.ts";
import { fingerprint } from "../../../src/billing/accounts/fingerprint.ts";
import { createAccounts } from "../../../src/billing/accounts/known-accounts.ts";
import { encodeAccount, MAIN_ID, type StoredAccount } from "../../../src/billing/accounts/stored-account.ts";
import { usd } from "../../../src/billing/money/money.ts";
import type { Client } from "../../../src/billing/vendor/api-client.ts";
import {
  AbortedError,
  BillingError,
  FAILURE_KINDS,
  type Failure,
} from "../../../src/billing/vendor/billing-error.ts";
import type { BalanceAnswer, Provider } from "../../../src/billing/vendor/provider.ts";
import { openEditor } from "../../support/fake-vscode.ts";
import type { Answer } from "../../support/vscode/editor.ts";
import "../../support/with-vscode.ts";
import { createFakeKeyring, createFakeList } from "../billing/accounts/fake-keyring.ts";
import { createMemoryCharges } from "../billing/charges/charge-stage.ts";
import { createFakeClock, settled, settledOutside } from "../billing/fake-clock.ts";

const { createActions } = await import("../../../src/editor/commands/command-handlers.ts");

/** The main vendor of the tests: its accounts follow the configured address. */
export const main: Provider = {
  id: "mainly",
  name: "Mainly",
  origin: "https://api.mainly.example",
  credential: { secret: "API key", variables: ["MAINLY_KEY", "MAINLY_OTHER_KEY"] },
  balance: { path: "/balance", decode: (json) => json as BalanceAnswer },
  pages: { billing: "https://mainly.example/billing", keys: "https://mainly.example/keys", status: "" },
};

/** Another one, which has to be told what is billed. */
export const tower: Provider = {
  id: "tower",
  name: "Tower",
  origin: "https://api.tower.example",
  credential: {
    secret: "access code",
    variables: [],
    subject: {
      name: "tower number",
      pattern: /^\d{3}$/,
      form: "three digits",
      variables: ["TOWER_NUMBER", "TOWER_OTHER"],
      discover: (ask) => ask({ path: "/towers", decode: (json) => json as [] }),
    },
  },
  balance: { path: "/towers/{subject}/balance", decode: (json) => json as BalanceAnswer },
  pages: { billing: "https://tower.example/billing", keys: "https://tower.example/keys", status: "" },
};

export const KEY = "key-of-mine-1";
export const CODE = "code-of-mine-2";

export const mainAccount: StoredAccount = {
  id: MAIN_ID,
  provider: main.id,
  origin: main.origin,
  apiKey: KEY,
  place: 1,
};

export const towerAccount: StoredAccount = {
  id: "t1",
  provider: tower.id,
  origin: tower.origin,
  apiKey: CODE,
  subject: "007",
  name: "North",
  place: 2,
};

export interface SceneOptions {
  readonly accounts?: readonly StoredAccount[];
  readonly providers?: readonly Provider[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a vendor answers to a path: a value, a failure, or what a function says. */
export type Said = object | Failure | ((signal: AbortSignal) => unknown);

const isFailure = (said: unknown): said is Failure =>
  typeof said === "object" &&
  said !== null &&
  "kind" in said &&
  FAILURE_KINDS.some((kind) => kind === said.kind);

/** A window with real accounts, session and commands over a scripted editor, vendor and keyring. */
export async function openScene({
  accounts: first = [],
  providers = [main, tower],
  environment = {},
}: SceneOptions = {}) {
  const editor = openEditor();
  const [mine = main] = providers;
  Object.assign(editor.settings, {
    baseUrl: main.origin,
    "actions.enabled": true,
    "actions.dailyLimit": 100,
  });
  const clock = createFakeClock();
  const time = mock.method(Date, "now", clock.now);
  const chance = mock.method(Math, "random", () => 0.5);
  const { keyring, port } = createFakeKeyring(
    Object.fromEntries(first.map((account) => [account.id, encodeAccount(account)])),
  );
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const accounts = createAccounts({
    secrets: port,
    list: createFakeList().list,
    mainProvider: main.id,
    clock,
    unreadable: "locked",
    onError,
  });
  const says = new Map<string, Said>([
    ["/balance", { balance: usd(12) }],
    ["/towers/{subject}/balance", { balance: usd(34) }],
    ["/towers", [] as object],
  ]);
  /** Every request, as key, origin and path. */
  const asked: string[] = [];
  const client: Client = async (credential, endpoint, signal) => {
    asked.push(`${credential.apiKey} ${credential.origin}${endpoint.path}`);
    const said = says.get(endpoint.path) ?? assert.fail(`nobody answers ${endpoint.path}`);
    const answer: unknown = typeof said === "function" ? await said(signal) : said;
    if (signal.aborted) throw new AbortedError();
    if (isFailure(answer)) throw new BillingError(answer);
    return endpoint.decode(answer);
  };
  const stores = new Map<string, AccountStores>();
  const openStores = (name: string) => {
    const known = stores.get(name) ?? createMemoryStores();
    stores.set(name, known);
    return known;
  };
  let demos = 0;
  const session = createSession({
    provider: mine,
    providerOf: (id) => Promise.resolve(providers.find((each) => each.id === id)),
    client,
    clock,
    settings: () => ({
      origin: String(editor.settings["baseUrl"]),
      pollIntervalMs: 300_000,
      ownThreshold: null,
      away: false,
    }),
    storedAccounts: accounts.list,
    openStores,
    startDemo: () =>
      Promise.resolve({ origin: main.origin, apiKey: "demo", dispose: () => void (demos -= 1) }),
    onStoreError: onError,
  });
  accounts.onDidChange(() => void session.reload());
  /** What the commands asked of the rest of the window, in order. */
  const done: unknown[][] = [];
  const note =
    (what: string) =>
    (...given: readonly unknown[]) => {
      done.push([what, ...given]);
      return Promise.resolve();
    };
  const charges = createMemoryCharges();
  const actions = createActions({
    provider: mine,
    providers: () => Promise.resolve(providers),
    client,
    session,
    accounts,
    openStores,
    removeCells: note("removeCells"),
    secrets: { delete: note("forgotten") } as never,
    environment,
    clock,
    zone: () => ({ name: "UTC", known: true }),
    openCharges: () => Promise.resolve(charges),
    reasonOf: String,
    audit: (line) => done.push(["audit", line]),
    refreshPage: (id) => void done.push(["refreshPage", id]),
    showDetails: note("showDetails"),
    showLog: () => void done.push(["showLog"]),
    explainRule: note("explainRule"),
  });
  await session.reload();
  await settledOutside();
  const scene = {
    editor,
    clock,
    keyring,
    accounts,
    says,
    asked,
    session,
    actions,
    done,
    errors,
    charges,
    /** What is kept of the account with this credential. */
    storesOf: async (account: StoredAccount) => openStores(await fingerprint(account)),
    /** Answers prompts in turn. */
    person(...answers: Answer[]) {
      editor.answers = answers;
      editor.shown.length = 0;
    },
    async settle() {
      await settledOutside();
      await settled();
    },
    dispose() {
      session.dispose();
      time.mock.restore();
      chance.mock.restore();
      const seen = JSON.stringify([editor.shown, editor.ran, done, editor.opened]);
      for (const { apiKey } of [mainAccount, towerAccount])
        assert.ok(!seen.includes(apiKey), "a key was shown");
    },
  };
  return scene;
}

export type Scene = Awaited<ReturnType<typeof openScene>>;
