import type { ReportState } from "../../src/billing/history/figures.ts";
import { usd } from "../../src/billing/money/money.ts";
import type { ActionName } from "../../src/billing/page/page-data.ts";
import type { Failure } from "../../src/billing/vendor/billing-error.ts";
import type { Invoice, ReportData } from "../../src/billing/vendor/report.ts";

const DAY_MS = 86_400_000;
const LINK = "https://invoices.example.com/secret-of-an-invoice";

const state = (
  id: string,
  title: string,
  data?: ReportData,
  more: Partial<ReportState> & Pick<ReportState["report"], "filters"> = {},
): ReportState => {
  const { filters, ...rest } = more;
  return { report: { id, title, ...(filters && { filters }) }, data, reading: false, ...rest };
};

const TITLES: readonly (readonly [id: string, title: string])[] = [
  ["refill", "Auto top-up"],
  ["invoices", "Invoices"],
  ["preview", "Next invoice"],
  ["gateways", "AI Gateway limits"],
];

/** Nothing has been answered yet. */
export const pendingReports = TITLES.map(([id, title]) => state(id, title, undefined, { reading: true }));

/** The hour was over before they were read; the first had its turn. */
export const waitingReports = TITLES.map(([id, title], index) =>
  index === 0
    ? state(id, title, { kind: "refill", refill: { enabled: true, amount: usd(50), threshold: usd(10) } })
    : state(id, title, undefined, { waiting: "budget" }),
);

/** One is refused, one is missing, one had worked before, one never did. */
export const failingReports = (now: number): readonly ReportState[] => {
  const failures: readonly Failure[] = [
    { kind: "forbidden", status: 403, fromVendor: true },
    { kind: "server", status: 503, requestId: "ray-8c1f" },
    { kind: "not-found", status: 404 },
    { kind: "timeout" },
  ];
  return TITLES.map(([id, title], index) =>
    state(id, title, index === 1 ? invoicesUntil(now) : undefined, { failure: failures[index] }),
  );
};

const invoicesUntil = (now: number): ReportData => ({
  kind: "invoices",
  more: true,
  invoices: Array.from({ length: 9 }, (_, index): Invoice => {
    const due = index === 0 ? "26.25" : "0";
    return {
      id: `in_1Q${index}`,
      number: null,
      at: now - index * 17 * DAY_MS,
      status: index === 0 ? "open" : "paid",
      description: index % 3 === 0 ? "AI Gateway credits, automatic top-up" : "AI Gateway credits",
      total: index === 7 ? undefined : usd("26.25"),
      paid: index === 0 ? usd(0) : usd("26.25"),
      remaining: usd(due),
      link: index === 4 ? undefined : LINK,
    };
  }),
});

/** As a vendor with a prepaid gateway tells it. */
export const gatewayReports = (now: number): readonly ReportState[] => [
  state("refill", "Auto top-up", {
    kind: "refill",
    refill: {
      enabled: true,
      amount: usd(25),
      threshold: usd(10),
      least: usd(10),
      most: usd(5000),
      trouble: "Your card has insufficient funds.",
      failedAt: now - 2 * DAY_MS,
    },
  }),
  state("limits", "Spending limits", {
    kind: "limits",
    limits: [
      { name: "Spending limit", own: true, enabled: true, amount: usd(200), window: "a month" },
      { name: "production", enabled: true, amount: usd("12.50"), window: "a day" },
      { name: "staging", enabled: false, amount: usd(5), window: "a day", note: "By model" },
    ],
    note: "Limits of a gateway are set in its rules.",
  }),
  state("invoices", "Invoices", invoicesUntil(now), {
    filters: [
      { value: "all", label: "All invoices" },
      { value: "auto", label: "Automatic top-ups" },
      { value: "manual", label: "Manual top-ups" },
    ],
  }),
  state("preview", "Next invoice", {
    kind: "invoice-preview",
    preview: {
      from: Date.UTC(2026, 9, 1),
      to: Date.UTC(2026, 10, 1),
      status: "draft",
      lines: [
        { description: "Workers AI neurons", quantity: 1_204_331, amount: usd("13.25") },
        { description: "AI Gateway logs", quantity: 48_210, amount: usd("0.004") },
        { description: null, amount: undefined },
      ],
      figures: [
        { label: "Due", amount: usd("13.25") },
        { label: "Paid", amount: usd(0) },
        { label: "Remaining", amount: undefined },
      ],
    },
  }),
];

export const gatewayActions: readonly ActionName[] = ["topUp", "removeLimit"];

