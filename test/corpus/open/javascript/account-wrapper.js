const API = "https://api.aimlapi.com";

function headers() {
  return { Authorization: `Bearer ${localStorage.getItem("aimlapi.key")}` };
}

async function get(path, params = {}) {
  const url = new URL(path, API);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  const response = await fetch(url, { headers: headers() });
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw new Error(problem?.message ?? response.statusText);
  }
  return response.json();
}

export const listModels = () => get("/v1/models");

export async function showAccount(root) {
  const account = await get("/v1/billing/balance");
  root.querySelector(".credits").textContent = account.balance.toLocaleString();
  root.querySelector(".warning").hidden = !account.lowBalance;

  const usage = await get("/v2/usage", { period: "24h" });
  root.querySelector(".spend").textContent = `${usage.spend} ${usage.currency}`;
}
