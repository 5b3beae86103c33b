import { formatMoney, HIDDEN } from "../money/format.ts";
import type { Money } from "../money/money.ts";
import type { Alert } from "../state/alert-state.ts";

export interface AlertPresentation {
  /** One or two short sentences. */
  readonly text: string;
  /** Something is wrong, or soon will be. */
  readonly grave: boolean;
  /** The one click that helps. */
  readonly help: "top-up" | "details" | "set-key";
}

/** Whose alert it is. */
export interface AlertedAccount {
  readonly title: string;
  /** What its vendor calls the secret, such as "API key". */
  readonly secret: string;
}

export function presentAlert(
  { kind, amount, against }: Alert,
  { title, secret }: AlertedAccount,
  locale: string,
  hideAmounts: boolean,
): AlertPresentation {
  const money = (value: Money | undefined) =>
    value ? (hideAmounts ? HIDDEN : formatMoney(value, locale)) : "an unknown amount";
  switch (kind) {
    case "low":
      return {
        text: `${title}: Balance low: ${money(amount)} left (alert at ${money(against)})`,
        grave: true,
        help: "top-up",
      };
    case "empty":
      return {
        text:
          amount && amount.nanos > 0n
            ? `${title}: not usable for API calls, with ${money(amount)} left. Requests may fail.`
            : `${title}: Balance empty. Requests may fail until you top up.`,
        grave: true,
        help: "top-up",
      };
    case "topped-up":
      return {
        text: `${title}: Topped up${amount ? `: +${money(amount)}` : ""}${against ? `, now ${money(against)}` : ""}`,
        grave: false,
        help: "details",
      };
    case "refill-missing":
      return {
        text: `${title}: Auto top-up didn't run. Check your card. ${money(amount)} left, auto top-up is due below ${money(against)}.`,
        grave: true,
        help: "top-up",
      };
    case "credits-expired":
      return { text: `${title}: ${money(amount)} in credits expired.`, grave: false, help: "details" };
    case "key-refused":
      return { text: `${title} no longer accepts the ${secret}.`, grave: true, help: "set-key" };
    case "deducted":
      return {
        text: `${title}: ${money(amount)} was deducted that is not usage. Check the transactions.`,
        grave: true,
        help: "details",
      };
    case "spend-spike":
      return {
        text: `${title}: Unusual spend: ${money(amount)} today, typically ${money(against)}`,
        grave: false,
        help: "details",
      };
  }
}
