import assert from "node:assert/strict";
import type { View } from "../../../../src/billing/accounts/account-view.ts";
import { presentPage } from "../../../../src/billing/page/present-page.ts";
import { unreadableAlerts } from "../../../../src/billing/page/unreadable-alerts.ts";
import { fromPage } from "../../../../src/protocol/from-page.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { account, NOW, VIEWS } from "../present/account-views.ts";
import { preferences } from "./preferences.ts";

const owner = { email: "sam.sandbox@example.com", userId: "104729" };
const present = (view: View, changed = {}) =>
  presentPage({ view, alerts: [] }, NOW, { ...preferences, ...changed });
const intents = (view: View) => present(view).head.actions.map(({ intent }) => intent);
const refill = (view: View) => {
  const fact = present(view).head.facts.find(({ label }) => label === "Auto top-up");
  return fact && [fact.value, fact.note];
};
const rows = (view: View, changed = {}) =>
  present(view, changed).account?.rows.map(({ label, value }) => `${label}: ${value}`);

describe("the head of the page", () => {
  it("leads to a key where there is none, and tells where it will go", () => {
    const { welcome, notices } = present({ kind: "no-key", name: aimlapi.name, provider: aimlapi }).head;
    assert.deepEqual(
      welcome?.actions.map(({ intent }) => intent),
      ["setKey", "startDemo"],
    );
    assert.match(welcome.text, /secret storage and only sent to AI\/ML API/);
    assert.deepEqual(notices, []);
    const elsewhere = present({
      kind: "no-key",
      name: aimlapi.name,
      provider: aimlapi,
      keyIsFor: "https://a.example",
    });
    assert.match(elsewhere.head.welcome?.text ?? "", /https:\/\/a\.example/);
    assert.equal(present(VIEWS.fine).head.welcome, undefined);
  });

  it("says that saved keys cannot be read, and what helps", () => {
    const { head, accounts } = present({
      kind: "no-key",
      id: "work",
      name: "Work",
      provider: aimlapi,
      unreadable: "locked",
    });
    assert.equal(head.title, "Work (AI/ML API)");
    assert.equal(head.welcome?.title, "Can't read saved keys");
    assert.match(head.welcome.text, /Unlock your keyring, or set the key again/);
    assert.deepEqual(
      head.welcome.actions.map(({ intent }) => intent),
      ["refresh", "setKey", "manageAccounts"],
    );
    assert.equal(accounts, null);
  });

  it("names the other accounts whose keys cannot be read", () => {
    const other: View = {
      kind: "no-key",
      id: "work",
      name: "Work",
      provider: aimlapi,
      unreadable: "forgotten",
    };
    assert.deepEqual(unreadableAlerts([VIEWS.fine, other], "work"), []);
    const alerts = unreadableAlerts([VIEWS.fine, other], "main");
    const [notice] = presentPage({ view: VIEWS.fine, alerts }, NOW, preferences).head.notices;
    assert.match(notice?.text ?? "", /^Can't read the saved key of Work \(AI\/ML API\)\. This browser/);
    assert.deepEqual(
      notice?.actions.map(({ intent }) => intent),
      ["manageAccounts"],
    );
  });

  it("shows the balance with its standing and age", () => {
    assert.deepEqual(present(VIEWS.low).head.amount, {
      text: "$3.21",
      spoken: "Balance $3.21",
      tone: "warning",
      state: "Low",
      updated: "Updated just now",
      loading: false,
    });
    assert.deepEqual(present(VIEWS.loading).head.amount, {
      text: "—",
      spoken: "Balance unknown",
      tone: "normal",
      state: "Loading",
      updated: "Not loaded yet",
      loading: true,
    });
    assert.equal(present(VIEWS.offline).head.amount?.state, "Outdated");
  });

  it("shows auto top-up on, off and unknown", () => {
    assert.deepEqual(refill(VIEWS["low, refill armed"]), [
      "On, adds $20.00",
      "When the balance falls below $5.00",
    ]);
    assert.deepEqual(refill(VIEWS.low), ["Off", undefined]);
    assert.deepEqual(refill(VIEWS.empty), ["Unknown", undefined]);
    assert.deepEqual(refill(account({ balance: 1, refill: { enabled: true } })), ["On", undefined]);
  });

  it("masks the account until asked, and offers to reveal only what is known", () => {
    const view = account({ balance: 1, refill: {}, ...owner });
    assert.deepEqual(rows(view), ["E-mail: s•••@e•••.com", "User id: •••29"]);
    assert.deepEqual(rows(view, { revealAccount: true }), [
      `E-mail: ${owner.email}`,
      `User id: ${owner.userId}`,
    ]);
    assert.deepEqual(rows(VIEWS.fine), ["E-mail: Unknown", "User id: Unknown"]);
    assert.deepEqual(rows(VIEWS.empty), ["E-mail: Not loaded yet", "User id: Not loaded yet"]);
    assert.equal(present(VIEWS.fine).account?.action, undefined);
    assert.equal(present(view).account?.action?.intent, "revealAccount");
    assert.equal(present(view, { revealAccount: true }).account?.action?.intent, "maskAccount");
  });

  it("offers what can be done now", () => {
    assert.deepEqual(intents(VIEWS.fine), ["refresh", "copyBalance", "hideAmounts", "openBilling"]);
    assert.ok(!intents(VIEWS.loading).includes("copyBalance"));
  });

  it("says what went wrong, with the next step first", () => {
    const [notice] = present(VIEWS.refused).head.notices;
    assert.equal(
      notice?.text,
      "AI/ML API rejected the API key. Check it or set a new one. (HTTP 401, request req-1)",
    );
    assert.equal(notice.actions[0]?.intent, "setKey");
    assert.deepEqual(present(VIEWS.fine).head.notices, []);
  });

  it("marks the demo, says that its figures are made up, and leads out of it", () => {
    for (const view of Object.values(VIEWS)) {
      const { head, notes } = present({ ...view, demo: true });
      assert.equal(head.badge, "DEMO");
      assert.match(notes.lines[0] ?? "", /made up and nothing is stored/);
      const offered = [...head.actions, ...head.notices.flatMap(({ actions }) => actions)].map(
        (it) => it.intent,
      );
      assert.ok(
        offered.includes("leaveDemo") && !offered.includes("openBilling") && !offered.includes("setKey"),
      );
    }
    assert.equal(present(VIEWS.fine).head.badge, undefined);
  });

  it("offers nothing that the guard would refuse", () => {
    const views: readonly View[] = [
      { kind: "no-key", name: aimlapi.name, provider: aimlapi },
      { kind: "no-key", name: aimlapi.name, provider: aimlapi, unreadable: "locked" },
      account({ refill: {}, ...owner }),
      ...Object.values(VIEWS),
    ];
    for (const view of views)
      for (const hideAmounts of [false, true])
        for (const [, intent] of JSON.stringify(present(view, { hideAmounts })).matchAll(/"intent":"(\w+)"/g))
          assert.ok(fromPage({ type: "intent", intent }), intent);
  });
});
