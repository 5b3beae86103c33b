import type { AccountView } from "../../src/billing/accounts/account-view.ts";
import type { Runway } from "../../src/billing/forecast/runway-forecast.ts";
import type {
  ModelSpend,
  Movements,
  PageFilter,
  PageMovement,
  Spending,
} from "../../src/billing/history/figures.ts";
import { creditsToMoney } from "../../src/billing/money/credits.ts";
import { usd } from "../../src/billing/money/money.ts";
import type { PageData, PagePreferences } from "../../src/billing/page/page-data.ts";
import { EMPTY_STATE, type AccountState } from "../../src/billing/state/account-state.ts";
import type { Failure } from "../../src/billing/vendor/billing-error.ts";
import { aimlapi } from "../../src/providers/aimlapi/aimlapi.ts";
import { cloudflare } from "../../src/providers/cloudflare/cloudflare.ts";
import {
  failingReports,
  gatewayActions,
  gatewayReports,
  hostileReports,
  pendingReports,
  teamActions,
  teamReports,
  waitingReports,
} from "./page-reports.ts";
import { endingAt, layWorld, pastOf, spendingOf, topUp, USD, type PageWorld } from "./page-world.ts";

/** What the page is shown in a test. */
export interface PageScenario {
  readonly data: (preferences: PagePreferences, picked?: PagePick) => PageData;
  readonly preferences?: Partial<PagePreferences>;
  /** What the list is made of, oldest first. */
  readonly movements: readonly PageMovement[];
}

/** What was chosen on the page that is no preference. */
export interface PagePick {
  readonly account?: string | undefined;
  /** By the id of the card. */
  readonly filters?: Readonly<Record<string, string>> | undefined;
}

/** A Tuesday afternoon. */
export const NOW = Date.UTC(2026, 9, 20, 15, 24);
const MINUTE_MS = 60_000;

const MODELS = [
  "anthropic/claude-sonnet-4.5",
  "openai/gpt-5",
  "google/gemini-2.5-flash",
  "deepseek/deepseek-chat-v3.1",
  "openai/gpt-5-mini",
  "x-ai/grok-4-fast",
  "flux/schnell",
  "openai/text-embedding-3-large",
  "bytedance/seedream-4.0",
];

const spending = layWorld(
  {
    days: 100,
    chargesPerDay: 190,
    models: MODELS,
    refill: { at: 10 * USD, adds: 50 * USD },
    opening: 60 * USD,
  },
  NOW,
);
const armed = { enabled: true, threshold: usd(10), amount: usd(50) };
const steady: Runway = {
  kind: "range",
  until: "refill",
  lowDays: 8.2,
  highDays: 11.4,
  pacePerDay: 2.9 * USD,
};
const reads = { made: 4, allowed: 60 };

const account = (state: Partial<AccountState>, more: Partial<AccountView> = {}): AccountView => ({
  kind: "account",
  id: "account-1",
  name: (more.provider ?? aimlapi).name,
  provider: aimlapi,
  demo: false,
  state: { ...EMPTY_STATE, ...state },
  low: { ownThreshold: null, refillKnownMs: 86_400_000 },
  intervalMs: 300_000,
  detail: { refill: {}, email: "jane.doe@example.com", userId: "4711023", missing: [] },
  ...more,
});

const reading = ({ balance }: PageWorld, ageMs = 2 * MINUTE_MS) => ({
  balance: creditsToMoney(balance),
  at: NOW - ageMs,
});

const trouble = (kind: Failure["kind"], more: Partial<Failure> = {}) => ({
  last: { kind, ...more },
  at: NOW,
  count: 3,
  asked: true,
});

export const movementsOf = (rows: readonly PageMovement[], filter: PageFilter, revision = 1): Movements => ({
  kind: "known",
  revision,
  total: rows.filter(passes(filter)).length,
  kinds: countBy(rows, ({ type }) => type).map(([type, count]) => ({ type, count })),
  models: countBy(rows, ({ model }) => model).map(([model, count]) => ({ model, count })),
  since: rows[0]?.at ?? null,
  older: true,
});

export const passes =
  ({ kind, model }: PageFilter) =>
  (it: PageMovement): boolean =>
    (kind === null || it.type === kind) && (model === null || it.model === model);

