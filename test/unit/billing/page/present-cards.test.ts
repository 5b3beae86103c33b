import assert from "node:assert/strict";
import type { ReportState } from "../../../../src/billing/history/figures.ts";
import { moneyFrom, usd } from "../../../../src/billing/money/money.ts";
import type { ActionName, PagePreferences } from "../../../../src/billing/page/page-data.ts";
import type { CardView } from "../../../../src/billing/page/page-view.ts";
import { presentCards } from "../../../../src/billing/page/present-cards.ts";
import type { FailureKind } from "../../../../src/billing/vendor/billing-error.ts";
import type { Invoice, ReportData } from "../../../../src/billing/vendor/report.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { gatewayReports, hostileReports, teamReports } from "../../../support/page-reports.ts";
import { NOW, VIEWS } from "../present/account-views.ts";
import { preferences } from "./preferences.ts";

interface Given {
  readonly actions?: readonly ActionName[];
  readonly changed?: Partial<PagePreferences>;
}

const ALL: readonly ActionName[] = [
  "topUp",
  "setLimit",
  "removeLimit",
  "setDefaultPaymentMethod",
  "setBillingInformation",
  "setRefill",
  "removeRefill",
];
const present = (reports: readonly ReportState[], { actions = [], changed = {} }: Given = {}) =>
  presentCards(
    { view: VIEWS.fine, reports, actions },
    NOW,
    { ...preferences, ...changed },
    ({ kind }) => kind,
  )?.cards ?? [];
const report = (data?: ReportData, more: Partial<ReportState> = {}): ReportState => ({
  report: { id: "one", title: "Invoices" },
  data,
  reading: false,
  ...more,
});
function card(data: ReportData, given: Given = {}): CardView {
  const [only] = present([report(data)], given);
  assert.ok(only);
  return only;
}
const facts = (view: CardView) => view.facts.map(({ label, value }) => `${label}: ${value}`);
const cells = ({ table }: CardView) => table?.rows.map((row) => row.cells);
const labels = ({ table }: CardView) => table?.columns.map(({ label }) => label);
const offered = (cards: readonly CardView[]) =>
  cards.flatMap(({ actions, table }) =>
    [...actions, ...(table?.rows ?? []).map(({ action }) => action)].flatMap((it) => it?.action ?? []),
  );

const invoice: Invoice = { id: "in_1", number: null, at: NOW, status: "paid", description: null };
const invoices = (...rows: readonly Partial<Invoice>[]): ReportData => ({
  kind: "invoices",
  invoices: rows.map((row) => ({ ...invoice, ...row })),
  more: false,
});

describe("the cards", () => {
  it("are none where the vendor tells nothing else", () => {
    assert.equal(presentCards({ view: VIEWS.fine }, NOW, preferences, String), null);
  });

  it("wait for what is not read yet", () => {
    const [waiting] = present([report(undefined, { reading: true })]);
    assert.deepEqual([waiting?.loading, waiting?.note, waiting?.table], [true, undefined, undefined]);
  });

  it("say why they were not read yet, instead of waiting for ever", () => {
    const waits = ["asking", "unavailable", "backing-off", "refused", "budget"] as const;
    const cards = present(waits.map((waiting) => report(undefined, { waiting })));
    assert.deepEqual(new Set(cards.map(({ loading }) => loading)), new Set([false]));
    assert.equal(new Set(cards.map(({ note }) => note)).size, waits.length);
    assert.match(cards.at(-1)?.note ?? "", /^Request limit reached\./);
  });

  it("keep what was read when a read fails, and say why", () => {
    const failure = { kind: "timeout" } as const;
    const [kept, missed] = present([report(invoices({}), { failure }), report(undefined, { failure })]);
    assert.equal(kept?.note, "Could not refresh. timeout");
    assert.equal(kept.table?.rows.length, 1);
    assert.deepEqual([missed?.note, missed?.loading], ["timeout", false]);
  });

  it("take a refusal for what it is: of this report, not of the key", () => {
    const note = (kind: FailureKind, title = "Invoices") =>
      present([report(undefined, { failure: { kind }, report: { id: "one", title } })])[0]?.note;
    assert.equal(note("forbidden"), "This key cannot read the invoices.");
    assert.equal(note("wrong-key-kind"), "This key cannot read the invoices.");
    assert.equal(note("forbidden", "AI Gateway limits"), "This key cannot read the AI Gateway limits.");
    assert.equal(note("not-found"), "AI/ML API has no invoices for this account.");
    assert.equal(note("unauthorized"), "unauthorized");
  });

  it("offer what there is to filter by, the usual choice first", () => {
    const filters = [
      { value: "all", label: "All" },
      { value: "auto", label: "Automatic" },
    ];
    const chosen = (filter?: string) =>
      present([report(invoices(), { filter, report: { id: "one", title: "Invoices", filters } })])[0]
        ?.filter?.options.filter(({ selected }) => selected)
        .map(({ value }) => value);
    assert.deepEqual([chosen(), chosen("auto")], [["all"], ["auto"]]);
    assert.equal(card(invoices()).filter, undefined);
  });
});

