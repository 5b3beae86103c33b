import assert from "node:assert/strict";
import type { AccountView } from "../../../../src/billing/accounts/account-view.ts";
import type { AccountChoice, PagePreferences } from "../../../../src/billing/page/page-data.ts";
import { presentAccounts } from "../../../../src/billing/page/present-accounts.ts";
import { account, money, NOW, VIEWS } from "../present/account-views.ts";
import { preferences } from "./preferences.ts";

const choices = (views: readonly AccountView[]): AccountChoice[] =>
  views.map((view, index) => ({
    view: { ...view, id: `id-${index}`, name: `Account ${index}` },
    selected: index === 0,
  }));
const show = (accounts: readonly AccountChoice[], changed: Partial<PagePreferences> = {}) =>
  presentAccounts(accounts, NOW, { ...preferences, ...changed });
const totals = (views: readonly AccountView[], changed: Partial<PagePreferences> = {}) =>
  show(choices(views), changed)?.totals;

const { reading } = VIEWS.fine.state;
const posted: AccountView = {
  ...VIEWS.fine,
  state: { ...VIEWS.fine.state, reading: reading && { ...reading, posted: true } },
};

describe("the accounts to choose from", () => {
  it("are none where there is nothing to choose", () => {
    assert.equal(show([]), null);
    assert.equal(show(choices([VIEWS.fine])), null);
  });

  it("count in a total those whose keys cannot be used", () => {
    const two = choices([VIEWS.fine, VIEWS.low]);
    assert.deepEqual(presentAccounts(two, NOW, preferences, 1)?.totals, [
      "Total of 2 of 3 accounts: $126.66",
    ]);
  });

  it("say what each has left, or why that is not known", () => {
    const views = [VIEWS.fine, VIEWS.loading, VIEWS.unreachable, VIEWS.refused, VIEWS.empty, VIEWS.low];
    assert.deepEqual(
      show(choices(views))?.options.map(({ value, detail, tone, selected }) => [
        value,
        detail,
        tone,
        selected,
      ]),
      [
        ["id-0", "$123.45", "normal", true],
        ["id-1", "…", "normal", false],
        ["id-2", "No balance", "normal", false],
        ["id-3", "API key rejected", "warning", false],
        ["id-4", "$0.00", "error", false],
        ["id-5", "$3.21", "warning", false],
      ],
    );
  });

  it("are spoken with name, amount and state", () => {
    const views = [VIEWS.low, VIEWS.loading, VIEWS.refused, { ...VIEWS.fine, demo: true }];
    assert.deepEqual(
      show(choices(views))?.options.map(({ spoken }) => spoken),
      [
        "Account 0, $3.21, low",
        "Account 1, loading",
        "Account 2, API key rejected, key rejected, outdated",
        "Account 3, demo account, $123.45",
      ],
    );
  });

  it("are one where the page shows another that cannot be followed", () => {
    const [choice] = choices([VIEWS.fine]);
    assert.ok(choice);
    assert.equal(show([{ ...choice, selected: false }])?.options.length, 1);
  });

  it("say of a balance that may overstate that it does, and so does their total", () => {
    const view = show(choices([VIEWS.fine, posted]));
    assert.equal(view?.options[1]?.detail, "≤ $123.45");
    assert.equal(view.options[1].spoken, "Account 1, ≤ $123.45, unbilled usage not deducted yet");
    assert.deepEqual(view.totals, ["Total of 2 accounts: ≤ $246.90"]);
  });

  it("are added up once where two keys are of one account", () => {
    const [one, two] = [VIEWS.fine, VIEWS.low].map((view) => ({ ...view, subject: "0a1b" }));
    assert.ok(one && two);
    assert.deepEqual(totals([one, two]), []);
    assert.deepEqual(totals([one, { ...two, subject: "0A1B" }, VIEWS.low]), ["Total of 2 accounts: $126.66"]);
    assert.deepEqual(totals([one, { ...two, subject: "2c3d" }]), ["Total of 2 accounts: $126.66"]);
  });

  it("are added up by currency where two or more have a balance, exactly", () => {
    assert.deepEqual(totals([account({ balance: 0.1 }), account({ balance: 0.2 })]), [
      "Total of 2 accounts: $0.30",
    ]);
    assert.deepEqual(totals([VIEWS.fine, VIEWS.euro]), []);
    const euros = account({ balance: money(2.5, "EUR") });
    assert.deepEqual(
      totals([VIEWS.fine, euros, VIEWS.low, euros])?.map((it) => it.replace("\u00a0", " ")),
      ["Total of 2 of 4 accounts: $126.66", "Total of 2 of 4 accounts: EUR 5.00"],
    );
  });

  it("count only what is shown as an amount, and say so", () => {
    assert.deepEqual(totals([VIEWS.fine, VIEWS.negative, VIEWS.loading]), [
      "Total of 2 of 3 accounts: $122.08",
    ]);
    assert.deepEqual(totals([VIEWS.fine, VIEWS.refused]), []);
  });

  it("never count made-up money", () => {
    const demo = { ...VIEWS.fine, demo: true };
    assert.deepEqual(totals([VIEWS.fine, demo]), []);
    assert.deepEqual(totals([VIEWS.fine, VIEWS.low, demo]), ["Total of 2 accounts: $126.66"]);
  });

  it("hide every amount, and are spoken as hidden", () => {
    const view = show(choices([VIEWS.fine, VIEWS.low]), { hideAmounts: true });
    assert.deepEqual(
      view?.options.map(({ detail }) => detail),
      ["•••", "•••"],
    );
    assert.deepEqual(view.totals, ["Total of 2 accounts: •••"]);
    assert.equal(view.options[1]?.spoken, "Account 1, amount hidden, low");
    assert.doesNotMatch(JSON.stringify(view), /\$|\d\.\d/);
  });

  it("show a name in which nothing hides", () => {
    const [one, two] = choices([VIEWS.fine, VIEWS.low]);
    assert.ok(one && two);
    const named = { ...one, view: { ...one.view, name: "a\u202eb\n" } };
    const option = show([named, two])?.options[0];
    assert.deepEqual([option?.label, option?.spoken], ["a\ufffdb\ufffd", "a\ufffdb\ufffd, $123.45"]);
  });
});
