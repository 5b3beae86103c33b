import * as vscode from "vscode";
import { payerOf } from "../../billing/charges/charge-order.ts";
import type { Charger } from "../../billing/charges/charger.ts";
import type { ChargeOutcome } from "../../billing/charges/outcome.ts";
import { presentCharge, presentUntold } from "../../billing/charges/present-charge.ts";
import { mostFor, priceOf } from "../../billing/charges/price.ts";
import { formatMoney } from "../../billing/money/format.ts";
import { compareMoney, usd, type Money } from "../../billing/money/money.ts";
import { presentFailureOnce } from "../../billing/present/present-failure.ts";
import type { TopUp, TopUpTerms } from "../../billing/vendor/account-actions.ts";
import type { PaymentMethod } from "../../billing/vendor/report.ts";
import type { ChangeContext } from "./action-context.ts";
import { askAmount, typedAgain } from "./ask-amount.ts";
import { confirmChange } from "./confirm-change.ts";
import { expectMoney, recheck, settleOpen, tell, wordsFor } from "./open-charges.ts";
import { methodWords } from "./payment-method.ts";
import { isHindered, offerDashboard, readFor } from "./send-change.ts";

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
  if (standing.open.length > 0) return settleOpen(context, { action, charger, payer });

  const terms = await readFor(context, action.terms);
  if (!terms) return;
  if (terms.noMethod) return offerDashboard(context, `${title} has no payment method to charge.`);
  const left = { currency: "USD", nanos: standing.limit.nanos - standing.spent.nanos };
  const rest = mostFor(left, action.feePercent);
  const isVendors = terms.most !== undefined && compareMoney(terms.most, rest) === -1;
  const most = isVendors ? terms.most : rest;
  const why = isVendors ? "" : " (remaining daily limit)";
  if (compareMoney(most, terms.least) === -1) return tellLimit(context, standing.limit);
  // The editor may have ended before it could tell: nobody is to pay again for not knowing.
  const before = presentUntold(standing.untold, wordsFor(context));
  const range = `From ${formatMoney(terms.least, locale)} to ${formatMoney(most, locale)}${why}.`;
  const asking = askAmount({
    title: `${title}: Top Up`,
    prompt: [before, range, "You will be asked to confirm."].filter(Boolean).join(" "),
    locale,
    least: terms.least,
    most,
    why,
  });
  void charger.told(standing.untold.map(({ id }) => id));
  const amount = await asking;
  const price = amount && priceOf(amount, action.feePercent);
  const details = price && detailsOf(context, { terms, amount, price, before });
  if (!details || !(await isConfirmed(context, amount, details)) || (await isHindered(context))) return;
  await charge(context, action, charger, {
    payer,
    amount,
    method: terms.method,
    latest: standing.latest,
  });
}

interface Confirmed {
  readonly payer: string;
  readonly amount: Money;
  readonly method: PaymentMethod | undefined;
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
  const means = { action, charger, payer: confirmed.payer };
  if (outcome.kind === "tried" && outcome.entry.state.kind === "open") recheck(context, means);
  await tell(context, { ...told, text: said }, means, "entry" in outcome ? [outcome.entry] : []);
}

/** That there was no answer is all there is to say of why. */
const isSaid = (outcome: ChargeOutcome) =>
  outcome.kind === "tried" && outcome.entry.state.kind === "open" && outcome.entry.state.why === "no-answer";

/** A modal that says who pays, how much, with which fee and by which card. */
async function isConfirmed(
  context: ChangeContext,
  amount: Money,
  details: readonly string[],
): Promise<boolean> {
  const { title, locale } = context;
  const words = formatMoney(amount, locale);
  const detail = details.join("\n");
  if (!(await confirmChange(context, `Top up ${title} by ${words}?`, detail, `Top Up by ${words}`)))
    return false;
  return compareMoney(amount, LARGE) !== 1 || typedAgain(`${title}: Top Up`, amount, locale);
}

interface Offer {
  readonly terms: TopUpTerms;
  readonly amount: Money;
  readonly price: Money;
  /** What happened before, which the person has not been told. */
  readonly before: string | undefined;
}

function detailsOf({ title, locale }: ChangeContext, { terms, amount, price, before }: Offer): string[] {
  const card = terms.method
    ? methodWords(terms.method)
    : "the default payment method (the provider does not say which)";
  return [
    ...(before === undefined ? [] : [before]),
    `Account: ${title}`,
    `Amount: ${formatMoney(amount, locale)} (${amount.currency})`,
    feeLine(amount, price, locale),
    `Charged to: ${card}`,
  ];
}

/** Fee and total are rounded up: never below what is charged. */
function feeLine(amount: Money, price: Money, locale: string): string {
  const fee = { ...amount, nanos: price.nanos - amount.nanos };
  if (fee.nanos === 0n) return "No known fees; tax may apply";
  return `Fee: ${formatMoney(fee, locale)}, total ${formatMoney(price, locale)}`;
}

async function tellLimit({ locale }: ChangeContext, limit: Money): Promise<void> {
  const said = `Daily limit of ${formatMoney(limit, locale)} reached.`;
  if (await vscode.window.showInformationMessage(said, "Open Settings"))
    await vscode.commands.executeCommand("workbench.action.openSettings", "aimlapi.actions.dailyLimit");
}
