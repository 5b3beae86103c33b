// First: the chart library looks at the language as it loads.
import "./sane-language.ts";
import type { PageView, SectionName } from "../billing/page/page-view.ts";
import type { FromPage, ShowMessage, ToPage } from "../protocol/detail.ts";
import { createAccount } from "./account.ts";
import { createAccounts } from "./accounts.ts";
import { createCards } from "./cards.ts";
import { balanceChart } from "./charts/balance-chart.ts";
import { createChartSection } from "./charts/chart-section.ts";
import { spendChart } from "./charts/spend-chart.ts";
import { element } from "./dom/element.ts";
import { createHead } from "./head.ts";
import { createMemory } from "./memory.ts";
import { createModels } from "./models.ts";
import { createNotes } from "./notes.ts";
import { createRanges } from "./ranges.ts";
import { createTotals } from "./totals.ts";
import { createMovements } from "./transactions/transactions.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const send = (message: FromPage): void => editor.postMessage(message);
const memory = createMemory(editor);
const spoken = element("p", { class: "spoken", "aria-live": "polite" });
const say = (text: string): void => {
  spoken.textContent = text;
};

const movements = createMovements(send, memory);
const sections: { readonly [Name in SectionName]: Part<PageView[Name]> } = {
  accounts: createAccounts(send),
  head: createHead(),
  ranges: createRanges(),
  totals: createTotals(),
  balance: createChartSection(balanceChart, memory, say),
  spend: createChartSection(spendChart, memory, say),
  models: createModels(memory),
  movements,
  cards: createCards(send),
  account: createAccount(),
  notes: createNotes(),
};

interface Part<View> {
  readonly element: HTMLElement;
  show(view: View): void;
}

const { accounts, head, ranges, totals, balance, spend, models, cards, account, notes } = sections;
const charts = element("div", { class: "charts" }, [balance.element, spend.element]);
const page = document.getElementById("page") ?? document.body;
page.append(
  ...[accounts, head, ranges, totals].map((section) => section.element),
  charts,
  ...[models, movements, cards, account, notes].map((section) => section.element),
  spoken,
);

let restored = false;

/** The editor alone can send anything here; what is not its message is left alone all the same. */
const isOurs = (message: unknown): message is ToPage =>
  typeof message === "object" &&
  message !== null &&
  "type" in message &&
  (message.type === "rows" || (message.type === "show" && "section" in message));

function receive(message: ToPage): void {
  if (message.type === "rows") {
    movements.addRows(message.revision, message.offset, message.rows);
    return;
  }
  const focused = document.activeElement;
  show(message);
  // The button that was pressed may be gone: its user goes on from the first one.
  if (focused && !focused.isConnected) head.element.querySelector("button")?.focus();
  // The last of the first showing: the page has its height.
  if (message.section !== "notes" || restored) return;
  restored = true;
  document.scrollingElement?.scrollTo(0, memory.get("scroll"));
}

function show<Name extends SectionName>(message: ShowMessage<Name>): void {
  sections[message.section].show(message.view);
}

page.addEventListener("click", ({ target }) => {
  const pressed =
    target instanceof Element ? target.closest<HTMLElement>("[data-intent], [data-range]") : null;
  const { intent, range } = pressed?.dataset ?? {};
  if (intent !== undefined) send({ type: "intent", intent } as FromPage);
  if (range !== undefined) send({ type: "range", range } as FromPage);
});
document.addEventListener("scrollend", () => {
  memory.set("scroll", document.scrollingElement?.scrollTop ?? 0);
});
window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (isOurs(data)) receive(data);
});
send({ type: "ready", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
