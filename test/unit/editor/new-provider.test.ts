import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSession } from "../../../src/billing/accounts/account-list.ts";
import { createMemoryStores } from "../../../src/billing/accounts/account-stores.ts";
import type { StoredAccount } from "../../../src/billing/accounts/stored-account.ts";
import { createAccountPast } from "../../../src/billing/history/account-history.ts";
import { moneyFrom, usd } from "../../../src/billing/money/money.ts";
import type { PageData } from "../../../src/billing/page/page-data.ts";
import { presentPage } from "../../../src/billing/page/present-page.ts";
import { presentStatus } from "../../../src/billing/present/present-status.ts";
import { createClient } from "../../../src/billing/vendor/api-client.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import { providers } from "../../../src/catalog.ts";
import { createCredentialWords } from "../../../src/editor/accounts/credential-words.ts";
import { aimlapi } from "../../../src/providers/aimlapi/aimlapi.ts";
import { root } from "../../support/run.ts";
import { createFakeClock } from "../billing/fake-clock.ts";
import { preferences } from "../billing/page/preferences.ts";

const DAY_MS = 86_400_000;
const dollars = (json: unknown) => moneyFrom((json as { readonly dollars: number }).dollars, "USD");

/** A vendor that nothing else has ever heard of, with something of everything. */
const madeUp: Provider = {
  id: "lighthouse",
  name: "Lighthouse",
  origin: "https://api.lighthouse.example",
  credential: {
    secret: "access code",
    variables: ["LIGHTHOUSE_CODE"],
    needs: "It needs the right to look at the light.",
    subject: {
      name: "tower number",
      pattern: /^\d{3}$/,
      form: "three digits",
      variables: ["LIGHTHOUSE_TOWER"],
      discover: () => Promise.resolve([]),
    },
  },
  balance: { path: "/towers/{subject}/oil", decode: (json) => ({ balance: dollars(json) ?? assert.fail() }) },
  usage: {
    scope: "account",
    mostDays: 30,
    timeZone: "UTC",
    days: ({ from, to }) => ({
      path: "/towers/{subject}/burned",
      decode(json) {
        const spend = dollars(json) ?? assert.fail();
        return { from, to, spend, groups: [{ day: Math.floor(to / DAY_MS), model: "lamp-1", spend }] };
      },
    }),
  },
  reports: [
    {
      id: "wicks",
      title: "Wicks",
      read: async (ask) => {
        const amount = await ask({ path: "/towers/{subject}/wicks", decode: dollars });
        return { kind: "limits", limits: [{ name: "Wick", enabled: true, amount }] };
      },
    },
  ],
  actions: {
    topUp: {
      terms: () => Promise.resolve({ least: usd(1) }),
      payments: () => Promise.resolve({ records: [] }),
      request: () => ({ method: "POST", path: "/oil", decode: () => ({ state: "completed" }) }),
    },
  },
  pages: {
    billing: "https://lighthouse.example/billing",
    keys: "https://lighthouse.example/codes",
    status: "https://lighthouse.example/status",
  },
};

const stored: StoredAccount = {
  id: "tower",
  provider: madeUp.id,
  origin: madeUp.origin,
  apiKey: "code-1",
  subject: "007",
  place: 1,
};

const answers: Readonly<Record<string, number>> = { oil: 12.5, burned: 3.25, wicks: 40 };

/** A window with one account of the vendor. */
async function openAccount() {
  const clock = createFakeClock();
  const asked: string[] = [];
  const fail = (error: unknown) => assert.fail(String(error));
  const session = createSession({
    provider: aimlapi,
    providerOf: (id) => Promise.resolve([...providers, madeUp].find((each) => each.id === id)),
    client: createClient({
      transport(url) {
        asked.push(url.href);
        const body = JSON.stringify({ dollars: answers[url.pathname.split("/").at(-1) ?? ""] });
        return Promise.resolve({ status: 200, header: () => "application/json", body });
      },
      now: clock.now,
      log() {},
      userAgent: "test",
    }),
    clock,
    settings: () => ({
      origin: aimlapi.origin,
      pollIntervalMs: 300_000,
      ownThreshold: null,
      away: false,
    }),
    storedAccounts: () => Promise.resolve([stored]),
    openStores: createMemoryStores,
    startDemo: () => Promise.reject(new Error("no demo here")),
    onStoreError: fail,
  });
  await session.reload();
  await clock.advance(1_000);
  const account = session.account() ?? assert.fail();
  const past = createAccountPast({
    ...account.stores,
    clock,
    token: () => crypto.randomUUID(),
    timeZone: "UTC",
    source: madeUp,
    ask: account.ask,
    low: account.low,
    onChange() {},
    onStoreError: fail,
  });
  await past.choose({ range: "30d", filter: preferences.filter, timeZone: "UTC" });
  await past.look("asked");
  return { clock, session, past, asked };
}

