// `status` here is HTTP's, `balance` is Stripe's.
import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_KEY);

export async function overview(key) {
  const response = await fetch("https://api.aimlapi.com/v2/billing/detail", {
    headers: { Authorization: `Bearer ${key}` },
  });
  if (response.status === 403) return { status: "management key" };
  const detail = await response.json();
  const balance = await stripe.balance.retrieve();
  return {
    status: response.status,
    balance: detail.current_balance,
    lowBalanceThreshold: detail.autotopup_settings?.threshold,
    lastUpdated: Date.now(),
    stripe: balance.available[0].amount,
  };
}