describe("the card of invoices", () => {
  it("shows what is known, and never a zero for what is not", () => {
    const view = card(
      invoices(
        { number: "INV-1", total: usd(5), remaining: usd(2), status: "past_due" },
        { at: undefined, status: null },
      ),
    );
    assert.deepEqual(labels(view), ["Date", "Invoice", "Status", "Due", "Total"]);
    assert.deepEqual(cells(view), [
      ["Nov 20, 2026", "INV-1", "Past due", "$2.00", "$5.00"],
      ["—", "—", "—", "—", "—"],
    ]);
    assert.deepEqual(labels(card(invoices({ status: null }))), ["Date", "Invoice", "Total"]);
    assert.equal(card(invoices()).table?.none, "No invoices.");
  });

  it("shows what was paid where nothing else says it", () => {
    const told = (more: Partial<Invoice>) =>
      labels(card(invoices({ total: usd(5), ...more })))?.includes("Paid");
    assert.equal(told({ paid: usd(5) }), false);
    assert.equal(told({ paid: usd(3) }), true);
    assert.equal(told({ paid: usd(3), remaining: usd(2) }), false);
  });

  it("names each row once, whatever ids the vendor gives", () => {
    const view = card(
      invoices({ id: "a" }, { id: "a" }, { id: null }, { id: "x".repeat(5000) }, { id: "b" }),
    );
    const keys = view.table?.rows.map(({ key }) => key) ?? [];
    assert.deepEqual(keys, ["a", `1@${NOW}`, `2@${NOW}`, `3@${NOW}`, "b"]);
  });

  it("tells the page that there is a link, and never where it leads", () => {
    const view = card(invoices({ number: "INV-1", link: "https://secret.example/in" }, {}));
    assert.deepEqual(
      view.table?.rows.map(({ link }) => link?.spoken),
      ["View invoice INV-1", undefined],
    );
    assert.doesNotMatch(JSON.stringify(view), /secret/);
  });

  it("ends somewhere", () => {
    const many = card(invoices(...Array.from({ length: 5000 }, (_, index) => ({ id: `in_${index}` }))));
    assert.equal(many.table?.rows.length, 200);
  });
});

describe("the card of the next invoice", () => {
  it("shows period, sums and lines", () => {
    const view = card({
      kind: "invoice-preview",
      preview: {
        from: Date.UTC(2026, 9, 1),
        to: Date.UTC(2026, 10, 1),
        status: "draft",
        lines: [
          { description: "Tokens", quantity: 1234.5, unit: "k", amount: usd(1) },
          { description: null },
        ],
        figures: [
          { label: "Due", amount: usd(1) },
          { label: "VAT", amount: undefined },
        ],
      },
    });
    assert.deepEqual(
      facts(view).map((it) => it.replaceAll("\u2009", " ")),
      ["Period: Oct 1 – 31, 2026", "Status: Draft", "Due: $1.00"],
    );
    assert.deepEqual(cells(view), [
      ["Tokens", "1,234.5 k", "$1.00"],
      ["—", "—", "—"],
    ]);
  });

  it("cuts the period where the vendor does, wherever one is", () => {
    const preview = { from: Date.UTC(2026, 9, 1), status: null, lines: [], figures: [] };
    const view = card({ kind: "invoice-preview", preview }, { changed: { timeZone: "America/Los_Angeles" } });
    assert.deepEqual(facts(view), ["Period: From Oct 1, 2026"]);
  });
});

