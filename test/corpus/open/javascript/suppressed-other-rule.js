const ACCOUNT = "https://api.aimlapi.com";

export const check = async (key) => {
  // aimlapi-disable-next-line aimlapi/deprecated-header
  const res = await fetch(`${ACCOUNT}/v1/billing/balance`, { headers: { Authorization: `Bearer ${key}` } });
  // aimlapi-disable-next-line aimlapi/v1-response-field
  const { balance, lowBalance } = await res.json();
  return lowBalance ? 0 : balance;
};
