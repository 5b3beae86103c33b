import type { AccountOption, AccountsView } from "../billing/page/page-view.ts";
import type { FromPage } from "../protocol/detail.ts";
import { element } from "./dom/element.ts";
import { createSection, type Section } from "./dom/section.ts";

/** Which way a key leads; none for all others. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The choice of the account: radio buttons in all but name, of which the editor says which one is chosen. */
export function createAccounts(send: (message: FromPage) => void): Section<AccountsView> {
  const section = createSection<AccountsView>("accounts", render, "div");
  const optionAt = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>("[data-account]") : null;
  const choose = ({ dataset }: HTMLElement) => {
    send({ type: "account", id: dataset["account"] ?? "" });
  };
  section.element.addEventListener("click", ({ target }) => {
    const option = optionAt(target);
    if (option?.getAttribute("aria-checked") === "false") choose(option);
  });
  section.element.addEventListener("keydown", (event) => {
    const option = optionAt(event.target);
    const step = STEPS[event.key];
    if (!option || step === undefined) return;
    event.preventDefault();
    const all = [...section.element.querySelectorAll<HTMLElement>("[data-account]")];
    const next = all.at((all.indexOf(option) + step) % all.length);
    next?.focus();
    if (next) choose(next);
  });
  return section;
}

const render = ({ label, options, totals }: AccountsView): readonly HTMLElement[] => [
  element(
    "div",
    { class: "account-options", role: "radiogroup", "aria-label": label },
    options.map((option, index) => optionOf(option, index === 0 && !options.some((it) => it.selected))),
  ),
  element(
    "div",
    { class: "account-totals note" },
    totals.map((total) => element("p", {}, [total])),
  ),
];

function optionOf(option: AccountOption, reachable: boolean): HTMLElement {
  const { value, label, detail, tone, spoken, selected } = option;
  return element(
    "button",
    {
      type: "button",
      class: `account-option ${tone}`,
      role: "radio",
      "aria-checked": String(selected),
      "aria-label": spoken,
      tabindex: selected || reachable ? "0" : "-1",
      title: label,
      "data-account": value,
      "data-key": value,
    },
    [element("span", { class: "name" }, [label]), element("span", { class: "detail" }, [detail])],
  );
}
