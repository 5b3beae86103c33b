import type { DetailView, Intent } from "../billing/detail-view.ts";

/** From the editor to the page: the whole view each time; the page keeps no truth of its own. */
export interface ToPage {
  readonly type: "view";
  readonly view: DetailView;
}

/** From the page to the editor: it is there, or a person wants something. */
export type FromPage = { readonly type: "ready" } | { readonly type: "intent"; readonly intent: Intent };

const INTENTS: Readonly<Record<Intent, true>> = {
  refresh: true,
  openBilling: true,
  copyBalance: true,
  hideAmounts: true,
  showAmounts: true,
  revealAccount: true,
  maskAccount: true,
  setKey: true,
  startDemo: true,
  leaveDemo: true,
  showLog: true,
};

const isIntent = (value: unknown): value is Intent =>
  typeof value === "string" && Object.hasOwn(INTENTS, value);

/** The guard at the editor's end; undefined for anything a page has no business to send. */
export function fromPage(message: unknown): FromPage | undefined {
  if (typeof message !== "object" || message === null || !("type" in message)) return undefined;
  if (message.type === "ready") return { type: "ready" };
  if (message.type !== "intent" || !("intent" in message) || !isIntent(message.intent)) return undefined;
  return { type: "intent", intent: message.intent };
}
