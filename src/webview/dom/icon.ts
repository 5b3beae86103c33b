import { element } from "./element.ts";

/** A codicon by name; what it means is said by the words beside it. */
export const icon = (name: string): HTMLElement =>
  element("span", { class: `codicon codicon-${name}`, "aria-hidden": "true" });
