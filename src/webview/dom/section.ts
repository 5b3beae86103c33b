import { element } from "./element.ts";
import { mergeChildren } from "./reconcile-dom.ts";

/** A part of the page: it stays in its place, and shows the view it was given last. Null hides it. */
export interface Section<View> {
  readonly element: HTMLElement;
  show(view: View | null): void;
}

/** A part without a life of its own: made anew for each view, and merged into what is there. */
export function createSection<View>(
  name: string,
  render: (view: View) => readonly HTMLElement[],
  tag: "section" | "header" | "footer" | "div" = "section",
): Section<View> {
  const host = element(tag, { class: name, hidden: "" });
  return {
    element: host,
    show(view) {
      host.hidden = view === null;
      if (view === null) host.replaceChildren();
      else mergeChildren(host, element("div", {}, render(view)));
    },
  };
}
