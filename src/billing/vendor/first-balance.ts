import { failureIn } from "./billing-error.ts";
import type { BalanceAnswer } from "./provider.ts";

/** Where something else may be asked, the vendor's word that there is nothing is an answer without an amount. */
export async function firstBalance(
  reading: Promise<BalanceAnswer>,
  hasFallback: boolean,
): Promise<BalanceAnswer> {
  try {
    return await reading;
  } catch (error) {
    const failure = failureIn(error);
    if (hasFallback && failure?.kind === "not-found" && failure.fromVendor) return {};
    throw error;
  }
}
