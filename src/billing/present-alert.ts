import type { Alert } from "./alerts.ts";
import { formatMoney, HIDDEN } from "./format.ts";
import type { Money } from "./money.ts";

export interface AlertPresentation {
  /** One or two short sentences. */
  readonly text: string;
  /** Something is wrong, or soon will be. */
  readonly grave: boolean;
  /** The one click that helps. */
  readonly help: "top-up" | "details" | "set-key";
}

/** Whom an alert is about, and what the vendor calls its secret. */
export interface Told {
  readonly title: string;
  readonly secret: string;
}

export function presentAlert(
  { kind, amount, against }: Alert,
  { title: vendor, secret }: Told,
  locale: string,
  hideAmounts: boolean,
): AlertPresentation {
  const money = (value: Money | undefined) =>
    value ? (hideAmounts ? HIDDEN : formatMoney(value, locale)) : "an unknown amount";
  switch (kind) {
    case "low":
      return {
        text: `${vendor}: ${money(amount)} left. The threshold is ${money(against)}.`,
        grave: true,
        help: "top-up",
      };
    case "empty":
      return { text: `${vendor}: nothing is left. Requests may be refused.`, grave: true, help: "top-up" };
    case "topped-up":
      return { text: `${vendor}: the balance rose by ${money(amount)}.`, grave: false, help: "details" };
    case "refill-missing":
      return {
        text: `${vendor}: auto top-up is on, but has not fired. ${money(amount)} left, the threshold is ${money(against)}.`,
        grave: true,
        help: "top-up",
      };
    case "credits-expired":
      return { text: `${vendor}: credits worth ${money(amount)} expired.`, grave: false, help: "details" };
    case "key-refused":
      return { text: `${vendor} no longer accepts the ${secret}.`, grave: true, help: "set-key" };
    case "spend-spike":
      return {
        text: `${vendor}: ${money(amount)} spent today, where ${money(against)} is usual.`,
        grave: false,
        help: "details",
      };
  }
}
