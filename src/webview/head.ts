import type { AmountView, HeadView, NoticeView, WelcomeView } from "../billing/page/page-view.ts";
import { actionButton } from "./dom/action-button.ts";
import { element } from "./dom/element.ts";
import { factOf } from "./dom/fact.ts";
import { icon } from "./dom/icon.ts";
import { createSection, type Section } from "./dom/section.ts";

/** Whose account, how much, what that means, and what one can do about it. */
export const createHead = (): Section<HeadView> => createSection("head", render, "header");

function render({
  title,
  badge,
  welcome,
  amount,
  facts,
  notices,
  actions,
}: HeadView): readonly HTMLElement[] {
  return [
    element("div", { class: "title-row" }, [
      element("h1", {}, [title]),
      badge !== undefined && element("span", { class: "badge" }, [badge]),
      element(
        "div",
        { class: "actions", role: "toolbar", "aria-label": "Actions" },
        actions.map(actionButton),
      ),
    ]),
    element("div", { class: "notices", role: "status" }, notices.map(noticeOf)),
    ...(welcome ? [welcomeOf(welcome)] : []),
    element("div", { class: "standing" }, [
      amount && amountOf(amount),
      facts.length > 0 &&
        element(
          "dl",
          { class: "facts" },
          facts.map((fact) => factOf(fact, fact.label)),
        ),
    ]),
  ];
}

const welcomeOf = ({ title, text, actions }: WelcomeView) =>
  element("div", { class: "welcome", "data-key": "welcome" }, [
    element("h2", {}, [title]),
    element("p", {}, [text]),
    element("div", { class: "welcome-actions" }, actions.map(actionButton)),
  ]);

function amountOf({ text, spoken, tone, state, updated, loading }: AmountView): HTMLElement {
  return element("div", { class: `amount-block ${tone}` }, [
    element("p", { class: loading ? "big-amount skeleton" : "big-amount" }, [
      element("span", { "aria-hidden": "true" }, [text]),
      element("span", { class: "spoken" }, [spoken]),
    ]),
    element("p", { class: "under-amount" }, [
      element("span", { class: "state" }, [state]),
      element("span", { class: "updated" }, [updated]),
    ]),
  ]);
}

function noticeOf({ id, tone, text, actions }: NoticeView): HTMLElement {
  return element("div", { class: `notice ${tone}`, "data-key": id }, [
    icon(tone),
    element("p", {}, [text]),
    actions.length > 0 && element("div", { class: "notice-actions" }, actions.map(actionButton)),
  ]);
}
