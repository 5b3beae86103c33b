import assert from "node:assert/strict";
import fc from "fast-check";
import { standingOf } from "../../../../src/billing/accounts/account-view.ts";
import { formatMoney, HIDDEN } from "../../../../src/billing/money/format.ts";
import { presentPage } from "../../../../src/billing/page/present-page.ts";
import { presentStatus } from "../../../../src/billing/present/present-status.ts";
import { account, money, NOW, VIEWS } from "./account-views.ts";

const preferences = {
  locale: "en",
  timeZone: "UTC",
  hideAmounts: true,
  revealAccount: false,
  range: "30d",
  filter: { kind: null, model: null },
} as const;
const page = (view: ReturnType<typeof account>, locale = "en") =>
  presentPage({ view, alerts: [] }, NOW, { ...preferences, locale });
const shown = (view: ReturnType<typeof account>, locale = "en") =>
  JSON.stringify([presentStatus(view, NOW, { ...preferences, locale }), page(view, locale)]);

describe("hidden amounts", () => {
  it("leave no trace: two accounts that stand alike look and sound alike", () => {
    const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const positive = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    const pair = fc.tuple(
      fc.record({ balance: amount, threshold: positive, amount: positive }),
      fc.boolean(),
    );
    let compared = 0;
    fc.assert(
      fc.property(
        pair,
        pair,
        fc.constantFrom("en", "de", "fr", "ja", "ar", "pt-BR"),
        ([a, enabled], [b], locale) => {
          const one = account({ balance: a.balance, refill: { ...a, enabled } });
          const other = account({ balance: b.balance, refill: { ...b, enabled } });
          if (standingOf(one, NOW).level !== standingOf(other, NOW).level) return;
          compared++;
          assert.equal(shown(one, locale), shown(other, locale));
        },
      ),
      { numRuns: 500 },
    );
    assert.ok(compared > 100);
  });

  it("leave no digit of the amount in any state, seen or heard", () => {
    for (const [name, view] of Object.entries(VIEWS)) {
      const everything = shown(view);
      for (const known of [
        view.state.reading?.balance,
        view.state.refill?.threshold,
        view.state.refill?.amount,
      ])
        if (known) assert.ok(!everything.includes(formatMoney(known, "en")), name);
      assert.equal(everything.includes(HIDDEN), view.state.reading !== undefined, name);
    }
  });

  it("are spoken as hidden, not as dots", () => {
    const { spoken } = presentStatus(VIEWS.low, NOW, preferences);
    assert.equal(spoken, "AI/ML API balance, amount hidden, low, updated just now");
    assert.equal(page(VIEWS.low).head.amount?.spoken, "Balance hidden");
  });

  it("can be shown again, but not copied meanwhile", () => {
    const intents = page(VIEWS.fine).head.actions.map(({ intent }) => intent);
    assert.ok(intents.includes("showAmounts"));
    assert.ok(!intents.includes("hideAmounts") && !intents.includes("copyBalance"));
  });

  it("hide other currencies too", () => {
    assert.doesNotMatch(shown(account({ balance: money(77.7, "EUR") })), /77/);
  });
});
