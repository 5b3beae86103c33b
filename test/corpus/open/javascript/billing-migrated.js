/**
 * Account figures of AI/ML API.
 *
 * Until March this module asked https://api.aimlapi.com/v1/billing/balance and divided `balance` by two
 * million; meta.usage.credits_used of each answer was summed up beside it. Both are gone here:
 * /v2/billing answers in dollars already.
 */
const HOST = "https://api.aimlapi.com";

const authorization = () => ({ Authorization: `Bearer ${process.env.AIMLAPI_API_KEY}` });

export async function currentBalance() {
  // was: fetch(HOST + "/v1/billing/balance")
  const response = await fetch(`${HOST}/v2/billing`, { headers: authorization() });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { current_balance: balance, currency } = await response.json();
  return { balance, currency };
}

export async function spent(messages) {
  const response = await fetch(`${HOST}/v1/chat/completions`, {
    method: "POST",
    headers: { ...authorization(), "Content-Type": "application/json" },
    body: JSON.stringify({ model: "gpt-4o", messages }),
  });
  const answer = await response.json();
  return answer.meta?.usage?.usd_spent ?? 0;
}
