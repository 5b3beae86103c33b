import type { ReportState } from "../history/figures.ts";
import type { HistoryWait } from "../polling/history-schedule.ts";
import { dashboardOnly } from "../vendor/account-actions.ts";
import type { Failure } from "../vendor/billing-error.ts";
import type { BalanceChange, ReportData } from "../vendor/report.ts";
import { presentRefillCard } from "./cards/auto-top-up.ts";
import { presentBillingInformation } from "./cards/billing-information.ts";
import { cardTable, type Allowed, type CardBody, type Column } from "./cards/card-body.ts";
import { createCardWords, textOf, wordOf, type CardWords } from "./cards/card-words.ts";
import { presentInvoicePreview } from "./cards/invoice-preview.ts";
import { presentInvoices } from "./cards/invoices.ts";
import { presentLimits } from "./cards/limits.ts";
import { presentPaymentMethods } from "./cards/payment-methods.ts";
import type { PageData, PagePreferences } from "./page-data.ts";
import type { CardAction, CardsView, CardView, FilterView } from "./page-view.ts";

/** How a failure is told; the vendor's name and its own sentences are in it. */
export type TellFailure = (failure: Failure) => string;

/** What was read before still stands there. */
const STALE = "Could not refresh.";
/** Why a report was not read yet. All of them are tried again by themselves. */
const WAITS: Readonly<Record<HistoryWait, string>> = {
  asking: "Waiting for another window to finish loading.",
  unavailable: "The provider did not report this today.",
  "backing-off": "Could not reach the provider. Retrying automatically.",
  refused: "Not loaded while the key is rejected.",
  budget: "Request limit reached. Retrying automatically.",
};
const TOP_UP: CardAction = { action: "topUp", label: "Top up by card" };
/** Where one looks for a way to top up, the likeliest first. */
const TOP_UP_KINDS: readonly ReportData["kind"][] = ["refill", "payment-methods", "changes"];

/** What else the vendor tells. Null when it tells nothing else. */
export function presentCards(
  { view, reports = [], actions = [] }: Pick<PageData, "view" | "reports" | "actions">,
  now: number,
  preferences: PagePreferences,
  tell: TellFailure,
): CardsView | null {
  if (reports.length === 0) return null;
  const words = createCardWords(preferences);
  const allowed = new Set(actions);
  const { actions: known = {} } = view.provider;
  const marked = (offer: CardAction): CardAction => {
    if (dashboardOnly(known, offer.action) === undefined) return offer;
    return {
      ...offer,
      elsewhere: true,
      spoken: `${offer.spoken ?? offer.label}, in the provider's dashboard`,
    };
  };
  const withTopUp = allowed.has("topUp") ? topUpPlace(reports) : undefined;
  return {
    cards: reports.map((state): CardView => {
      const { report, data, failure, waiting } = state;
      const trouble = failure && (refusalOf(failure, report.title, view.provider.name) ?? tell(failure));
      const body = data ? bodyOf(data, now, words, preferences, allowed) : EMPTY;
      return {
        id: report.id,
        title: report.title,
        loading: !data && !failure && !waiting,
        ...body,
        note:
          [waiting && WAITS[waiting], trouble && data && STALE, trouble, body.note]
            .filter(Boolean)
            .join(" ") || undefined,
        filter: filterOf(state),
        actions: [...(state === withTopUp ? [TOP_UP] : []), ...body.actions].map(marked),
      };
    }),
  };
}

const EMPTY: CardBody = { facts: [], actions: [] };

function bodyOf(
  data: ReportData,
  now: number,
  words: CardWords,
  { revealAccount }: PagePreferences,
  allowed: Allowed,
): CardBody {
  switch (data.kind) {
    case "invoices":
      return presentInvoices(data, words);
    case "invoice-preview":
      return presentInvoicePreview(data.preview, words);
    case "limits":
      return presentLimits(data, words, allowed);
    case "changes":
      return presentChanges(data.changes, words);
    case "payment-methods":
      return presentPaymentMethods(data.methods, now, words, allowed);
    case "refill":
      return presentRefillCard(data.refill, words, allowed);
    case "billing-information":
      return presentBillingInformation(data.information, revealAccount, allowed);
  }
}

/** Not before all have been read or refused: a button that charges a card does not move under the pointer. */
function topUpPlace(reports: readonly ReportState[]): ReportState | undefined {
  if (!reports.every(({ data, failure }) => data ?? failure)) return undefined;
  return TOP_UP_KINDS.map((kind) => reports.find(({ data }) => data?.kind === kind)).find((it) => it);
}

/** A refusal of one report says nothing against the key; its usual sentence would. */
function refusalOf({ kind }: Failure, title: string, vendor: string): string | undefined {
  if (kind === "forbidden" || kind === "wrong-key-kind") return `This key cannot read the ${inside(title)}.`;
  return kind === "not-found" ? `${vendor} has no ${inside(title)} for this account.` : undefined;
}

/** A heading inside a sentence: "Invoices" loses its capital, "AI Gateway limits" does not. */
const inside = (title: string) =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

function filterOf({ report, filter }: ReportState): FilterView | undefined {
  const { filters = [], title } = report;
  if (filters.length < 2) return undefined;
  const chosen = filter ?? filters[0]?.value;
  return {
    label: `Filter ${inside(title)}`,
    options: filters.map(({ value, label }) => ({ value, label, selected: value === chosen })),
  };
}

function presentChanges(changes: readonly BalanceChange[], words: CardWords): CardBody {
  const columns: readonly Column<BalanceChange>[] = [
    { label: "Date", kind: "word", cell: ({ at }) => words.date(at) },
    { label: "Kind", kind: "text", cell: ({ kind }) => textOf(kind) },
    { label: "Status", kind: "word", cell: ({ status }) => wordOf(status), told: ({ status }) => !!status },
    {
      label: "Invoice",
      kind: "text",
      cell: ({ invoice }) => textOf(invoice),
      told: ({ invoice }) => !!invoice,
    },
    { label: "Amount", kind: "amount", cell: ({ amount }) => words.signed(amount) },
  ];
  return { facts: [], table: cardTable(columns, changes, [], "No changes yet."), actions: [] };
}
