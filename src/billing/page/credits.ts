import type { Money } from "../money.ts";

const NANOS_PER_CREDIT = 500n;
export const CREDITS_PER_USD = 2_000_000;

/** Whole credits, rounded down; undefined for another currency. */
export const creditsFrom = ({ currency, nanos }: Money): number | undefined =>
  currency === "USD" ? Number(nanos / NANOS_PER_CREDIT) : undefined;
