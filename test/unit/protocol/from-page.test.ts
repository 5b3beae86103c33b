import assert from "node:assert/strict";
import fc from "fast-check";
import { MOST_ROWS, type FromPage } from "../../../src/protocol/detail.ts";
import { fromPage } from "../../../src/protocol/from-page.ts";

const whole = fc.nat();
const choice = fc.option(fc.string());
const key = fc.string({ maxLength: 1000 });

/** Everything a page has business to send. */
const anyMessage: fc.Arbitrary<FromPage> = fc.oneof(
  fc.record({ type: fc.constant("ready" as const), timeZone: fc.string({ maxLength: 64 }) }),
  fc.record({
    type: fc.constant("intent" as const),
    intent: fc.constantFrom("refresh", "exportCsv", "loadOlder", "revealAccount"),
  }),
  fc.record({ type: fc.constant("range" as const), range: fc.constantFrom("24h", "7d", "30d", "90d") }),
  fc.record({ type: fc.constant("filter" as const), kind: choice, model: choice }),
  fc.record({ type: fc.constant("account" as const), id: key }),
  fc.record({ type: fc.constant("cardFilter" as const), card: key, value: key }),
  fc.record({ type: fc.constant("cardLink" as const), card: key, key }),
  fc.record({
    type: fc.constant("act" as const),
    action: fc.constantFrom("topUp", "setLimit", "removeRefill", "setDefaultPaymentMethod"),
    key: fc.option(key),
  }),
  fc.record({
    type: fc.constant("wantRows" as const),
    revision: whole,
    offset: whole,
    count: fc.integer({ min: 1, max: MOST_ROWS }),
  }),
);

describe("the guard of messages from the page", () => {
  it("lets every proper message through, and nothing of what else it carries", () => {
    fc.assert(
      fc.property(
        anyMessage,
        fc.dictionary(fc.constantFrom("secret", "token", "html"), fc.anything()),
        (message, more) => {
          assert.deepEqual(fromPage({ ...more, ...message }), { ...message });
        },
      ),
    );
  });

  it("lets nobody ask for more than 500 rows at once, nor for none", () => {
    const asked = (count: number) => fromPage({ type: "wantRows", revision: 1, offset: 0, count });
    assert.ok(asked(1) && asked(500));
    for (const count of [0, -1, 501, 1e6, 1.5, Infinity]) assert.equal(asked(count), undefined);
  });

  it("gives only proper messages, whatever it is sent", () => {
    const parts = fc.oneof(
      fc.anything(),
      fc.constantFrom("refresh", "30d", 0, 1, -1, 1.5, 1e9, null, "__proto__", "toString"),
    );
    const anything = fc.oneof(
      fc.anything(),
      fc.record(
        {
          type: fc.constantFrom(
            "ready",
            "intent",
            "range",
            "filter",
            "account",
            "cardFilter",
            "cardLink",
            "act",
            "wantRows",
            "show",
          ),
          id: parts,
          card: parts,
          value: parts,
          key: parts,
          action: parts,
          intent: parts,
          range: parts,
          kind: parts,
          model: parts,
          revision: parts,
          offset: parts,
          count: parts,
        },
        { requiredKeys: ["type"] },
      ),
    );
    fc.assert(
      fc.property(anything, (message) => {
        const passed = fromPage(message);
        if (passed === undefined) return;
        assert.ok(typeof message === "object" && message !== null);
        const sent = message as Record<string, unknown>;
        for (const [name, value] of Object.entries(passed)) assert.equal(sent[name], value);
        if (passed.type === "wantRows") {
          assert.ok(Number.isSafeInteger(passed.offset) && passed.offset >= 0);
          assert.ok(passed.count >= 1 && passed.count <= MOST_ROWS);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("knows no intent by inheritance", () => {
    for (const name of ["constructor", "toString", "__proto__"]) {
      assert.equal(fromPage({ type: "intent", intent: name }), undefined);
      assert.equal(fromPage({ type: "act", action: name, key: null }), undefined);
    }
  });

  it("lets no endless key through, and no action that does not say where it stands", () => {
    const long = "x".repeat(1001);
    for (const message of [
      { type: "account", id: long },
      { type: "cardFilter", card: "a", value: long },
      { type: "cardFilter", card: long, value: "a" },
      { type: "cardLink", card: "a", key: long },
      { type: "cardLink", card: "a", key: null },
      { type: "act", action: "topUp", key: long },
      { type: "act", action: "topUp" },
    ])
      assert.equal(fromPage(message), undefined);
  });
});
