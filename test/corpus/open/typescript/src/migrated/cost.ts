/**
 * Cost of one call in dollars.
 *
 * Old answers carried `meta.usage.credits_used` only (2,000,000 of them make a dollar); the account was at
 * `GET /v1/billing/balance` of https://api.aimlapi.com. Callers of `creditsUsed()` move to `usdSpent()`.
 */
export interface AimlUsage {
  usd_spent: number;
}

const API = "https://api.aimlapi.com/v1";

export async function usdSpent(body: Record<string, unknown>, key: string): Promise<number> {
  const response = await fetch(API + "/chat/completions", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
  });
  const { meta } = (await response.json()) as { meta?: { usage?: AimlUsage | null } | null };
  return meta?.usage?.usd_spent ?? Number(response.headers.get("x-aimlapi-usd-spent") ?? 0);
}

// const balance = await get("/v1/billing/balance"); -> see account.ts, which asks /v2/billing/detail now
