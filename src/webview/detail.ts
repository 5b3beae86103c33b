import type { FromPage, ToPage } from "../protocol/detail.ts";
import { createAccount } from "./account.ts";
import { balanceChart } from "./balance-chart.ts";
import { createChartSection } from "./chart-section.ts";
import { element } from "./element.ts";
import { createHead } from "./head.ts";
import { createMemory } from "./memory.ts";
import { createModels } from "./models.ts";
import { createMovements } from "./movements.ts";
import { createNotes } from "./notes.ts";
import { createRanges } from "./ranges.ts";
import { spendChart } from "./spend-chart.ts";
import { createTotals } from "./totals.ts";

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

const head = createHead();
const ranges = createRanges();
const totals = createTotals();
const balance = createChartSection(balanceChart, memory, say);
const spend = createChartSection(spendChart, memory, say);
const models = createModels(memory);
const movements = createMovements(send, memory);
const account = createAccount();
const notes = createNotes();
const charts = element("div", { class: "charts" }, [balance.element, spend.element]);
const page = document.getElementById("page") ?? document.body;
page.append(
  ...[head, ranges, totals].map((section) => section.element),
  charts,
  ...[models, movements, account, notes].map((section) => section.element),
  spoken,
);

let restored = false;

function show(message: ToPage): void {
  if (message.type === "rows") {
    movements.addRows(message.revision, message.offset, message.rows);
    return;
  }
  switch (message.section) {
    case "head":
      head.show(message.view);
      break;
    case "ranges":
      ranges.show(message.view);
      break;
    case "totals":
      totals.show(message.view);
      break;
    case "balance":
      balance.show(message.view);
      break;
    case "spend":
      spend.show(message.view);
      break;
    case "models":
      models.show(message.view);
      break;
    case "movements":
      movements.show(message.view);
      break;
    case "account":
      account.show(message.view);
      break;
    case "notes":
      notes.show(message.view);
      // The last of the first showing: the page has its height.
      if (!restored) document.scrollingElement?.scrollTo(0, memory.get("scroll"));
      restored = true;
      return;
  }
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
window.addEventListener("message", (event: MessageEvent<ToPage>) => show(event.data));
send({ type: "ready", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