function countBy(rows: readonly PageMovement[], by: (row: PageMovement) => string | null) {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = by(row);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function full(world: PageWorld, view: AccountView, more: Partial<PageData> = {}): PageScenario {
  return {
    movements: world.movements,
    data: ({ range, filter }) => ({
      view,
      runway: steady,
      alerts: [],
      past: pastOf(world, range, NOW),
      spending: spendingOf(world, range, NOW),
      movements: movementsOf(world.movements, filter),
      reads,
      ...more,
    }),
  };
}

const bare = (data: PageData): PageScenario => ({ movements: [], data: () => data });

const emptyPast = {
  source: "ledger",
  from: NOW - 30 * 86_400_000,
  to: NOW,
  points: [],
  topUps: [],
  slots: [],
} as const;
const noLedger =
  "This key may not read the ledger (HTTP 403), so the page shows the balances seen so far. A regular key shows more.";

const young: PageWorld = {
  movements: [topUp("INIT", NOW - 3_600_000, 5 * USD)],
  balance: 5 * USD,
};

const low = endingAt(
  layWorld({ days: 40, chargesPerDay: 90, models: MODELS.slice(0, 3), opening: 46 * USD }, NOW),
  3.18 * USD,
);

const markup = `<img src=x onerror="document.title='owned'"><b>bold</b>`;
const hostileModels = [
  markup,
  "abc\u202egnp.exe\u202c\u0000\u0007 tail",
  `${"very-long-".repeat(1024)}end`,
  "مزود/نموذج-عربي",
  "   ",
  "\ud800 lone",
  "${constructor} __proto__",
  "a\nb\tc",
];
const hostile = endingAt(
  layWorld({ days: 40, chargesPerDay: 60, models: hostileModels, opening: 900 * USD }, NOW),
  512 * USD,
);

const refill = { ...armed, at: NOW - 5 * MINUTE_MS };
const good = account({ reading: reading(spending), refill });

/** A vendor without a ledger or analytics, which tells other things instead. */
const vendor = (id: string, name: string): AccountView["provider"] => {
  const { origin, credential, balance, pages } = aimlapi;
  return { id, name, origin, credential, balance, pages };
};
const gateway = vendor("cloudflare", "Cloudflare");
const team = vendor("xai", "xAI");

const reporting = (view: AccountView, more: Partial<PageData>): PageScenario => ({
  movements: [],
  data: ({ range }, { filters = {} } = {}) => ({
    view,
    runway: { ...steady, until: "empty" },
    alerts: [],
    past: { ...pastOf(spending, range, NOW), source: "seen", topUps: [] },
    movements: null,
    reads,
    ...more,
    reports: more.reports?.map((it) => ({ ...it, filter: filters[it.report.id] })),
  }),
});
/** As a vendor tells it that names no models and counts no requests. */
function withoutModels(told: Spending): Spending {
  const sumOf = (models: readonly ModelSpend[]) => models.reduce((sum, { credits }) => sum + credits, 0);
  const buckets = told.buckets.map(({ at, models }) => ({
    at,
    models: [{ model: null, credits: sumOf(models), count: undefined }],
  }));
  return { ...told, buckets };
}
const noSpending = { kind: "unknown", why: "This vendor tells no spend by model." } as const;
const gatewayView = account(
  { reading: { balance: usd("6.40"), at: NOW - MINUTE_MS }, refill },
  { id: "account-2", provider: gateway, detail: undefined },
);
const teamView = account(
  { reading: { balance: usd("51.81"), at: NOW - MINUTE_MS } },
  { id: "account-3", provider: team, detail: undefined },
);

const threeAccounts = (views: readonly AccountView[]): PageScenario => ({
  movements: spending.movements,
  data(preferences, picked = {}) {
    const chosen = views.find(({ id }) => id === picked.account) ?? views[0];
    const accounts = views.map((view) => ({ view, selected: view === chosen }));
    const { data } = chosen?.provider === aimlapi ? all.spending : all.cloudflare;
    return { ...data(preferences, picked), view: chosen ?? good, accounts };
  },
});

const all = {
  spending: full(spending, good),
  "no-refill": full(
    spending,
    account({ reading: reading(spending), refill: { ...refill, enabled: false } }),
    {
      runway: { ...steady, until: "empty" },
    },
  ),
  "refill-failing": full(
    low,
    account({
      reading: { balance: usd("3.18"), at: NOW - MINUTE_MS },
      refill: { enabled: true, threshold: usd(5), amount: usd(20), at: NOW - MINUTE_MS },
      alerts: { pending: [], ongoing: ["refill-missing"] },
    }),
    {
      runway: { kind: "range", until: "empty", lowDays: 2.4, highDays: 3.9, pacePerDay: 1.1 * USD },
      alerts: [
        {
          id: "refill-missing",
          tone: "warning",
          text: "Auto top-up didn't run, and the balance is below its threshold. Check your card.",
          topUp: true,
        },
      ],
    },
  ),
  low: full(
    low,
    account({
      reading: { balance: usd("3.18"), at: NOW - MINUTE_MS },
      refill: { ...refill, enabled: false },
    }),
    { runway: { kind: "range", until: "empty", lowDays: 1.6, highDays: 3.2, pacePerDay: 1.1 * USD } },
  ),
  empty: full(
    low,
    account({ reading: { balance: usd("-0.42"), at: NOW }, refill: { ...refill, enabled: false } }),
    {
      runway: { kind: "reached", until: "empty", pacePerDay: 1.1 * USD },
    },
  ),
  "new-account": {
    movements: young.movements,
    data: ({ range, filter }) => ({
      view: account({ reading: reading(young), refill: { ...refill, enabled: false } }),
      runway: { kind: "notEnoughData", daysSeen: 0, daysNeeded: 7 },
      alerts: [],
      past: pastOf(young, range, NOW),
      spending: spendingOf(young, range, NOW, true),
      movements: { ...movementsOf(young.movements, filter), older: false },
      reads,
    }),
  },
  "nothing-yet": bare({
    view: account({ reading: { balance: usd(0), at: NOW } }),
    alerts: [],
    past: emptyPast,
    spending: { ...spendingOf({ movements: [], balance: 0 }, "30d", NOW) },
    movements: { ...movementsOf([], { kind: null, model: null }), older: false },
  }),
  loading: bare({ view: account({}, { detail: undefined }), alerts: [] }),
  "loading-history": bare({ view: good, alerts: [] }),
  "no-ledger": {
    movements: [],
    data: ({ range }) => ({
      view: account({ reading: reading(spending), refill }),
      runway: { kind: "notEnoughData", daysSeen: 3, daysNeeded: 7 },
      alerts: [],
      past: { ...pastOf(spending, range, NOW), source: "seen", topUps: [] },
      spending: { ...spendingOf(spending, range, NOW), scope: "key" },
      movements: { kind: "unknown", why: noLedger },
      reads,
    }),
  },
  "no-history": bare({
    view: good,
    alerts: [],
    past: { ...emptyPast, source: "seen" },
    spending: { kind: "unknown", why: "This key may not read its usage (HTTP 403)." },
    movements: { kind: "unknown", why: noLedger },
  }),
  error: full(
    spending,
    account({
      reading: reading(spending, 41 * MINUTE_MS),
      refill,
      trouble: trouble("server", { status: 503, requestId: "req-7f3a91" }),
    }),
  ),
  offline: full(
    spending,
    account({ reading: reading(spending, 190 * MINUTE_MS), refill: undefined, trouble: trouble("offline") }),
  ),
  unreachable: bare({ view: account({ trouble: trouble("dns") }, { detail: undefined }), alerts: [] }),
  "key-refused": bare({
    view: account(
      { trouble: trouble("unauthorized", { status: 401, fromVendor: true }) },
      { detail: undefined },
    ),
    alerts: [],
  }),
  "no-key": bare({ view: { kind: "no-key", name: aimlapi.name, provider: aimlapi }, alerts: [] }),
  "other-key": bare({
    view: { kind: "no-key", name: aimlapi.name, provider: aimlapi, keyIsFor: "https://api.aimlapi.com" },
    alerts: [],
  }),
  demo: full(spending, account({ reading: reading(spending), refill }, { demo: true })),
  hidden: { ...full(spending, good), preferences: { hideAmounts: true } },
  difference: full(spending, good, { difference: 41_200 }),
  hostile: full(
    hostile,
    account(
      { reading: { balance: usd(512), at: NOW }, refill },
      { detail: { refill: {}, email: `${markup}@evil.test`, userId: "\u202e12345\u0000", missing: [] } },
    ),
  ),
  cloudflare: reporting(gatewayView, {
    spending: noSpending,
    reports: gatewayReports(NOW),
    actions: gatewayActions,
  }),
  xai: reporting(teamView, {
    spending: { ...spendingOf(spending, "30d", NOW) },
    reports: teamReports(NOW),
    actions: teamActions,
  }),
  "usage-only": {
    movements: [],
    data: ({ range }) => ({
      view: { ...gatewayView, provider: cloudflare },
      runway: { ...steady, until: "empty" },
      alerts: [],
      past: { ...pastOf(spending, range, NOW), source: "seen", topUps: [] },
      spending: withoutModels(spendingOf(spending, range, NOW)),
      movements: null,
      reads,
      reports: waitingReports,
    }),
  },
  "cards-loading": reporting(gatewayView, { reports: pendingReports, actions: gatewayActions }),
  "cards-failing": reporting(gatewayView, { spending: noSpending, reports: failingReports(NOW) }),
  "cards-hostile": reporting(
    { ...gatewayView, name: markup },
    {
      spending: noSpending,
      reports: hostileReports(`${markup}\u202e\u0000\n${"long".repeat(400)}`),
      actions: ["topUp", "setLimit", "removeLimit", "setDefaultPaymentMethod", "setBillingInformation"],
    },
  ),
  "three-accounts": threeAccounts([
    good,
    gatewayView,
    { ...teamView, name: "xAI of the whole research department in Springfield" },
  ]),
  "many-accounts": threeAccounts([
    good,
    { ...gatewayView, name: "Gateway" },
    { ...teamView, state: { ...EMPTY_STATE, trouble: trouble("unauthorized", { fromVendor: true }) } },
    account({}, { id: "account-4", name: "Private" }),
    account({ trouble: trouble("dns") }, { id: "account-5", name: markup }),
    account({ reading: { balance: usd("-1.20"), at: NOW } }, { id: "account-6", name: "Lab" }),
    account({ reading: { balance: usd(9000), at: NOW } }, { id: "account-7", name: "Demo", demo: true }),
  ]),
} satisfies Readonly<Record<string, PageScenario>>;

export type ScenarioName = keyof typeof all;
export const scenarios: Readonly<Record<ScenarioName, PageScenario>> = all;
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];
