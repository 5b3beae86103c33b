const base = "https://api.aimlapi.com";

export const models = () => fetch(`${base}/v1/models`).then((r) => r.json());

export async function tenants(list) {
  const out = [];
  for (const { base, token } of list) {
    const r = await fetch(`${base}/v1/billing/balance`, { headers: { "x-tenant-token": token } });
    out.push(await r.json());
  }
  return out.map((tenant) => tenant.balance);
}

export function local(port) {
  const base = `http://127.0.0.1:${port}`;
  return fetch(base + "/v1/billing/balance").then((r) => r.json());
}
