type Vendor = { origin: string; balance: string; pick: (body: any) => number };

export const VENDORS: Record<string, Vendor> = {
  aimlapi: {
    origin: "https://api.aimlapi.com",
    balance: "/v2/billing",
    pick: (body) => body.current_balance,
  },
  venice: {
    origin: "https://api.venice.ai",
    balance: "/api/v1/billing/balance",
    pick: (body) => body.balances.USD,
  },
  novita: {
    origin: "https://api.novita.ai",
    balance: "/v3/billing/balance",
    pick: (body) => body.balance,
  },
  relay: {
    origin: "https://relay.eu-central.example.net",
    balance: "/v1/billing/balance",
    pick: (body) => (body.status === "ok" ? body.balance : 0),
  },
};

export async function usd(name: string, key: string): Promise<number> {
  const vendor = VENDORS[name]!;
  const response = await fetch(vendor.origin + vendor.balance, { headers: { authorization: `Bearer ${key}` } });
  return vendor.pick(await response.json());
}
