import assert from "node:assert/strict";
import fc from "fast-check";
import { STATE_VERSION } from "../../../../src/billing/state/account-state.ts";
import { decodeState, encodeState } from "../../../../src/billing/state/state-encoding.ts";
import type { Failure } from "../../../../src/billing/vendor/billing-error.ts";
import { anyState } from "./any-state.ts";

describe("the stored form of an account", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const decoded = decodeState(encodeState(state));
        assert.equal(decoded.kind, "state");
        assert.equal(encodeState(decoded.state), encodeState(state));
      }),
    );
  });

  it("holds an amount as a decimal text, which no reader can round", () => {
    const text = encodeState({
      reading: { balance: { currency: "USD", nanos: 123_450_000_000n }, at: 1 },
      requests: { automatic: [1], manual: [] },
    });
    assert.deepEqual(JSON.parse(text), {
      version: 1,
      reading: { balance: { amount: "123.45", currency: "USD" }, at: 1 },
      requests: { automatic: [1], manual: [] },
    });
  });

  it("is left alone when a newer extension wrote it", () => {
    assert.deepEqual(decodeState(JSON.stringify({ version: STATE_VERSION + 1, anything: true })), {
      kind: "newer",
    });
  });

  it("is damaged as a whole when one part is", () => {
    const good = { version: 1, requests: { automatic: [], manual: [] } };
    const balance = { amount: "1", currency: "USD" };
    const wrong: readonly unknown[] = [
      null, [], 5, "", {}, { version: 1 }, { ...good, version: 0 }, { ...good, version: "1" },
      { ...good, requests: { automatic: [1] } }, { ...good, requests: { automatic: ["1"], manual: [] } },
      { ...good, requests: { automatic: [-1], manual: [] } }, { ...good, reading: null }, { ...good, reading: {} },
      { ...good, reading: { balance: { ...balance, amount: 1 }, at: 1 } },
      { ...good, reading: { balance: { ...balance, amount: "x" }, at: 1 } },
      { ...good, reading: { balance: { ...balance, currency: "" }, at: 1 } },
      { ...good, reading: { balance, at: null } }, { ...good, refill: { at: 1, enabled: "yes" } },
      { ...good, refill: { at: 1, amount: 5 } }, { ...good, detailAskedAt: "1" },
      { ...good, trouble: { last: { kind: 5 }, at: 1, count: 1, asked: false } },
      { ...good, trouble: { last: { kind: "dns" }, at: 1, count: 1 } },
      { ...good, lease: { token: 1, until: 1 } }, { ...good, lease: { token: "t" } },
      { ...good, history: 1 }, { ...good, history: { lease: {} } }, { ...good, history: { unavailable: { usage: { at: 1 } } } },
      { ...good, history: { trouble: { last: { kind: "dns" }, at: 1 } } },
      { ...good, requests: { ...good.requests, history: ["1"] } },
      { ...good, alerts: {} }, { ...good, alerts: { pending: [], ongoing: ["bored"] } },
      { ...good, alerts: { pending: [{ kind: "low" }], ongoing: [] } },
      { ...good, alerts: { pending: [], ongoing: [], snoozed: { bored: 1 } } },
      { ...good, alerts: { pending: [], ongoing: [], waitingForRefill: { since: 1 } } },
    ]; // prettier-ignore
    for (const value of wrong) {
      assert.deepEqual(decodeState(JSON.stringify(value)), { kind: "damaged" }, JSON.stringify(value));
    }
    assert.equal(decodeState(JSON.stringify({ ...good, reading: { balance, at: 1 } })).kind, "state");
  });

  it("keeps an account whose failure only another version has a word for", () => {
    const last = { kind: "bored", status: 418, fromVendor: true };
    const text = JSON.stringify({
      version: 1,
      reading: { balance: { amount: "1", currency: "USD" }, at: 1 },
      requests: { automatic: [], manual: [] },
      trouble: { last, at: 1, count: 3, asked: false },
      history: { trouble: { last, at: 1, count: 1 }, unavailable: { usage: { at: 1, kind: "bored" } } },
    });
    const decoded = decodeState(text);
    assert.ok(decoded.kind === "state" && decoded.state.reading);
    const { trouble, history } = decoded.state;
    assert.deepEqual(
      [
        trouble?.last.kind,
        trouble?.last.status,
        trouble?.count,
        history?.trouble?.last.kind,
        history?.unavailable?.usage?.kind,
      ],
      ["unexpected-answer", 418, 3, "unexpected-answer", "unexpected-answer"],
    );
  });

  it("writes that a stranger answered as versions before this one read it", () => {
    const last: Failure = { kind: "foreign-answer", status: 403, host: "api.aimlapi.com", fromVendor: false };
    const text = encodeState({
      requests: { automatic: [], manual: [] },
      trouble: { last, at: 1, count: 1, asked: false },
      history: { trouble: { last, at: 1, count: 1 } },
    });
    assert.equal(text.match(/"kind":"captive-portal"/g)?.length, 2);
    assert.doesNotMatch(text, /foreign/);
    const decoded = decodeState(text);
    assert.ok(decoded.kind === "state");
    for (const it of [decoded.state.trouble, decoded.state.history?.trouble])
      assert.deepEqual([it?.last.kind, it?.last.host], ["foreign-answer", "api.aimlapi.com"]);
  });

  it("keeps what it knows of each report, and leaves out what another version wrote beside", () => {
    const gone = { at: 1, kind: "forbidden" } as const;
    const unavailable = { usage: gone, "report:invoices": gone, weather: "fine", "report:": 1 };
    const text = JSON.stringify({
      version: 1,
      requests: { automatic: [], manual: [] },
      history: { unavailable },
    });
    const decoded = decodeState(text);
    assert.ok(decoded.kind === "state");
    assert.deepEqual(decoded.state.history?.unavailable, { usage: gone, "report:invoices": gone });
    const damaged = text.replace('"report:invoices":{"at":1,', '"report:invoices":{');
    assert.deepEqual(decodeState(damaged), { kind: "damaged" });
  });

  it("takes over what an earlier version remembered of alerts", () => {
    const alerts = { pending: [], ongoing: ["low"], heardExpiries: [5, 5, 7], spikeDay: "2026-08-31" };
    const text = JSON.stringify({ version: 1, requests: { automatic: [], manual: [] }, alerts });
    const decoded = decodeState(text);
    assert.ok(decoded.kind === "state");
    assert.deepEqual(decoded.state.alerts?.heard, { expired: [{ at: 5 }, { at: 5 }, { at: 7 }] });
    assert.deepEqual(decoded.state.alerts.spikeDays, ["2026-08-31"]);
    const again = decodeState(encodeState(decoded.state));
    assert.ok(again.kind === "state");
    assert.deepEqual(again.state.alerts?.heard?.expired, [{ at: 5 }, { at: 5 }, { at: 7 }]);
  });

  it("is never misread: any text is a state that encodes again, damaged or newer", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), anyState.map(encodeState).map(mutilate)), (text) => {
        const decoded = decodeState(text);
        if (decoded.kind === "state") {
          assert.equal(decodeState(encodeState(decoded.state)).kind, "state");
        }
      }),
    );
  });
});

/** The text without its middle. */
const mutilate = (text: string) => text.slice(0, text.length / 3) + text.slice(text.length / 2);
