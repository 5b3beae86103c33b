import assert from "node:assert/strict";
import type { Spending } from "../../../../src/billing/history/figures.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { PageData, PagePreferences } from "../../../../src/billing/page/page-data.ts";
import type { PageView } from "../../../../src/billing/page/page-view.ts";
import { presentPage } from "../../../../src/billing/page/present-page.ts";
import { createWords } from "../../../../src/billing/page/words.ts";
import type { Provider } from "../../../../src/billing/vendor/provider.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { vercel } from "../../../../src/providers/vercel.ts";
import { NOW, scenarios } from "../../../support/page-scenarios.ts";
import { preferences } from "./preferences.ts";

const DAY = 86_400_000;
const UNIT = 2_000_000;
const TODAY = Math.floor(NOW / DAY) * DAY;

const spending = (more: Partial<Spending> = {}, model: string | null = null, count?: number): Spending => ({
  kind: "known",
  scope: "account",
  unit: "day",
  timeZone: "UTC",
  buckets: [1, 0].map((ago) => ({ at: TODAY - ago * DAY, models: [{ model, credits: 3 * UNIT, count }] })),
  before: null,
  today: 3 * UNIT,
  yesterday: 3 * UNIT,
  month: null,
  monthBefore: null,
  ...more,
});

/** The page of an account without a ledger. */
function show(data: Partial<PageData>, changed: Partial<PagePreferences> = {}): PageView {
  const wanted = { ...preferences, ...changed };
  const base = scenarios["no-ledger"].data(wanted);
  return presentPage({ ...base, spending: null, movements: null, ...data }, NOW, wanted);
}

function readyIn<Name extends "totals" | "balance" | "spend" | "models">(view: PageView, name: Name) {
  const section = view[name];
  assert.ok(section?.kind === "ready");
  return section as Extract<NonNullable<PageView[Name]>, { kind: "ready" }>;
}

function cloudflareView(provider: Provider = cloudflare): PageData["view"] {
  const { view } = scenarios["usage-only"].data(preferences);
  return { ...view, provider };
}

const yuan = (data: Partial<PageData>): Partial<PageData> => {
  const base = scenarios["no-ledger"].data(preferences);
  assert.ok(base.view.kind === "account");
  const balance = { ...usd("21.42"), currency: "CNY" };
  const state = { ...base.view.state, refill: undefined, reading: { balance, at: NOW } };
  return { view: { ...base.view, state }, ...data };
};

