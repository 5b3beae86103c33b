import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NoKeyView, View } from "../../../src/billing/accounts/account-view.ts";
import { presentAlert } from "../../../src/billing/alerts/present-alert.ts";
import type { Past, ReportState } from "../../../src/billing/history/figures.ts";
import { OTHER_MODELS } from "../../../src/billing/ledger/summary.ts";
import type { ActionName, PageData, PagePreferences } from "../../../src/billing/page/page-data.ts";
import { presentExports } from "../../../src/billing/page/present-exports.ts";
import { presentPage } from "../../../src/billing/page/present-page.ts";
import { presentMovement } from "../../../src/billing/page/present-transactions.ts";
import { unreadableAlerts } from "../../../src/billing/page/unreadable-alerts.ts";
import { createWords } from "../../../src/billing/page/words.ts";
import { presentChangeFailure } from "../../../src/billing/present/present-change.ts";
import { presentFailure } from "../../../src/billing/present/present-failure.ts";
import { presentStatus } from "../../../src/billing/present/present-status.ts";
import type { Alert } from "../../../src/billing/state/alert-state.ts";
import { FAILURE_KINDS, type Failure } from "../../../src/billing/vendor/billing-error.ts";
import type { ReportData } from "../../../src/billing/vendor/report.ts";
import { aimlapi } from "../../../src/providers/aimlapi/aimlapi.ts";
import * as scene from "../../support/page-scenarios.ts";
import { preferences } from "./page/preferences.ts";
import { account, money, NOW, VIEWS } from "./present/account-views.ts";

/** Each text by the place it shows at; figures other than 1 and the names of days and months are left out. */
const shown = new Set<string>();

function show(place: string, value: unknown): void {
  if (typeof value === "string") shown.add(`${place}: ${withoutFigures(value)}`);
  else if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string"))
    show(place, value.join(" | "));
  else if (Array.isArray(value)) for (const each of value) show(place, each);
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) show(`${place}.${name}`, each);
}

const withoutFigures = (text: string) =>
  text
    .replace(/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/g, "Month")
    .replace(/\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g, "Day")
    .replace(/\b[AP]M\b/g, "AM")
    .replace(/\d+(?:[.,]\d+)*/g, (figure) => (figure === "1" ? figure : "0"));

function showPage(data: PageData, now: number, wanted: PagePreferences): void {
  for (const [section, view] of Object.entries(presentPage(data, now, wanted))) show(section, view);
}

const EVERY_ACTION: readonly ActionName[] = [
  "topUp",
  "setLimit",
  "removeLimit",
  "setDefaultPaymentMethod",
  "setBillingInformation",
  "setRefill",
  "removeRefill",
];
const CHANGED: readonly Partial<PagePreferences>[] = [
  {},
  { range: "24h", hideAmounts: true, revealAccount: true },
  { range: "7d", timeZone: "Asia/Tokyo" },
];
const noKey = (more: Partial<NoKeyView>): NoKeyView => ({
  kind: "no-key",
  id: "work",
  name: "Work",
  provider: aimlapi,
  ...more,
});
const state = VIEWS.low.state;
const views: readonly View[] = [
  ...Object.values(VIEWS),
  { ...VIEWS.fine, demo: true },
  { ...VIEWS.low, state: { ...state, refill: { enabled: false, stopped: true, at: NOW } } },
  { ...VIEWS.low, state: { ...state, refill: { enabled: true, failed: {}, at: NOW } } },
  { ...VIEWS.low, state: { ...state, reading: { balance: money(3), others: [money(2, "EUR")], at: NOW } } },
  { ...VIEWS.low, state: { ...state, reading: { balance: money(3), posted: true, at: NOW } } },
  { ...VIEWS.low, state: { ...state, reading: { balance: money(3), usable: false, at: NOW } } },
  account({ balance: 3, refill: { enabled: true } }),
  noKey({}),
  noKey({ keyIsFor: "https://a.example" }),
  noKey({ paused: true }),
  noKey({ unreadable: "locked" }),
  noKey({ unreadable: "forgotten" }),
];

const cards: readonly ReportData[] = [
  { kind: "refill", refill: { enabled: false, least: money(5), failedAt: NOW } },
  { kind: "refill", refill: { enabled: true, most: money(5) } },
  { kind: "limits", limits: [] },
  { kind: "invoices", invoices: [], more: true },
  { kind: "changes", changes: [] },
  { kind: "payment-methods", methods: [] },
  {
    kind: "payment-methods",
    methods: [
      { id: "a", brand: "visa", last4: "4242", expires: { year: 2026, month: 10 }, blocked: true },
      { id: "b", brand: null, last4: null, pending: true },
    ],
  },
  { kind: "billing-information", information: { fields: [] } },
  { kind: "invoice-preview", preview: { status: null, lines: [], figures: [] } },
  { kind: "invoice-preview", preview: { to: NOW, status: "open", lines: [], figures: [] } },
];
const WAITS = ["asking", "unavailable", "backing-off", "refused", "budget"] as const;
const REFUSALS = ["forbidden", "wrong-key-kind", "not-found", "timeout"] as const;
const report = (more: Partial<ReportState>): ReportState => ({
  report: { id: "one", title: "Invoices" },
  data: undefined,
  reading: false,
  ...more,
});
const reports: readonly ReportState[] = [
  ...cards.map((data) => report({ data })),
  ...WAITS.map((waiting) => report({ waiting })),
  ...REFUSALS.map((kind) => report({ failure: { kind }, data: cards[3] })),
];

