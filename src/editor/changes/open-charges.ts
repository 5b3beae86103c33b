import * as vscode from "vscode";
import type { TopUp } from "../../billing/account-actions.ts";
import type { ChargeEntry } from "../../billing/charges/charge-book.ts";
import type { Charger } from "../../billing/charges/charger.ts";
import {
  presentNoBook,
  presentSettlement,
  type ChargePresentation,
} from "../../billing/charges/present-charge.ts";
import { readSettings } from "../settings.ts";
import type { ChangeContext } from "./account-change.ts";
import { isHindered, openDashboard } from "./carry-out.ts";
import { confirmChange } from "./confirm-change.ts";

/** With what an open attempt can be looked up. */
export interface Means {
  readonly action: TopUp;
  readonly charger: Charger;
  readonly payer: string;
}

const NONE_OPEN = { text: "No top-up is open any more.", grave: false, help: [] } as const;

const LABELS = { dashboard: "Open Dashboard", settle: "Check Again", close: "Close by Hand…" } as const;

/** Says what is known of an attempt, and does what the person wants about it. */
export async function tell(context: ChangeContext, told: ChargePresentation, means?: Means): Promise<void> {
  // "Do Not Disturb" lets errors through, and this must not be missed.
  const show = told.grave ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
  const helps = told.help.filter((help) => help === "dashboard" || means !== undefined);
  const choice = await show(told.text, ...helps.map((help) => LABELS[help]));
  if (choice === LABELS.dashboard) await openDashboard(context.account.provider.pages.billing);
  if (!means) return;
  if (choice === LABELS.settle) await settleOpen(context, means.action, means.charger, means.payer);
  if (choice === LABELS.close) await closeOpen(context, means);
}

/** Asks the vendor's records what became of what is open, and says it. */
export async function settleOpen(
  context: ChangeContext,
  action: TopUp,
  charger: Charger,
  payer: string,
): Promise<void> {
  if (await isHindered(context)) return;
  const words = wordsFor(context);
  const settlement = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `${context.title}: looking up an open top-up` },
    () => charger.settle(payer, action, context.ask),
  );
  context.changed();
  if (settlement.kind === "no-book") return tell(context, presentNoBook(settlement));
  if (settlement.entries.length === 0) return tell(context, NONE_OPEN);
  expectMoney(context, settlement.entries);
  for (const told of presentSettlement(settlement, words))
    await tell(context, told, { action, charger, payer });
}

/** Has the balance read at once where money came, and more often while it may still come. */
export function expectMoney({ account }: ChangeContext, entries: readonly ChargeEntry[]): void {
  if (entries.some(({ state }) => state.kind === "charged")) void account.look("manual");
  if (entries.some(({ state }) => state.kind === "charged" || state.kind === "open")) account.expectTopUp();
}

async function closeOpen(context: ChangeContext, { charger, payer }: Means): Promise<void> {
  const standing = await charger.standing(payer);
  if (standing.kind === "no-book") return tell(context, presentNoBook(standing));
  if (standing.open.length === 0) return tell(context, NONE_OPEN);
  const detail =
    `Account: ${context.title}\nLook in the vendor's dashboard first. ` +
    "Once closed, nothing here keeps you from paying a second time.";
  if (!(await confirmChange(context, "Close the open top-up?", detail, "Close It"))) return;
  for (const { id } of standing.open) {
    const settlement = await charger.closeByHand(id);
    if (settlement.kind === "no-book") return tell(context, presentNoBook(settlement));
    if (settlement.entries.length === 0) await tell(context, NONE_OPEN);
    for (const told of presentSettlement(settlement, wordsFor(context))) await tell(context, told);
  }
}

export const wordsFor = ({ title, locale, now }: ChangeContext) => ({
  vendor: title,
  locale,
  hideAmounts: readSettings().hideAmounts,
  now: now(),
});
