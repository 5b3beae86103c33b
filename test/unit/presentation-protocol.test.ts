import assert from "node:assert/strict";
import fc from "fast-check";
import type { View } from "../../src/billing/account-view.ts";
import { presentDetail } from "../../src/billing/present-detail.ts";
import { aimlapi } from "../../src/providers/aimlapi.ts";
import { fromPage } from "../../src/protocol/detail.ts";
import { account, NOW, VIEWS } from "./presentation-views.ts";

const INTENTS = [
  ...["refresh", "openBilling", "copyBalance", "hideAmounts", "showAmounts", "revealAccount", "maskAccount"],
  ...["setKey", "startDemo", "leaveDemo", "showLog"],
];

describe("the guard between page and editor", () => {
  it("passes exactly what a page may send", () => {
    assert.deepEqual(fromPage({ type: "ready" }), { type: "ready" });
    for (const intent of INTENTS)
      assert.deepEqual(fromPage({ type: "intent", intent }), { type: "intent", intent });
  });

  it("passes every action that a view offers", () => {
    const owner = { refill: {}, email: "a@b.c", userId: "12345" };
    const views = [account({ balance: 1, ...owner }), ...Object.values(VIEWS)];
    const every: readonly View[] = [
      { kind: "no-key", provider: aimlapi },
      ...views.flatMap((view) => [view, { ...view, demo: true }]),
    ];
    for (const view of every)
      for (const hideAmounts of [false, true])
        for (const revealAccount of [false, true]) {
          const shown = presentDetail(view, NOW, { locale: "en", hideAmounts, revealAccount });
          for (const action of [...shown.actions, ...shown.groups.map((group) => group.action)])
            if (action) assert.ok(fromPage({ type: "intent", intent: action.intent }), action.intent);
        }
  });

  it("passes nothing else, and nothing along with it", () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.record({ type: fc.anything(), intent: fc.anything() }),
      fc.record({ type: fc.constant("intent"), intent: fc.oneof(fc.string(), fc.anything()) }),
      fc.record({ type: fc.constant("ready"), intent: fc.anything(), more: fc.anything() }),
      fc.record({
        type: fc.constant("intent"),
        intent: fc.constantFrom("__proto__", "constructor", "toString", "Refresh", "refresh "),
      }),
      fc.record({ type: fc.constant("intent"), intent: fc.constantFrom(...INTENTS), more: fc.anything() }),
    );
    fc.assert(
      fc.property(odd, (message) => {
        const passed = fromPage(message);
        if (!passed) return;
        assert.deepEqual(Object.keys(passed), passed.type === "ready" ? ["type"] : ["type", "intent"]);
        if (passed.type === "intent") assert.ok(INTENTS.includes(passed.intent));
      }),
      { numRuns: 1000 },
    );
    for (const intent of ["deleteData", "clearKey", "toString", "__proto__", ["refresh"]])
      assert.equal(fromPage({ type: "intent", intent }), undefined);
    for (const message of [undefined, null, "ready", ["ready"], { type: "view" }, { intent: "refresh" }])
      assert.equal(fromPage(message), undefined);
  });
});
