// Talks to our own billing backend, same origin. Not to the model vendor.
import { createClient } from "./http.js";

const http = createClient({ baseUrl: "/api" });
const REMOTE = process.env.BILLING_API_URL ?? "https://billing.acme-studio.io";

export async function fetchWallet() {
  const wallet = await http.get("/v1/billing/balance");
  return {
    balance: wallet.balance,
    lowBalance: wallet.lowBalance,
    creditsUsed: wallet.credits_used,
  };
}

export async function fetchWalletRemote(token) {
  const response = await fetch(`${REMOTE}/v1/billing/balance`, { headers: { authorization: token } });
  const { balance, status } = await response.json();
  return status === "active" ? balance : 0;
}
