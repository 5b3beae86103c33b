import type { Intent } from "../../billing/page/intent.ts";
import type { ActionView } from "../../billing/page/page-view.ts";
import { element } from "./element.ts";
import { icon } from "./icon.ts";

/** Two intents that take turns on one button: it stays, and so does the focus on it. */
const SWITCHES: Readonly<Partial<Record<Intent, string>>> = {
  hideAmounts: "amounts",
  showAmounts: "amounts",
  revealAccount: "account",
  maskAccount: "account",
};

/** A press is told to the editor by whoever listens for `data-intent`. */
export function actionButton({ intent, label, icon: symbol, kind }: ActionView): HTMLElement {
  const bare = kind === "icon";
  return element(
    "button",
    {
      type: "button",
      class: `button ${kind}`,
      "data-intent": intent,
      "data-key": SWITCHES[intent] ?? intent,
      ...(bare ? { "aria-label": label, title: label } : {}),
    },
    [symbol !== undefined && icon(symbol), !bare && element("span", {}, [label])],
  );
}