const ALERTS: Readonly<Record<Alert["kind"], true>> = {
  low: true,
  empty: true,
  "topped-up": true,
  "refill-missing": true,
  "credits-expired": true,
  "key-refused": true,
  deducted: true,
  "spend-spike": true,
};
const TYPES = ["PAYMENT", "BONUS", "REFUND", "ADJUSTMENT", "MODEL_USAGE", "CREDITS_EXPIRED", "INIT", "GIFT"];

/** What the scenarios of the page do not come to. */
function showRare(): void {
  const base = scene.scenarios.spending.data(preferences);
  const { spending, past, movements } = base;
  assert.ok(spending?.kind === "known" && past && movements?.kind === "known");
  const known = spending;
  const named = (model: string | null) =>
    known.buckets.map((bucket) => ({
      ...bucket,
      models: [...bucket.models, { model, credits: 1, count: 0 }],
    }));
  const pasts: readonly Past[] = [
    { ...past, contradictedBefore: past.to - 86_400_000 },
    { ...past, contradictedBefore: past.from, topUps: past.topUps.slice(0, 1) },
    { ...past, points: past.points.slice(-1), contradictedBefore: past.to },
  ];
  const rare: readonly Partial<PageData>[] = [
    ...pasts.map((each) => ({ past: each })),
    { spending: { ...known, partial: true, since: known.buckets[0]?.at, scope: "key" } },
    { spending: { ...known, buckets: named(null) } },
    { spending: { ...known, buckets: named(OTHER_MODELS) } },
    { spending: { ...known, before: 0, month: 1, monthBefore: 1 } },
    { spending: { ...known, month: 0, monthBefore: 0, yesterday: null } },
    { spending: { ...known, month: 10, monthBefore: 1 } },
    { movements: { ...movements, total: 1, older: false } },
    { movements: { ...movements, since: scene.NOW, older: true } },
  ];
  for (const data of rare) showPage({ ...base, ...data }, scene.NOW, preferences);
  showPage({ view: VIEWS.fine, alerts: [], reports, actions: EVERY_ACTION }, NOW, preferences);
  showPage({ view: VIEWS.fine, alerts: unreadableAlerts(views, "main") }, NOW, preferences);
  for (const scope of ["key", "account"] as const) {
    show("exports", presentExports(base, { ...aimlapi.usage, scope }));
    show("exports", presentExports(base, { ...aimlapi.usage, scope, models: false }));
  }
  const words = createWords({ locale: "en", timeZone: "UTC", hideAmounts: false });
  for (const type of TYPES)
    for (const direction of ["topup", "charge"] as const)
      show("row", presentMovement({ at: NOW, direction, type, credits: 1, model: "m" }, words));
}

function showFailures(): void {
  const more: Partial<Failure> = { host: "a.example", status: 503, requestId: "r", detail: "usage" };
  for (const kind of FAILURE_KINDS) {
    show(`failure.${kind}`, presentFailure({ kind }, aimlapi, "en"));
    show(`failure.${kind}`, presentFailure({ kind, retryAfterMs: 120_000, ...more }, aimlapi, "en"));
  }
  for (const unsent of [true, undefined] as const)
    show("change", presentChangeFailure({ kind: "timeout", unsent }, undefined, aimlapi, "en"));
}

describe("the texts of bar, page and alerts", () => {
  it("are those that were written down, each in its place", () => {
    for (const name of scene.scenarioNames.filter((each) => !each.includes("hostile")))
      for (const changed of CHANGED) {
        const wanted = { ...preferences, ...scene.scenarios[name].preferences, ...changed };
        showPage({ ...scene.scenarios[name].data(wanted), actions: EVERY_ACTION }, scene.NOW, wanted);
      }
    for (const view of views) {
      showPage({ view, alerts: [] }, NOW, preferences);
      for (const hideAmounts of [false, true]) {
        show("bar", presentStatus(view, NOW, { locale: "en", hideAmounts }));
        show("bar", presentStatus(view, NOW, { locale: "en", hideAmounts }, views));
      }
    }
    showRare();
    showFailures();
    for (const kind of Object.keys(ALERTS) as Alert["kind"][])
      for (const amount of [money(0), money(5), undefined]) {
        const alert: Alert = { kind, at: NOW, amount, against: money(7) };
        show(`alert.${kind}`, presentAlert(alert, { title: "Work", secret: "API key" }, "en", false));
      }
    // To change a text on purpose, change the file: the difference below is all of it.
    const written = readFileSync(join(import.meta.dirname, "texts.txt"), "utf8");
    assert.deepEqual([...shown].sort(), written.trimEnd().split("\n"));
  });
});
