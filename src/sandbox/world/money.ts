/**
 * Money in the sandbox is a safe integer of credits, so that a ledger adds up exactly.
 * 2,000,000 credits are 1 USD: https://docs.aimlapi.com/api-references/service-endpoints/account-balance
 */
const CREDITS_PER_USD = 2_000_000;

/** USD to the nearest whole credit. */
export const usdToCredits = (usd: number): number => Math.round(usd * CREDITS_PER_USD);

/** Credits to USD, as the number the vendor's JSON would carry. */
export const creditsToUsd = (credits: number): number => credits / CREDITS_PER_USD;

const CREDITS_PER_CENT = CREDITS_PER_USD / 100;

/** Credits to US cents, which may be fractional. */
export const creditsToCents = (credits: number): number => credits / CREDITS_PER_CENT;

/** US cents to the nearest whole credit. */
export const centsToCredits = (cents: number): number => Math.round(cents * CREDITS_PER_CENT);
