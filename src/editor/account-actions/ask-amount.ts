import * as vscode from "vscode";
import { formatMoney } from "../../billing/money/format.ts";
import { compareMoney, moneyFrom, type Money } from "../../billing/money/money.ts";

export interface AmountQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly locale: string;
  readonly least: Money;
  readonly most?: Money | undefined;
  /** Why no more, to follow the most. */
  readonly why?: string;
  readonly value?: Money | undefined;
}

const USD = /^\d{1,9}(\.\d{1,2})?$/;

/** Asks for an amount of USD in whole cents; undefined when the person turned back. */
export async function askAmount(question: AmountQuestion): Promise<Money | undefined> {
  const { title, prompt, locale, least, most, why = "" } = question;
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: "25.00",
    ignoreFocusOut: true,
    validateInput(text) {
      const amount = amountIn(text);
      if (!amount) return "Enter an amount in USD, such as 25 or 25.50.";
      if (compareMoney(amount, least) === -1) return `Minimum: ${formatMoney(least, locale)}.`;
      if (most && compareMoney(amount, most) === 1) return `Maximum: ${formatMoney(most, locale)}${why}.`;
      return undefined;
    },
  });
  return typed === undefined ? undefined : amountIn(typed);
}

/** Asks to type an amount once more; true only when it is that amount. */
export async function typedAgain(title: string, amount: Money, locale: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: `Type the amount again to confirm the top-up of ${formatMoney(amount, locale)}.`,
    ignoreFocusOut: true,
    validateInput: (text) => (isSame(amountIn(text), amount) ? undefined : "The amounts don't match."),
  });
  return typed !== undefined && isSame(amountIn(typed), amount);
}

const isSame = (a: Money | undefined, b: Money) => a !== undefined && compareMoney(a, b) === 0;

function amountIn(text: string): Money | undefined {
  const plain = text.trim().replace(/^\$\s*/, "");
  return USD.test(plain) ? moneyFrom(plain, "USD") : undefined;
}
