import assert from "node:assert/strict";
import type { PagePreferences } from "../../../../src/billing/page/page-data.ts";
import type { Loadable, PageView } from "../../../../src/billing/page/page-view.ts";
import { presentPage } from "../../../../src/billing/page/present-page.ts";
import { presentMovement } from "../../../../src/billing/page/present-transactions.ts";
import { createWords } from "../../../../src/billing/page/words.ts";
import { NOW, scenarioNames, scenarios, type ScenarioName } from "../../../support/page-scenarios.ts";
import { USD } from "../../../support/page-world.ts";
import { preferences } from "./preferences.ts";

const show = (name: ScenarioName, changed: Partial<PagePreferences> = {}): PageView => {
  const wanted = { ...preferences, ...scenarios[name].preferences, ...changed };
  return presentPage(scenarios[name].data(wanted), NOW, wanted);
};

function ready<T>(view: Loadable<T> | null): T {
  assert.equal(view?.kind, "ready");
  return view;
}

const kindsOf = (view: PageView) =>
  Object.fromEntries(
    (["totals", "balance", "spend", "models", "movements"] as const).map((name) => [name, view[name]?.kind]),
  );

describe("the page of an account that spends", () => {
  const view = show("spending");

  it("says what is left, for how long, and what refills it", () => {
    assert.equal(view.head.amount?.text, "$21.42");
    assert.deepEqual(
      view.head.facts.map(({ label, value, note }) => [label, value, note]),
      [
        ["Runway", "Next auto top-up in 8 to 12 days at this week's pace", "About $2.90 a day"],
        ["Auto top-up", "On, adds $50.00", "When the balance falls below $10.00"],
      ],
    );
  });

  it("gives the dearest models a colour each and the rest one together, and loses no credit", () => {
    const { series, buckets } = ready(view.spend);
    assert.deepEqual(
      series.map(({ colour }) => colour),
      [1, 2, 3, 4, 5, 6, 0],
    );
    assert.equal(series.at(-1)?.name, "3 more");
    assert.equal(buckets.length, 30);
    const data = scenarios.spending.data(preferences).spending;
    assert.ok(data?.kind === "known");
    const drawn = series.flatMap(({ values }) => values).reduce((a, b) => a + b, 0);
    const spent = data.buckets.flatMap(({ models }) => models).reduce((sum, { credits }) => sum + credits, 0);
    assert.ok(Math.abs(drawn - spent / USD) < 1e-6);
  });

  it("draws top-ups where the balance stood after them, and the line where a refill fires", () => {
    const { topUps, points, threshold } = ready(view.balance);
    for (const { at, value } of topUps)
      assert.ok(points.some((point) => point.at === at && point.value === value));
    assert.equal(topUps.length, 2);
    assert.ok(topUps.every(({ value, text }) => value > 59 && value <= 60 && text === "Top-up $50.00"));
    assert.deepEqual(threshold, { value: 10, label: "Auto top-up at $10.00" });
  });

  it("has a twin of the balance chart that ends in the same balance", () => {
    const { table } = ready(view.balance);
    assert.deepEqual(table.columns, ["Day", "Closing balance", "Added"]);
    assert.equal(table.rows.length, 30);
    assert.equal(table.rows.at(-1)?.[1], "$21.42");
    assert.equal(table.rows.filter(([, , added]) => added === "$50.00").length, 2);
  });

  it("compares with the time before", () => {
    const notes = ready(view.totals).figures.map(({ note }) => note);
    assert.match(notes[1] ?? "", /^\d+% (more|less) than this period last month$/);
    assert.match(notes[2] ?? "", /^\d+% (more|less) than the 30 days before$/);
  });

  it("shows hours for the last day", () => {
    const day = show("spending", { range: "24h" });
    assert.equal(ready(day.spend).bucketName, "Hour");
    assert.equal(ready(day.spend).buckets.length, 24);
  });
});

describe("hidden amounts", () => {
  it("leave no amount anywhere in what the page is sent", () => {
    for (const name of scenarioNames) {
      const text = JSON.stringify(show(name, { hideAmounts: true }));
      // Alerts and the sandbox's own words come as they are; all of ours are free of sums.
      const own = text.replace(/"notices":\[.*?\],"actions"/, "");
      assert.doesNotMatch(own, /\$\d/, name);
    }
  });

  it("leave only shapes in the charts", () => {
    const view = show("hidden");
    const { points, yTicks } = ready(view.balance);
    assert.equal(Math.max(...points.map(({ value }) => value)), 1);
    assert.ok(yTicks.every(({ label }) => label === ""));
    const { series, buckets } = ready(view.spend);
    const totals = buckets.map((_, index) =>
      series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
    );
    assert.ok(Math.abs(Math.max(...totals) - 1) < 1e-9);
  });

  it("offer no copy and no export", () => {
    const view = show("hidden");
    assert.ok(view.head.actions.every(({ intent }) => intent !== "copyBalance"));
    assert.deepEqual(ready(view.movements).actions, []);
  });
});

