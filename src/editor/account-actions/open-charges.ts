import * as vscode from "vscode";
import { isOpen, momentOf, type ChargeEntry } from "../../billing/charges/charge-book.ts";
import type { Charger } from "../../billing/charges/charger.ts";
import {
  presentNoBook,
  presentSettlement,
  type ChargePresentation,
} from "../../billing/charges/present-charge.ts";
import { recheckOpen } from "../../billing/charges/recheck.ts";
import type { TopUp } from "../../billing/vendor/account-actions.ts";
import { readSettings } from "../settings/settings.ts";
import type { ChangeContext } from "./action-context.ts";
import { confirmChange } from "./confirm-change.ts";
import { isHindered, openDashboard } from "./send-change.ts";

/** With what an open attempt can be looked up. */
export interface Means {
  readonly action: TopUp;
  readonly charger: Charger;
  readonly payer: string;
}

const NONE_OPEN = { text: "No pending top-ups.", grave: false, help: [] } as const;

const LABELS = { dashboard: "Open Dashboard", settle: "Check Again", close: "Close Manually…" } as const;

/** Says what is known of attempts, and does what the person wants about it. */
export async function tell(
  context: ChangeContext,
  told: ChargePresentation,
  means?: Means,
  entries: readonly ChargeEntry[] = [],
): Promise<void> {
  // "Do Not Disturb" lets errors through, and this must not be missed.
  const show = told.grave ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
  const helps = told.help.filter((help) => help === "dashboard" || means !== undefined);
  const choosing = show(told.text, ...helps.map((help) => LABELS[help]));
  const known = entries.filter(({ state }) => state.kind !== "open").map(({ id }) => id);
  if (known.length > 0) void means?.charger.told(known);
  const choice = await choosing;
  if (choice === LABELS.dashboard) await openDashboard(context.account.provider.pages.billing);
  if (!means) return;
  if (choice === LABELS.settle) await settleOpen(context, means);
  if (choice === LABELS.close) await closeOpen(context, means);
}

/** Asks the vendor's records what became of what is open, and says it. */
export async function settleOpen(context: ChangeContext, means: Means): Promise<void> {
  if (await isHindered(context)) return;
  const { action, charger, payer } = means;
  const words = wordsFor(context);
  const settlement = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `${context.title}: checking a pending top-up` },
    () => charger.settle(payer, action, context.ask),
  );
  context.changed();
  if (settlement.kind === "no-book") return tell(context, presentNoBook(settlement));
  if (settlement.entries.length === 0) return tell(context, NONE_OPEN);
  expectMoney(context, settlement.entries);
  if (settlement.entries.some(isOpen)) recheck(context, means);
  for (const [index, told] of presentSettlement(settlement, words).entries())
    await tell(context, told, means, settlement.entries.slice(index, index + 1));
}

/** Has the records read again on a schedule while an attempt is open, and says what came of it. */
export function recheck(context: ChangeContext, means: Means): void {
  const { charger, payer, action } = means;
  recheckOpen({
    payer,
    clock: context.clock,
    cell: context.account.stores.cell,
    running: context.rechecks,
    settle: async () => {
      if ((await context.obstacle()) !== undefined) return "stop";
      const settlement = await charger.settle(payer, action, context.ask);
      if (settlement.kind === "no-book") return "stop";
      const { entries } = settlement;
      if (entries.some(isOpen)) return "open";
      // Another window, or the person, settled it and has told.
      if (entries.length === 0) return "stop";
      expectMoney(context, entries);
      context.changed();
      for (const [index, told] of presentSettlement(settlement, wordsFor(context)).entries())
        void tell(context, told, means, entries.slice(index, index + 1));
      return "stop";
    },
  });
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
    `Account: ${context.title}\nCheck the provider's dashboard first. ` +
    "After closing it, nothing prevents a double charge.";
  if (!(await confirmChange(context, "Close the pending top-up?", detail, "Close Top-Up"))) return;
  for (const { id } of standing.open) {
    const settlement = await charger.closeByHand(id);
    if (settlement.kind === "no-book") return tell(context, presentNoBook(settlement));
    if (settlement.entries.length === 0) await tell(context, NONE_OPEN);
    for (const told of presentSettlement(settlement, wordsFor(context))) await tell(context, told);
  }
}

export const wordsFor = ({ title, locale, clock }: ChangeContext) => ({
  vendor: title,
  locale,
  hideAmounts: readSettings().hideAmounts,
  ...momentOf(clock),
});