describe("the page of a vendor that tells less", () => {
  it("has no section for what is never told, and no excuse either", () => {
    const view = show({});
    assert.deepEqual([view.totals, view.spend, view.models, view.movements], [null, null, null, null]);
    const { summary, note } = readyIn(view, "balance");
    assert.equal(note, "From balances checked here; changes in between may be missing.");
    assert.doesNotMatch(summary, /top-up/);
  });

  it("waits for what is only being read", () => {
    const view = show({ spending: undefined });
    assert.deepEqual([view.totals?.kind, view.spend?.kind, view.models?.kind], ["loading", "loading", "loading"]);
    assert.equal(view.movements, null);
  }); // prettier-ignore

  it("is not called by model from the start where the vendor never names one", () => {
    for (const spending of [undefined, { kind: "unknown", why: "Not now." } as const]) {
      const view = show({ view: cloudflareView(), spending });
      assert.deepEqual([view.spend?.title, view.models], ["Spend", null]);
    }
    assert.equal(show({ view: cloudflareView(), spending: spending({ buckets: [] }) }).spend?.title, "Spend");
    assert.equal(show({ spending: undefined }).spend?.title, "Spend by model");
  });

  it("exports usage where it shows it, once, and not while amounts are hidden", () => {
    const exportsIn = (view: PageView) => {
      const { spend, movements } = view;
      const inSpend = spend?.kind === "ready" ? spend.actions : [];
      const inMovements = movements?.kind === "ready" ? movements.actions : [];
      return [inSpend, inMovements].map((actions) => actions.map(({ intent }) => intent));
    };
    const both = ["exportCsv", "exportJson"];
    assert.deepEqual(exportsIn(show({ view: cloudflareView(), spending: spending() })), [both, []]);
    assert.deepEqual(exportsIn(show({ spending: spending({ scope: "key" }) })), [both, []]);
    assert.deepEqual(exportsIn(show({ spending: spending() }, { hideAmounts: true })), [[], []]);
    const whole = scenarios.spending.data(preferences);
    assert.deepEqual(exportsIn(presentPage(whole, NOW, preferences)), [[], both]);
    assert.deepEqual(exportsIn(show({ view: cloudflareView(vercel), spending: spending() })), [[], []]);
  });

  it("names no models and counts no requests where the vendor does neither", () => {
    const view = show({ spending: spending() });
    assert.equal(view.models, null);
    const chart = readyIn(view, "spend");
    assert.deepEqual([chart.title, chart.series.map(({ name }) => name), chart.note], ["Spend", ["Spend"], undefined]);
    assert.deepEqual(readyIn(view, "totals").figures.map(({ label }) => label), ["Today", "This month", "Last 30 days"]);
    assert.ok(view.notes.lines.some((line) => line.includes("all of its keys")));
  }); // prettier-ignore

  it("names models without counting their requests", () => {
    const models = readyIn(show({ spending: spending({}, "grok-4") }), "models");
    assert.deepEqual(models.columns, ["Model", "Share", "Spend"]);
    assert.deepEqual([models.rows[0]?.requests, models.rows[0]?.perRequest], [undefined, undefined]);
    const counted = readyIn(show({ spending: spending({}, "grok-4", 2) }), "models");
    assert.deepEqual([counted.columns.length, counted.rows[0]?.requests], [5, "4"]);
  });

  it("calls days by the vendor's calendar, whatever the person's is", () => {
    const view = show({ spending: spending() }, { timeZone: "America/New_York" });
    const { buckets, note } = readyIn(view, "spend");
    assert.deepEqual(buckets.map(({ label }) => label), ["Oct 19", "Oct 20"]);
    assert.match(note ?? "", /Days are in the time zone UTC\./);
    assert.ok(view.notes.lines.includes("Days and hours are in the time zone America/New York, days of spend in UTC."));
    assert.equal(readyIn(show({ spending: spending() }), "spend").note, undefined);
  }); // prettier-ignore

  it("calls hours by the person's clock", () => {
    const hour = Math.floor(NOW / 3_600_000) * 3_600_000;
    const buckets = [{ at: hour, models: [{ model: null, credits: UNIT, count: undefined }] }];
    const view = show(
      { spending: spending({ unit: "hour", buckets }) },
      { timeZone: "America/New_York", range: "24h" },
    );
    assert.match(readyIn(view, "spend").buckets[0]?.label ?? "", /^11:00/);
    assert.equal(readyIn(view, "spend").note, undefined);
  });

  it("calls yesterday and today what they are where there are no hours", () => {
    const view = show({ spending: spending() }, { range: "24h" });
    const chart = readyIn(view, "spend");
    assert.match(chart.summary, /^Spend by day yesterday and today: \$6\.00/);
    assert.match(chart.note ?? "", /Hourly data isn't available/);
    assert.equal(chart.bucketName, "Day");
    assert.equal(readyIn(view, "totals").figures[2]?.label, "Yesterday and today");
    const none = show({ spending: spending({ buckets: [] }) }, { range: "24h" }).spend;
    assert.ok(none?.kind === "empty");
    assert.doesNotMatch(JSON.stringify([view.spend, view.totals, none]), /24 hours/);
  });

  it("says from when on spend is told, and that an answer was cut short", () => {
    const view = show({ spending: spending({ since: TODAY - DAY, partial: true }) }, { range: "90d" });
    assert.equal(readyIn(view, "totals").figures[2]?.label, "Since Oct 19");
    for (const { label, value } of readyIn(view, "totals").figures)
      if (value !== "—" && label !== "Requests") assert.match(value, /^≥ \$/, label);
    const note = readyIn(view, "spend").note ?? "";
    assert.match(note, /Partial data from the provider\./);
    assert.match(note, /has no older data/);
  });
});

describe("the page of an account in another currency", () => {
  const view = show(
    yuan({ currency: "CNY", spending: spending(), runway: { kind: "noEnd", pacePerDay: UNIT } }),
  );

  it("calls every figure by it, and none by another", () => {
    assert.equal(view.head.amount?.text, "CNY\u00a021.42");
    assert.equal(readyIn(view, "totals").figures[0]?.value, "CNY\u00a03.00");
    assert.match(readyIn(view, "spend").summary, /CNY\u00a06\.00/);
    assert.equal(readyIn(view, "spend").yTicks[0]?.label, "CNY\u00a00");
    assert.equal(view.head.facts[0]?.note, "About CNY\u00a01.00 a day");
    assert.doesNotMatch(JSON.stringify({ ...view, notes: null }), /\$\d/);
  });

  it("draws the low threshold in the same currency", () => {
    assert.equal(readyIn(view, "balance").threshold?.label, "Low at CNY\u00a05.00");
  });

  it("goes by the balance until the past is known", () => {
    assert.match(readyIn(show(yuan({})), "balance").summary, /CNY/);
  });
});

describe("the words of another currency", () => {
  const words = (currency: string) => createWords({ locale: "en", timeZone: "UTC", hideAmounts: false, currency });

  it("have its code, in front or behind", () => {
    assert.equal(words("CNY").money(2 * UNIT), "CNY\u00a02.00");
    assert.equal(words("CNY").price(72_824), "CNY\u00a00.0364");
    assert.equal(words("JPY").money(1_500 * UNIT), "JPY\u00a01,500");
    assert.equal(words("USDT").money(2 * UNIT), "2 USDT");
    assert.equal(words("USDT").tick(20, 20), "20 USDT");
    assert.equal(words("USDT").inZone("Asia/Tokyo").money(UNIT), "1 USDT");
  });
}); // prettier-ignore
