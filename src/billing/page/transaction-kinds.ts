import { shownName } from "../text/display-name.ts";

interface Kind {
  readonly label: string;
  /** The name of a codicon; none for the kind of which there are thousands. */
  readonly icon?: string;
}

/** The vendor's types of movement, https://docs.aimlapi.com/ (account balance, transactions). */
const KINDS: Readonly<Record<string, Kind>> = {
  PAYMENT: { label: "Top-up", icon: "credit-card" },
  BONUS: { label: "Bonus", icon: "gift" },
  REFUND: { label: "Refund", icon: "discard" },
  ADJUSTMENT: { label: "Adjustment", icon: "edit" },
  MODEL_USAGE: { label: "Usage" },
  CREDITS_EXPIRED: { label: "Expired", icon: "history" },
  INIT: { label: "Opening balance", icon: "account" },
};

/** A type the vendor added since is shown by its own name. */
export const kindOf = (type: string): Kind =>
  (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? { label: shownName(type), icon: "question" };