describe("a vendor that only its own file knows", () => {
  it("is asked at its own origin, and stands in the status bar", async () => {
    const { clock, session, past, asked } = await openAccount();
    const { text, spoken, tooltip } = presentStatus(session.view(), clock.now(), preferences);
    assert.equal(text, "$(credit-card) $12.50");
    assert.equal(spoken, "Lighthouse balance, $12.50, updated just now");
    assert.equal(tooltip.title, "Lighthouse");
    assert.deepEqual(
      asked,
      ["oil", "burned", "wicks"].map((what) => `${madeUp.origin}/towers/007/${what}`),
    );
    past.dispose();
    session.dispose();
  });

  it("has a page: balance, spend by model, cards and what can be done", async () => {
    const { clock, session, past } = await openAccount();
    const data: PageData = { view: session.view(), alerts: [], actions: ["topUp"], ...past.data() };
    const { head, spend, models, movements, cards } = presentPage(data, clock.now(), preferences);
    assert.equal(head.amount?.text, "$12.50");
    assert.ok(spend?.kind === "ready" && spend.summary.includes("$3.25"));
    assert.ok(models?.kind === "ready");
    assert.deepEqual(
      models.rows.map(({ name, spend: cost }) => [name, cost]),
      [["lamp-1", "$3.25"]],
    );
    assert.equal(movements, null);
    const [card] = cards?.cards ?? [];
    assert.deepEqual([card?.title, card?.loading, card?.note], ["Wicks", false, undefined]);
    assert.match(JSON.stringify(card), /Wick.*\$40\.00/);
    past.dispose();
    session.dispose();
  });

  it("is asked for in its own words", () => {
    const words = createCredentialWords(madeUp, madeUp.origin);
    assert.equal(words.title, "Lighthouse: Set Access Code");
    assert.equal(
      words.prompt,
      "Kept in secret storage and sent to api.lighthouse.example only. It needs the right to look at the light. [Create one at lighthouse.example](https://lighthouse.example/codes)",
    );
    assert.equal(words.found, "An access code was found in the environment");
    assert.equal(words.use("LIGHTHOUSE_CODE"), "Use the access code in LIGHTHOUSE_CODE");
    assert.equal(words.problem(""), "Enter the access code.");
    assert.equal(words.problem("a b"), "Access code contains invalid characters.");
    assert.equal(words.problem("code-1"), undefined);
    const { subject } = words;
    assert.deepEqual(
      [subject?.title, subject?.asking],
      ["Lighthouse: Tower Number", "Asking Lighthouse for the tower number"],
    );
    assert.equal(subject?.problem("7"), "Expected format: three digits.");
    assert.equal(subject.problem("007"), undefined);
    assert.equal(createCredentialWords(aimlapi, aimlapi.origin).subject, undefined);
  });

  it("could be any of ours: nothing but their files, the catalogue and the twins knows them by name", () => {
    const others = providers.filter(({ id }) => id !== aimlapi.id);
    const names = new RegExp(others.flatMap(({ id, name }) => [id, name]).join("|"), "i");
    const own = /^src\/(?:providers|sandbox)\/|^src\/catalog\.ts$/;
    const files = globSync("src/**/*.{ts,css}", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
    const knowing = files.filter(
      (file) => !own.test(file) && names.test(readFileSync(join(root, file), "utf8")),
    );
    assert.ok(files.length > 200);
    assert.deepEqual(knowing, []);
  });
});
