import type { DetailAction, DetailBalance, DetailGroup, DetailView } from "../billing/detail-view.ts";
import type { FromPage, ToPage } from "../protocol/detail.ts";
import { element } from "./element.ts";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const page = document.getElementById("page") ?? document.body;

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (isView(data)) show(data.view);
});
// A page without state is not restored after a reload.
editor.setState({});
editor.postMessage({ type: "ready" });

/** The editor is the only one that can send anything here; what is not its view is left alone all the same. */
function isView(message: unknown): message is ToPage {
  return typeof message === "object" && message !== null && "type" in message && message.type === "view";
}

/** Shows the view; where only words changed, only words are touched, so that focus and selection stay. */
function show(view: DetailView): void {
  const focused = document.activeElement;
  const next = element("div", { class: "page" }, [
    header(view),
    view.notice !== undefined &&
      element("p", { class: "notice", role: "status", "data-key": "notice" }, [view.notice]),
    element("div", { class: "groups", "data-key": "groups" }, view.groups.map(group)),
    view.footnote !== undefined &&
      element("p", { class: "footnote", "data-key": "footnote" }, [view.footnote]),
  ]);
  if (page.firstElementChild) merge(page.firstElementChild, next);
  else page.append(next);
  // The button that was pressed may be gone: its user goes on from the first one.
  if (focused && !focused.isConnected) page.querySelector("button")?.focus();
}

function header(view: DetailView): HTMLElement {
  return element("header", {}, [
    element("div", { class: "title" }, [
      element("h1", {}, [view.title]),
      view.badge !== undefined && element("span", { class: "badge" }, [view.badge]),
    ]),
    view.balance && balance(view.balance),
    view.lead !== undefined && element("p", { class: "lead", "data-key": "lead" }, [view.lead]),
    element(
      "div",
      { class: "actions", role: "toolbar", "aria-label": "Actions", "data-key": "actions" },
      view.actions.map(button),
    ),
  ]);
}

function balance({ text, spoken, tone, state, updated }: DetailBalance): HTMLElement {
  return element("div", { class: `balance ${tone}`, "data-key": "balance" }, [
    element("p", { class: "amount" }, [
      element("span", { "aria-hidden": "true" }, [text]),
      element("span", { class: "for-ears" }, [spoken]),
    ]),
    element("p", { class: "standing" }, [
      state !== "" && element("span", { class: "state" }, [state]),
      element("span", { class: "updated" }, [updated]),
    ]),
  ]);
}

function group({ title, rows, action }: DetailGroup): HTMLElement {
  return element("section", {}, [
    element("div", { class: "group-title" }, [element("h2", {}, [title]), action && button(action, 1)]),
    element(
      "dl",
      {},
      rows.map(({ label, value }) =>
        element("div", {}, [element("dt", {}, [label]), element("dd", {}, [value])]),
      ),
    ),
  ]);
}

/** Two intents that take turns on one button. */
const SWITCHES: Readonly<Partial<Record<DetailAction["intent"], string>>> = {
  hideAmounts: "amounts",
  showAmounts: "amounts",
  revealAccount: "account",
  maskAccount: "account",
};

function button({ intent, label }: DetailAction, index: number): HTMLElement {
  return element(
    "button",
    {
      type: "button",
      class: index === 0 ? "primary" : "secondary",
      "data-intent": intent,
      "data-key": SWITCHES[intent] ?? intent,
    },
    [label],
  );
}

page.addEventListener("click", ({ target }) => {
  const pressed = target instanceof Element ? target.closest<HTMLElement>("[data-intent]") : null;
  const intent = pressed?.dataset["intent"];
  if (intent !== undefined) editor.postMessage({ type: "intent", intent } as FromPage);
});

/** Makes `old` look like `next`, keeping every element that stays; those with a key are the same where the key is. */
function merge(old: Element, next: Element): void {
  for (const { name, value } of next.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  const fresh = [...next.childNodes];
  const kept = new Set(fresh.map(keyOf));
  for (const child of [...old.childNodes]) if (!kept.has(keyOf(child))) child.remove();
  fresh.forEach((node, index) => {
    const present = old.childNodes[index];
    if (!present) old.append(node);
    else if (keyOf(present) !== keyOf(node)) present.before(node);
    else if (present instanceof Element && node instanceof Element && present.tagName === node.tagName)
      merge(present, node);
    else if (!(present instanceof Text && node instanceof Text)) present.replaceWith(node);
    else if (present.data !== node.data) present.data = node.data;
  });
  while (old.childNodes.length > fresh.length) old.lastChild?.remove();
}

const keyOf = (node: Node) => (node instanceof HTMLElement ? node.dataset["key"] : undefined);
