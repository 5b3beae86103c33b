import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import { presentStatus, type StatusPresentation } from "../../../../src/billing/present/present-status.ts";
import type { AlertMemory } from "../../../../src/billing/state/alert-state.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { account, MINUTE, money, NOW, VIEWS } from "./account-views.ts";

const english = { locale: "en", hideAmounts: false };
const present = (view: Parameters<typeof presentStatus>[0], preferences = english) =>
  presentStatus(view, NOW, preferences);

describe("the status bar item", () => {
  it("asks for a key where there is none", () => {
    const shown = present({ kind: "no-key", name: aimlapi.name, provider: aimlapi });
    assert.equal(shown.text, "$(key) Set AI/ML API key");
    assert.equal(shown.spoken, "AI/ML API: no API key. Set an API key to see your balance.");
    assert.equal(shown.click, "setKey");
    assert.deepEqual(shown.tooltip.actions, ["setKey", "startDemo"]);
  });

  it("says whose key it is when the address was changed", () => {
    const shown = present({
      kind: "no-key",
      name: aimlapi.name,
      provider: aimlapi,
      keyIsFor: "https://api.example.com",
    });
    assert.match(shown.spoken, /only for https:\/\/api\.example\.com/);
    assert.match(shown.tooltip.lines.join(" "), /only for https:\/\/api\.example\.com/);
  });

  const looks: Readonly<
    Record<keyof typeof VIEWS, readonly [text: string, tone: StatusPresentation["tone"], spoken: string]>
  > = {
    loading: ["$(credit-card) …", "normal", "loading"],
    unreachable: ["$(warning) No balance", "normal", "could not be read"],
    fine: ["$(credit-card) $123.45", "normal", "$123.45, updated just now"],
    low: ["$(warning) $3.21", "warning", "$3.21, low, updated just now"],
    "low, refill armed": ["$(credit-card) $4.20", "normal", "$4.20, low, auto top-up on, updated just now"],
    empty: ["$(error) $0.00", "error", "$0.00, empty, updated just now"],
    negative: ["$(error) -$1.37", "error", "-$1.37, empty, updated just now"],
    "empty, refill armed": ["$(error) $0.00", "error", "$0.00, empty, updated just now"],
    "old, nothing heard": [
      "$(history) $123.45 · 45 min",
      "normal",
      "$123.45, outdated, updated 45 minutes ago",
    ],
    offline: ["$(history) $123.45 · 8 min", "normal", "$123.45, outdated, updated 8 minutes ago"],
    "one failure": ["$(credit-card) $123.45", "normal", "$123.45, updated 8 minutes ago"],
    "asked in vain": [
      "$(history) $123.45 · <1 min",
      "normal",
      "$123.45, could not be refreshed, updated just now",
    ],
    "401 once": ["$(credit-card) $123.45", "normal", "$123.45, updated just now"],
    refused: ["$(key) API key rejected", "warning", "$123.45, key rejected, outdated, updated 8 minutes ago"],
    euro: ["$(warning) EUR\u00a01.00", "warning", "EUR\u00a01.00, low, updated just now"],
  };
  for (const [name, [text, tone, spoken]] of Object.entries(looks))
    it(`shows and speaks: ${name}`, () => {
      const shown = present(VIEWS[name as keyof typeof VIEWS]);
      assert.deepEqual([shown.text, shown.tone, shown.spoken], [text, tone, `AI/ML API balance, ${spoken}`]);
      assert.equal(shown.click, name === "refused" ? "setKey" : "showDetails");
    });

  it("says wherever it tells a balance that may overstate that it does", () => {
    const { reading } = VIEWS.fine.state;
    const state = { ...VIEWS.fine.state, reading: reading && { ...reading, posted: true as const } };
    const view = { ...VIEWS.fine, state };
    const shown = presentStatus(view, NOW, english, [view, VIEWS.low]);
    assert.equal(shown.text, "$(credit-card) AI/ML API ≤ $123.45");
    assert.match(shown.spoken, /\$123\.45, unbilled usage not deducted yet/);
    assert.match(shown.tooltip.accounts[0]?.text ?? "", /\$123\.45, unbilled usage not deducted yet/);
    assert.deepEqual(shown.tooltip.totals, ["Total of 2 accounts: ≤ $126.66"]);
  });

  it("has exactly one icon, whatever there is to show", () => {
    for (const view of Object.values(VIEWS)) assert.match(present(view).text, /^\$\([a-z-]+\) [^$(]*[^(]*$/);
  });

  it("abbreviates what is large and speaks it in full", () => {
    const shown = present(account({ balance: 1_234_567.89 }));
    assert.equal(shown.text, "$(credit-card) $1.234M");
    assert.match(shown.spoken, /\$1,234,567\.89/);
  });

  it("keeps the digits of a tiny amount", () => {
    assert.equal(present(account({ balance: 0.0034 })).text, "$(warning) $0.0034");
  });

  it("writes amounts as the display language does", () => {
    const text = (locale: string) => present(VIEWS.fine, { ...english, locale }).text;
    assert.equal(text("de"), "$(credit-card) 123,45\u00a0$");
    assert.equal(text("ja"), "$(credit-card) $123.45");
  });

  it("explains balance, refill, age and trouble in the tooltip", () => {
    const armed = present(VIEWS["low, refill armed"]).tooltip;
    assert.deepEqual(armed.lines, [
      "Balance: **$4.20** (low, auto top-up on)",
      "Auto top-up: on, adds $20.00 below $5.00",
      "Updated just now",
    ]);
    assert.deepEqual(armed.actions, ["refresh", "showDetails", "openBilling"]);
    assert.match(present(VIEWS.offline).tooltip.lines.join("\n"), /Updated 8 minutes ago\nNo network/);
    assert.deepEqual(present(VIEWS.refused).tooltip.actions, ["refresh", "showDetails", "setKey"]);
  });

  it("counts a refill state that is too old as unknown, and then warns", () => {
    const old = account({ balance: 4.2, ageMs: 180 * MINUTE, refill: { enabled: true, threshold: 5 } });
    assert.equal(present(old).tone, "warning");
    assert.match(present(old).tooltip.lines.join("\n"), /Auto top-up: unknown/);
  });

  it("is low by the person's own threshold first, then the account's, then 5 USD", () => {
    const tone = (sketch: Parameters<typeof account>[0]) => present(account(sketch)).tone;
    assert.equal(tone({ balance: 5 }), "warning");
    assert.equal(tone({ balance: 5.01 }), "normal");
    assert.equal(tone({ balance: 8, ownThreshold: 10, refill: { enabled: false } }), "warning");
    assert.equal(tone({ balance: 3, ownThreshold: 1 }), "normal");
    const armed = present(account({ balance: 15, refill: { enabled: true, threshold: 20 } }));
    assert.match(armed.spoken, /low, auto top-up on/);
  });

  it("takes the person's threshold in the currency of the account", () => {
    const toneAt = (balance: number) =>
      present(account({ balance: money(balance, "EUR"), ownThreshold: 10 })).tone;
    assert.deepEqual([toneAt(10), toneAt(11)], ["warning", "normal"]);
  });

  it("says while auto top-up should have run and did not, also above the person's own threshold", () => {
    const alerts: AlertMemory = { pending: [], ongoing: ["refill-missing"] };
    for (const name of ["fine", "low, refill armed"] as const) {
      const view = { ...VIEWS[name], state: { ...VIEWS[name].state, alerts } };
      const shown = present(view);
      assert.equal(shown.tone, "warning", name);
      assert.match(shown.text, /^\$\(warning\) /);
      assert.match(shown.spoken, /auto top-up didn't run/);
      assert.doesNotMatch(shown.spoken, /auto top-up on/);
      assert.ok(shown.tooltip.lines.includes("Auto top-up didn't run. Check your card."));
    }
  });

  it("does not call an account empty on a zero that waits for a second reading", () => {
    const before = { balance: usd(123.45), at: NOW - MINUTE };
    const alerts: AlertMemory = { pending: [], ongoing: [], doubt: { before, since: NOW } };
    const shown = present({ ...VIEWS.empty, state: { ...VIEWS.empty.state, alerts } });
    assert.equal(shown.tone, "normal");
    assert.match(shown.spoken, /\$0\.00, not confirmed, checking again/);
  });

  it("goes by what the vendor says of the use of several currencies", () => {
    const { state } = account({ balance: 3 });
    const held = (usable: boolean) =>
      present({ ...VIEWS.fine, state: { ...state, reading: { balance: usd(30), at: NOW, usable } } });
    assert.deepEqual([held(true).tone, held(false).tone], ["normal", "error"]);
    assert.match(held(false).spoken, /\$30\.00, not usable for API calls/);
  });
});

describe("the demo account", () => {
  it("is marked in bar, tooltip and speech in every state", () => {
    for (const view of Object.values(VIEWS)) {
      const shown = present({ ...view, demo: true });
      assert.match(shown.text, /^\$\([a-z-]+\) DEMO /);
      assert.match(shown.spoken, /^AI\/ML API demo account balance, /);
      assert.equal(shown.tooltip.title, "AI/ML API · DEMO");
      assert.ok(shown.tooltip.actions.includes("leaveDemo"));
      assert.ok(!shown.tooltip.actions.includes("setKey"));
      assert.equal(shown.click, "showDetails");
    }
  });
});
