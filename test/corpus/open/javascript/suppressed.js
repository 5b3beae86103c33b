// Kept on the legacy call until the finance export moves, see the note in our handbook.
const KEY = process.env.AIMLAPI_API_KEY;

export async function legacyCredits() {
  // aimlapi-disable-next-line aimlapi/deprecated-endpoint
  const response = await fetch("https://api.aimlapi.com/v1/billing/balance", {
    headers: { Authorization: `Bearer ${KEY}` },
  });
  const body = await response.json();
  return body.balance; // aimlapi-disable-line
}

export async function liveUsd() {
  const response = await fetch("https://api.aimlapi.com/v2/billing", {
    headers: { Authorization: `Bearer ${KEY}` },
  });
  return (await response.json()).current_balance;
}
