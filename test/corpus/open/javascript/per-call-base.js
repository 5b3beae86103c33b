import axios from "axios";

const auth = (key) => ({ Authorization: `Bearer ${key}` });

export async function compare(aimlKey, relayKey) {
  const [vendor, relay] = await Promise.all([
    axios.get("/v1/billing/balance", { baseURL: "https://api.aimlapi.com", headers: auth(aimlKey) }),
    axios.get("/v1/billing/balance", { baseURL: "https://relay.example.net", headers: auth(relayKey) }),
  ]);
  return { vendor: vendor.data.balance, relay: relay.data.balance, ok: vendor.status === 200 };
}

export const models = () => axios({ method: "get", baseURL: "https://api.aimlapi.com", url: "/v1/models" });

export const raw = (key) =>
  axios({ method: "get", baseURL: "https://api.aimlapi.com/v1", url: "/billing/balance", headers: auth(key) });
