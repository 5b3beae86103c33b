import ky from "ky";

const api = ky.create({
  prefixUrl: "https://api.aimlapi.com/v1",
  headers: { authorization: `Bearer ${process.env.AIMLAPI_KEY}` },
  retry: { limit: 2 },
});

const { balance: credits, lowBalanceThreshold: threshold = 0 } = await api.get("billing/balance").json();

if (credits < threshold) {
  console.error(`💸 only ${credits} credits left (threshold ${threshold})`);
  process.exit(1);
}
console.log(`${credits} credits left`);