describe("the card of limits", () => {
  const limits = (...some: readonly boolean[]): ReportData => ({
    kind: "limits",
    limits: some.map((enabled) => ({ name: "Limit", own: true, enabled, amount: usd(5), window: "a day" })),
  });

  it("shows amount and time of each, and none that is not known", () => {
    assert.deepEqual(facts(card(limits(true, false))), ["Limit: $5.00 a day", "Limit: Off"]);
    const unknown: ReportData = {
      kind: "limits",
      limits: [{ name: "Hard", enabled: true, window: "a day" }],
    };
    assert.deepEqual(facts(card(unknown)), ["Hard: Unknown"]);
    assert.equal(card(limits()).note, "No limit is set.");
  });

  it("offers to remove only what is there", () => {
    const said = (data: ReportData) => card(data, { actions: ALL }).actions.map(({ label }) => label);
    assert.deepEqual(said(limits(true)), ["Change limit", "Remove limit"]);
    assert.deepEqual(said(limits(false)), ["Set limit"]);
    const others = [{ name: "Gateway", enabled: true, amount: usd(5) }];
    assert.deepEqual(said({ kind: "limits", limits: others }), ["Set limit"], "a limit of something else");
  });
});

describe("the card of balance changes", () => {
  it("writes amounts with their sign, and keeps it when they are hidden", () => {
    const changes: ReportData = {
      kind: "changes",
      changes: [usd(5), usd(-5), usd(0), undefined, moneyFrom(-1, "EUR")].map((amount) => ({
        kind: "Spend",
        amount,
        invoice: null,
        status: null,
      })),
    };
    const amounts = (given?: Given) =>
      cells(card(changes, given))?.map((row) => row.at(-1)?.replaceAll(/[\u202f\u00a0]/g, " "));
    assert.deepEqual(labels(card(changes)), ["Date", "Kind", "Amount"]);
    assert.deepEqual(amounts(), ["+ $5.00", "− $5.00", "$0.00", "—", "− EUR 1.00"]);
    assert.deepEqual(amounts({ changed: { hideAmounts: true } }), ["+ •••", "− •••", "•••", "—", "− •••"]);
  });
});

describe("the card of payment methods", () => {
  const methods = teamReports(NOW).filter(({ data }) => data?.kind === "payment-methods");

  it("tells them apart, and which is charged", () => {
    const [view] = present(methods);
    assert.deepEqual(view && cells(view), [
      ["Visa •••• 4242", "08/2028", "Default"],
      ["Mastercard •••• 4444", "01/2025, expired", "—"],
      ["Card •••• 0009", "—", "Pending"],
    ]);
  });

  it("offers to make default what is not and can be", () => {
    const [view] = present(methods, { actions: ALL });
    assert.deepEqual(
      view?.table?.rows.map(({ key, action }) => [key, action?.spoken]),
      [
        ["pm_1", undefined],
        ["pm_2", "Make default: Mastercard •••• 4444"],
        ["2@", undefined],
      ],
    );
  });
});

describe("the card of auto top-up", () => {
  it("shows on, off and unknown, with what belongs to it", () => {
    const on = card({
      kind: "refill",
      refill: { enabled: true, amount: usd(25), least: usd(10), most: usd(99) },
    });
    assert.deepEqual(facts(on), [
      "State: On",
      "Adds: $25.00",
      "When the balance falls below: Unknown",
      "One top-up: $10.00 to $99.00",
    ]);
    assert.deepEqual(facts(card({ kind: "refill", refill: { enabled: false } })), ["State: Off"]);
    assert.equal(card({ kind: "refill", refill: { enabled: undefined } }).facts[0]?.value, "Unknown");
  });

  it("warns with the vendor's words and when it failed", () => {
    const [warning, ...others] = card({
      kind: "refill",
      refill: { enabled: true, trouble: "Card\u202e declined", failedAt: NOW },
    }).facts.filter(({ tone }) => tone === "warning");
    assert.deepEqual(warning, {
      label: "Problem",
      value: "Card\ufffd declined",
      note: "Nov 20, 2026",
      tone: "warning",
    });
    assert.deepEqual(others, []);
  });

  it("offers to turn off what is not known to be off", () => {
    const labelsOf = (enabled: boolean | undefined) =>
      card({ kind: "refill", refill: { enabled } }, { actions: ["setRefill", "removeRefill"] }).actions.map(
        ({ label }) => label,
      );
    assert.deepEqual(labelsOf(true), ["Change", "Turn off"]);
    assert.deepEqual(labelsOf(undefined), ["Change", "Turn off"]);
    assert.deepEqual(labelsOf(false), ["Turn on"]);
  });
});

