import got from "got";

const aimlapi = got.extend({
  prefixUrl: "https://api.aimlapi.com/",
  headers: { authorization: `Bearer ${process.env.AIMLAPI_TOKEN}` },
  responseType: "json",
});

const venice = got.extend({
  prefixUrl: "https://api.venice.ai/api/",
  headers: { authorization: `Bearer ${process.env.VENICE_TOKEN}` },
  responseType: "json",
});

export async function balances() {
  const [a, v] = await Promise.all([aimlapi.get("v1/billing/balance"), venice.get("v1/billing/balance")]);
  return {
    aimlapi: a.body.balance / 2e6,
    venice: v.body.balance,
  };
}
