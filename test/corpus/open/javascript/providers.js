// One table for every account page we poll.
const PROVIDERS = {
  aimlapi: {
    label: "AI/ML API",
    base: "https://api.aimlapi.com",
    balancePath: "/v1/billing/balance",
    key: process.env.AIMLAPI_API_KEY,
  },
  venice: {
    label: "Venice",
    base: "https://api.venice.ai/api",
    balancePath: "/v1/billing/balance",
    key: process.env.VENICE_KEY,
  },
  novita: {
    label: "Novita",
    base: "https://api.novita.ai",
    balancePath: "/v3/billing/balance",
    key: process.env.NOVITA_KEY,
  },
};

export async function rawBalance(name) {
  const provider = PROVIDERS[name];
  if (!provider) throw new RangeError(`unknown provider ${name}`);
  const response = await fetch(provider.base + provider.balancePath, {
    headers: { Authorization: `Bearer ${provider.key}` },
  });
  return response.json();
}