describe("the card of billing information", () => {
  const information: ReportData = {
    kind: "billing-information",
    information: {
      fields: [
        { name: "name", label: "Name", value: "Jane Doe" },
        { name: "email", label: "E-mail", value: "jane@example.com" },
        { name: "address", label: "Address", value: "1 Road\r\nTown" },
        { name: "taxNumber", label: "Tax number", value: " " },
      ],
    },
  };

  it("is masked until asked", () => {
    const view = card(information);
    assert.deepEqual(facts(view), ["Name: J•••", "E-mail: j•••@e•••.com", "Address: 1•••"]);
    assert.equal(view.reveal?.intent, "revealAccount");
    const shown = card(information, { changed: { revealAccount: true } });
    assert.deepEqual(facts(shown), ["Name: Jane Doe", "E-mail: jane@example.com", "Address: 1 Road, Town"]);
    assert.equal(shown.reveal?.intent, "maskAccount");
  });

  it("says so when there is none", () => {
    const none = card({ kind: "billing-information", information: { fields: [] } });
    assert.deepEqual([none.note, none.reveal], ["Not set.", undefined]);
  });
});

describe("actions on cards", () => {
  it("say which of them lead to the vendor's dashboard", () => {
    const data: Parameters<typeof presentCards>[0] = {
      view: { ...VIEWS.fine, provider: cloudflare },
      reports: [report({ kind: "refill", refill: { enabled: true } })],
      actions: ["topUp", "setRefill", "removeRefill"],
    };
    const [shown] = presentCards(data, NOW, preferences, String)?.cards ?? [];
    const marks = shown?.actions.map(({ action, elsewhere }) => [action, elsewhere]);
    assert.deepEqual(marks, [
      ["topUp", undefined],
      ["setRefill", true],
      ["removeRefill", true],
    ]);
  });

  it("are none unless they are allowed", () => {
    const everything = [...gatewayReports(NOW), ...teamReports(NOW)];
    assert.deepEqual(offered(present(everything)), []);
    for (const action of ALL)
      assert.deepEqual(new Set(offered(present(everything, { actions: [action] }))), new Set([action]));
  });

  it("put topping up on one card: refill, else payment methods, else changes", () => {
    const where = (reports: readonly ReportState[]) =>
      present(reports, { actions: ["topUp"] })
        .filter(({ actions }) => actions.some(({ action }) => action === "topUp"))
        .map(({ id }) => id);
    const team = teamReports(NOW);
    assert.deepEqual(where([...team, ...gatewayReports(NOW)]), ["refill"]);
    assert.deepEqual(where(team), ["methods"]);
    assert.deepEqual(where(team.filter(({ report: { id } }) => id !== "methods")), ["changes"]);
    assert.deepEqual(where([...team, report(undefined, { reading: true })]), []);
  });
});

describe("hidden amounts on cards", () => {
  it("leave none anywhere", () => {
    const text = JSON.stringify(
      present([...gatewayReports(NOW), ...teamReports(NOW)], {
        actions: ALL,
        changed: { hideAmounts: true },
      }),
    );
    assert.doesNotMatch(text, /\$|\d\.\d\d/);
    assert.match(text, /•••/);
  });
});

describe("hostile words on cards", () => {
  it("hide nothing, end somewhere, and break nothing", () => {
    const text = `a\u202e\u0000\u2028${"x".repeat(5000)}`;
    for (const revealAccount of [false, true]) {
      const shown = JSON.stringify(
        present(hostileReports(text), { actions: ALL, changed: { revealAccount } }).map(
          ({ note, facts: told, table, actions }) => [
            note,
            told,
            actions,
            table?.rows.map((row) => [row.cells, row.link, row.action]),
          ],
        ),
      );
      assert.doesNotMatch(shown, /[\u202e\u2028]|\\u0000|x{301}/);
    }
  });
});
