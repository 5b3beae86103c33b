import type { CardName } from "./outcome.ts";

/** Whether both name the same card. */
export const isSameCard = (a: CardName, b: CardName): boolean =>
  (a.brand ?? "").toLowerCase() === (b.brand ?? "").toLowerCase() && (a.last4 ?? "") === (b.last4 ?? "");