describe("the page in each state", () => {
  it("without a key asks for one, and shows no empty section", () => {
    const view = show("no-key");
    assert.deepEqual(
      view.head.welcome?.actions.map(({ intent }) => intent),
      ["setKey", "startDemo"],
    );
    assert.ok(
      [view.ranges, view.totals, view.balance, view.spend, view.models, view.movements, view.account].every(
        (it) => it === null,
      ),
    );
  });

  it("with a refused key says so and what helps", () => {
    const view = show("key-refused");
    assert.equal(view.head.notices[0]?.tone, "error");
    assert.equal(view.head.notices[0].actions[0]?.intent, "setKey");
    assert.equal(view.balance, null);
  });

  it("shows the balance at once while the past is read", () => {
    const view = show("loading-history");
    assert.equal(view.head.amount?.text, "$21.42");
    assert.deepEqual(new Set(Object.values(kindsOf(view))), new Set(["loading"]));
  });

  it("of a new account says that there is nothing yet", () => {
    assert.deepEqual(kindsOf(show("new-account")), {
      totals: "ready",
      balance: "empty",
      spend: "empty",
      models: undefined,
      movements: "ready",
    });
    assert.equal(show("nothing-yet").movements?.kind, "empty");
  });

  it("without a ledger says whose spend it is and which balances they are", () => {
    const view = show("no-ledger");
    assert.match(ready(view.spend).note ?? "", /this key only/);
    assert.equal(ready(view.balance).note, "From balances checked here; changes in between may be missing.");
    assert.equal(view.movements?.kind, "empty");
  });

  it("keeps figures and age when a read fails", () => {
    const view = show("error");
    assert.equal(view.head.amount?.text, "$21.42");
    assert.equal(view.head.amount.state, "Outdated");
    assert.match(view.head.notices[0]?.text ?? "", /HTTP 503, request req-7f3a91/);
  });

  it("tells an armed refill that did not fire, with a way to top up", () => {
    const [alert] = show("refill-failing").head.notices;
    assert.equal(
      alert?.text,
      "Auto top-up didn't run, and the balance is below its threshold. Check your card.",
    );
    assert.equal(alert.actions[0]?.intent, "openBilling");
  });

  it("shows a difference to the ledger instead of hiding it", () => {
    assert.ok(
      show("difference").notes.lines.some((line) =>
        line.includes("Transactions and balance differ by $0.02"),
      ),
    );
  });

  it("masks the account until asked", () => {
    const masked = JSON.stringify(show("spending").account);
    assert.doesNotMatch(masked, /jane\.doe|4711023/);
    assert.match(JSON.stringify(show("spending", { revealAccount: true }).account), /jane\.doe@example\.com/);
  });

  it("lets no hostile text hide or turn", () => {
    assert.doesNotMatch(
      JSON.stringify({ ...show("hostile"), movements: null }),
      /\\u0000|\u202e|very-long-{20}/,
    );
  });
});

describe("a row of the list", () => {
  const words = createWords({ locale: "en", timeZone: "UTC", hideAmounts: false });
  const row = {
    at: NOW,
    direction: "charge",
    type: "MODEL_USAGE",
    credits: 72_824,
    model: "openai/gpt-5",
  } as const;

  it("says which way money went", () => {
    assert.equal(presentMovement(row, words).amount, "−\u2009$0.0364");
    const topUp = { ...row, direction: "topup", type: "PAYMENT", credits: 100 * USD, model: null } as const;
    assert.deepEqual(presentMovement(topUp, words), {
      when: "Oct 20, 3:24 PM",
      kind: "Top-up",
      icon: "credit-card",
      model: "",
      amount: "+\u2009$100.00",
      direction: "in",
    });
  });

  it("shows a kind it does not know by its own name", () => {
    assert.equal(presentMovement({ ...row, type: "GIFT_CARD" }, words).kind, "GIFT_CARD");
    assert.equal(presentMovement({ ...row, type: "toString" }, words).kind, "toString");
  });
});
