import assert from "node:assert/strict";
import { presentDetail } from "../../src/billing/present-detail.ts";
import { aimlapi } from "../../src/providers/aimlapi.ts";
import { account, NOW, VIEWS } from "./presentation-views.ts";

const english = { locale: "en", hideAmounts: false, revealAccount: false };
const owner = { email: "sam.sandbox@example.com", userId: "104729" };
const present = (view: Parameters<typeof presentDetail>[0], preferences = english) =>
  presentDetail(view, NOW, preferences);
const intents = (view: Parameters<typeof presentDetail>[0]) =>
  present(view).actions.map(({ intent }) => intent);
const rows = (view: Parameters<typeof presentDetail>[0], title: string, preferences = english) =>
  present(view, preferences)
    .groups.find((group) => group.title === title)
    ?.rows.map(({ label, value }) => `${label}: ${value}`);

describe("the detail view", () => {
  it("leads to a key where there is none", () => {
    assert.deepEqual(intents({ kind: "no-key", provider: aimlapi }), ["setKey", "startDemo"]);
    assert.match(
      present({ kind: "no-key", provider: aimlapi, keyIsFor: "https://a.example" }).notice ?? "",
      /https:\/\/a\.example/,
    );
  });

  it("tells a person without a key where it will go, and what is wrong only if something is", () => {
    const shown = present({ kind: "no-key", provider: aimlapi });
    assert.match(shown.lead ?? "", /secret storage and sent to AI\/ML API only/);
    assert.equal(shown.notice, undefined);
    assert.equal(present(VIEWS.fine).lead, undefined);
  });

  it("shows the balance with its standing and age", () => {
    assert.deepEqual(present(VIEWS.low).balance, {
      text: "$3.21",
      spoken: "Balance $3.21",
      tone: "warning",
      state: "low",
      updated: "Updated just now",
    });
    assert.deepEqual(present(VIEWS.loading).balance, {
      text: "—",
      spoken: "Balance unknown",
      tone: "normal",
      state: "loading",
      updated: "Not read yet",
    });
    assert.equal(present(VIEWS.offline).balance?.state, "outdated");
  });

  it("shows auto top-up on, off and unknown", () => {
    assert.deepEqual(rows(VIEWS["low, refill armed"], "Auto top-up"), [
      "Status: On",
      "When the balance is at or below: $5.00",
      "Adds: $20.00",
    ]);
    assert.deepEqual(rows(VIEWS.low, "Auto top-up"), ["Status: Off"]);
    assert.deepEqual(rows(VIEWS.empty, "Auto top-up"), ["Status: Unknown"]);
    const partly = account({ balance: 1, refill: { enabled: true } });
    assert.deepEqual(rows(partly, "Auto top-up"), [
      "Status: On",
      "When the balance is at or below: Unknown",
      "Adds: Unknown",
    ]);
  });

  it("masks the account until asked", () => {
    const view = account({ balance: 1, refill: {}, ...owner });
    assert.deepEqual(rows(view, "Account"), ["E-mail: s•••@e•••.com", "User id: •••29"]);
    const revealed = { ...english, revealAccount: true };
    assert.deepEqual(rows(view, "Account", revealed), [`E-mail: ${owner.email}`, `User id: ${owner.userId}`]);
    assert.deepEqual(rows(VIEWS.fine, "Account"), ["E-mail: Unknown", "User id: Unknown"]);
    assert.deepEqual(rows(VIEWS.empty, "Account"), ["E-mail: Not read yet", "User id: Not read yet"]);
  });

  it("offers to reveal only what is known", () => {
    const action = (view: ReturnType<typeof account>, revealAccount = false) =>
      present(view, { ...english, revealAccount }).groups.find(({ title }) => title === "Account")?.action
        ?.intent;
    assert.equal(action(VIEWS.fine), undefined);
    assert.equal(action(account({ refill: {}, ...owner })), "revealAccount");
    assert.equal(action(account({ refill: {}, ...owner }), true), "maskAccount");
  });

  it("puts what helps first", () => {
    assert.deepEqual(intents(VIEWS.fine), ["refresh", "openBilling", "copyBalance", "hideAmounts"]);
    assert.equal(intents(VIEWS.refused)[0], "setKey");
    assert.ok(!intents(VIEWS.loading).includes("copyBalance"));
  });

  it("says what went wrong, with the next step", () => {
    assert.equal(
      present(VIEWS.refused).notice,
      "AI/ML API did not accept the API key. Check it or set a new one. (HTTP 401, request req-1)",
    );
    assert.equal(present(VIEWS.fine).notice, undefined);
  });

  it("marks the demo, says that its figures are made up, and leads out of it", () => {
    for (const view of Object.values(VIEWS)) {
      const shown = present({ ...view, demo: true });
      assert.equal(shown.badge, "DEMO");
      assert.match(shown.footnote ?? "", /made up and nothing is stored/);
      const offered = shown.actions.map(({ intent }) => intent);
      assert.ok(
        offered.includes("leaveDemo") && !offered.includes("openBilling") && !offered.includes("setKey"),
      );
    }
    assert.equal(present(VIEWS.fine).badge, undefined);
  });
});
