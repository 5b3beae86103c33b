import assert from "node:assert/strict";
import { presentAlert } from "../../../../src/billing/alerts/present-alert.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { ALERT_KINDS, type Alert } from "../../../../src/billing/state/alert-state.ts";

const alert = (kind: Alert["kind"]): Alert => ({
  kind,
  at: 1,
  amount: usd(kind === "empty" ? 0 : 1234.5),
  against: usd(20),
});
const account = { title: "AI/ML API", secret: "API key" };
const present = (kind: Alert["kind"], locale = "en", hidden = false) =>
  presentAlert(alert(kind), account, locale, hidden);

describe("the words of an alert", () => {
  it("say what happened, in one or two short sentences", () => {
    assert.deepEqual(
      ALERT_KINDS.map((kind) => present(kind).text),
      [
        "AI/ML API: Balance low: $1,234.50 left (alert at $20.00)",
        "AI/ML API: Balance empty. Requests may fail until you top up.",
        "AI/ML API: Topped up: +$1,234.50, now $20.00",
        "AI/ML API: Auto top-up didn't run. Check your card. $1,234.50 left, auto top-up is due below $20.00.",
        "AI/ML API: $1,234.50 in credits expired.",
        "AI/ML API no longer accepts the API key.",
        "AI/ML API: Unusual spend: $1,234.50 today, typically $20.00",
        "AI/ML API: $1,234.50 was deducted that is not usage. Check the transactions.",
      ],
    );
  });

  it("say that what is left cannot be used, where the vendor says so", () => {
    const { text } = presentAlert({ kind: "empty", at: 1, amount: usd(3) }, account, "en", false);
    assert.equal(text, "AI/ML API: not usable for API calls, with $3.00 left. Requests may fail.");
  });

  it("call the secret what its vendor calls it", () => {
    const { text } = presentAlert(
      alert("key-refused"),
      { title: "xAI", secret: "management key" },
      "en",
      false,
    );
    assert.equal(text, "xAI no longer accepts the management key.");
  });

  it("write amounts as the person reads them", () => {
    assert.match(present("low", "de").text, /1\.234,50\s\$ left/);
    assert.match(present("low", "ja").text, /\$1,234\.50 left/);
  });

  it("hold no figure when amounts are hidden", () => {
    for (const kind of ALERT_KINDS) assert.doesNotMatch(present(kind, "en", true).text, /\d/, kind);
  });

  it("say that an amount is unknown instead of making one up", () => {
    const { text } = presentAlert({ kind: "topped-up", at: 1 }, account, "en", false);
    assert.equal(text, "AI/ML API: Topped up");
  });

  it("offer what helps", () => {
    assert.deepEqual(
      ALERT_KINDS.map((kind) => present(kind).help),
      ["top-up", "top-up", "details", "top-up", "details", "set-key", "details", "details"],
    );
  });
});