/** As a vendor with a posted ledger and teams tells it. */
export const teamReports = (now: number): readonly ReportState[] => [
  state("changes", "Balance changes", {
    kind: "changes",
    changes: (
      [
        ["Purchase", 50, null],
        ["Spend", "-31.07", "INV-2026-00412"],
        ["Automatic purchase", 100, null],
        ["Refund", "12.4", "INV-2026-00377"],
        ["Spend", undefined, "INV-2026-00341"],
      ] as const
    ).map(([kind, amount, invoice], index) => ({
      at: now - index * 12 * DAY_MS,
      kind,
      amount: amount === undefined ? undefined : usd(amount),
      invoice,
      status: kind === "Purchase" ? "SUCCEEDED" : null,
    })),
  }),
  state("invoices", "Invoices", {
    kind: "invoices",
    more: false,
    invoices: [
      {
        id: "a-1",
        number: "INV-2026-00412",
        at: now - 20 * DAY_MS,
        status: "paid",
        description: null,
        total: usd("31.07"),
      },
      {
        id: null,
        number: "INV-2026-00341",
        at: undefined,
        status: "past_due",
        description: null,
        total: undefined,
      },
    ],
  }),
  state("preview", "This month's invoice", {
    kind: "invoice-preview",
    preview: {
      from: Date.UTC(2026, 9, 1),
      to: Date.UTC(2026, 10, 1),
      status: null,
      lines: [
        {
          description: "grok-4-fast, prompt text",
          quantity: 81_204_120,
          unit: "tokens",
          amount: usd("16.24"),
        },
        {
          description: "grok-4-fast, completion text",
          quantity: 9_120_554,
          unit: "tokens",
          amount: usd("4.56"),
        },
        { description: "Live search", quantity: 412, unit: "sources", amount: usd("10.30") },
      ],
      figures: [
        { label: "Before VAT", amount: usd("31.10") },
        { label: "VAT", amount: usd("5.91") },
        { label: "With VAT", amount: usd("37.01") },
        { label: "Prepaid credits used", amount: usd("37.01") },
      ],
    },
  }),
  state("limits", "Spending limits", {
    kind: "limits",
    limits: [
      { name: "Spending limit", own: true, enabled: true, amount: usd(150), window: "a month" },
      { name: "Hard limit", enabled: true, amount: undefined, window: "a month" },
    ],
  }),
  state("methods", "Payment methods", {
    kind: "payment-methods",
    methods: [
      { id: "pm_1", brand: "visa", last4: "4242", expires: { year: 2028, month: 8 }, isDefault: true },
      {
        id: "pm_2",
        brand: "mastercard",
        last4: "4444",
        expires: { year: 2025, month: 1 },
        isDefault: false,
      },
      { id: null, brand: null, last4: "0009", pending: true },
    ],
  }),
  state("information", "Billing information", {
    kind: "billing-information",
    information: {
      fields: [
        { name: "name", label: "Name", value: "Jane Doe" },
        { name: "email", label: "E-mail", value: "jane.doe@example.com" },
        {
          name: "address.line1",
          label: "Address",
          value: "1 Long Road of the Many Words\nApartment 42\nSpringfield",
        },
        { name: "taxNumber", label: "Tax number", value: "DE123456789" },
        { name: "taxIdType", label: "Tax id type", value: "" },
      ],
    },
  }),
];

export const teamActions: readonly ActionName[] = [
  "topUp",
  "setLimit",
  "setDefaultPaymentMethod",
  "setBillingInformation",
];

/** Every text a stranger's, and every id taken twice. */
export const hostileReports = (text: string): readonly ReportState[] => [
  state("invoices", "Invoices", {
    kind: "invoices",
    more: false,
    invoices: Array.from({ length: 3 }, () => ({
      id: text,
      number: text,
      at: Number.MAX_SAFE_INTEGER * 4,
      status: text,
      description: text,
      link: LINK,
    })),
  }),
  state("preview", "Next invoice", {
    kind: "invoice-preview",
    preview: {
      from: -1e300,
      to: 1e300,
      status: text,
      lines: [{ description: text, quantity: 1e300, unit: text }],
      figures: [],
    },
  }),
  state("limits", "Spending limits", {
    kind: "limits",
    limits: [
      { name: text, enabled: true },
      { name: text, enabled: false },
    ],
  }),
  state("changes", "Balance changes", {
    kind: "changes",
    changes: [{ kind: text, invoice: text, status: text, amount: usd("-999999999999") }],
  }),
  state("methods", "Payment methods", {
    kind: "payment-methods",
    methods: [
      { id: text, brand: text, last4: text, expires: { year: 1e9, month: 1 } },
      { id: text, brand: text, last4: null },
    ],
  }),
  state("refill", "Auto top-up", {
    kind: "refill",
    refill: { enabled: undefined, trouble: text, failedAt: 1e300 },
  }),
  state("information", "Billing information", {
    kind: "billing-information",
    information: { fields: [{ name: text, label: text, value: text }] },
  }),
];
