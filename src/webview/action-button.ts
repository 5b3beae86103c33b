import type { ActionView } from "../billing/page/page-view.ts";
import { element } from "./element.ts";
import { icon } from "./icon.ts";

/** A press is told to the editor by whoever listens for `data-intent`. */
export function actionButton({ intent, label, icon: symbol, kind }: ActionView): HTMLElement {
  const bare = kind === "icon";
  return element(
    "button",
    {
      type: "button",
      class: `button ${kind}`,
      "data-intent": intent,
      "data-key": intent,
      ...(bare ? { "aria-label": label, title: label } : {}),
    },
    [symbol !== undefined && icon(symbol), !bare && element("span", {}, [label])],
  );
}
