import type { AccountSection } from "../billing/page/page-view.ts";
import { actionButton } from "./dom/action-button.ts";
import { element } from "./dom/element.ts";
import { createSection, type Section } from "./dom/section.ts";

/** Whose account it is. */
export const createAccount = (): Section<AccountSection> =>
  createSection("account", ({ title, rows, action }) => [
    element("div", { class: "section-head" }, [element("h2", {}, [title]), action && actionButton(action)]),
    element(
      "dl",
      {},
      rows.map(({ label, value }) =>
        element("div", {}, [element("dt", {}, [label]), element("dd", {}, [value])]),
      ),
    ),
  ]);
