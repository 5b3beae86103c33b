import * as vscode from "vscode";
import type { TopUp, TopUpTerms } from "../../billing/account-actions.ts";
import type { Charger } from "../../billing/charges/charger.ts";
import type { ChargeOutcome } from "../../billing/charges/outcome.ts";
import { payerOf } from "../../billing/charges/payer.ts";
import { presentCharge } from "../../billing/charges/present-charge.ts";
import { formatMoney } from "../../billing/format.ts";
import { compareMoney, usd, type Money } from "../../billing/money.ts";
import { presentFailureOnce } from "../../billing/present-failure.ts";
import type { ChangeContext } from "./account-change.ts";
import { askAmount, typedAgain } from "./ask-amount.ts";
import { isHindered, offerDashboard, readFor } from "./carry-out.ts";
import { confirmChange } from "./confirm-change.ts";
import { expectMoney, settleOpen, tell, wordsFor } from "./open-charges.ts";
import { methodWords } from "./payment-method.ts";

/** Above this, in USD, the amount is to be typed once more. */
const LARGE = usd(100);

/** Leads from the wish to what became of it: one attempt, confirmed by a person, written down before it is sent. */
export async function topUp(context: ChangeContext, action: TopUp): Promise<void> {
  const { account, title, locale } = context;
  const { subject = "" } = account.credential;
  const payer = await payerOf({ providerId: account.provider.id, subject });
  const charger = await context.charger();
  const standing = await charger.standing(payer);
  if (standing.kind === "no-book") return tell(context, presentCharge(standing, wordsFor(context)));
  if (standing.open.length > 0) return settleOpen(context, action, charger, payer);

  const terms = await readFor(context, action.terms);
  if (!terms) return;
  if (terms.noMethod) return offerDashboard(context, `${title} has no payment method to charge.`);
  const rest = { currency: "USD", nanos: standing.limit.nanos - standing.spent.nanos };
  const isVendors = terms.most !== undefined && compareMoney(terms.most, rest) === -1;
  const most = isVendors ? terms.most : rest;
  const why = isVendors ? "" : ", which is what the daily limit leaves";
  if (compareMoney(most, terms.least) === -1) return tellLimit(context, standing.limit);
  const amount = await askAmount({
    title: `${title}: Top Up`,
    prompt: `From ${formatMoney(terms.least, locale)} to ${formatMoney(most, locale)}${why}. You are asked before anything is charged.`,
    locale,
    least: terms.least,
    most,
    why,
  });
  if (!amount || !(await isConfirmed(context, terms, amount)) || (await isHindered(context))) return;
  await charge(context, action, charger, { payer, amount, latest: standing.latest });
}

interface Confirmed {
  readonly payer: string;
  readonly amount: Money;
  readonly latest: string | undefined;
}

async function charge(
  context: ChangeContext,
  action: TopUp,
  charger: Charger,
  confirmed: Confirmed,
): Promise<void> {
  const { account, title, locale, ask, obstacle } = context;
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `${title}: topping up` },
    () => charger.begin({ ...confirmed, topUp: action, ask, obstacle }),
  );
  context.changed();
  if (outcome.kind === "tried") expectMoney(context, [outcome.entry]);
  const told = presentCharge(outcome, wordsFor(context));
  const failure = isSaid(outcome) || !("failure" in outcome) ? undefined : outcome.failure;
  const said = failure ? `${told.text} ${presentFailureOnce(failure, account.provider, locale)}` : told.text;
  await tell(context, { ...told, text: said }, { action, charger, payer: confirmed.payer });
}

/** That there was no answer is all there is to say of why. */
const isSaid = (outcome: ChargeOutcome) =>
  outcome.kind === "tried" && outcome.entry.state.kind === "open" && outcome.entry.state.why === "no-answer";

/** A modal that says who pays, how much, with which fee and by which card. */
async function isConfirmed(context: ChangeContext, terms: TopUpTerms, amount: Money): Promise<boolean> {
  const { title, locale } = context;
  const words = formatMoney(amount, locale);
  const card = terms.method
    ? methodWords(terms.method)
    : "the default payment method; the vendor does not say which";
  const detail = [
    `Account: ${title}`,
    `Amount: ${words} (${amount.currency})`,
    feeLine(terms, amount, locale),
    `Charged to: ${card}`,
  ].join("\n");
  if (!(await confirmChange(context, `Top up ${title} by ${words}?`, detail, `Top Up by ${words}`)))
    return false;
  return compareMoney(amount, LARGE) !== 1 || typedAgain(`${title}: Top Up`, amount, locale);
}

function feeLine({ feePercent }: TopUpTerms, amount: Money, locale: string): string {
  if (feePercent === 0) return "Fees: none known; taxes may come on top";
  const fee = { ...amount, nanos: (amount.nanos * BigInt(Math.round(feePercent * 100))) / 10_000n };
  const total = { ...amount, nanos: amount.nanos + fee.nanos };
  return `Fee: ${feePercent} % on top, ${formatMoney(fee, locale)}, so about ${formatMoney(total, locale)} in all`;
}

async function tellLimit({ locale }: ChangeContext, limit: Money): Promise<void> {
  const said = `Top-ups from the editor may come to ${formatMoney(limit, locale)} within 24 hours, and no more fits in.`;
  if (await vscode.window.showInformationMessage(said, "Open Settings"))
    await vscode.commands.executeCommand("workbench.action.openSettings", "aimlapi.actions.dailyLimit");
}
