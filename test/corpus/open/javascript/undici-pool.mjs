import { Pool } from "undici";

const vendor = new Pool("https://api.aimlapi.com", { connections: 2 });
const own = new Pool("https://wallet.studio.example", { connections: 2 });

export async function read(key) {
  const { statusCode, body } = await vendor.request({
    path: "/v1/billing/balance",
    method: "GET",
    headers: { authorization: `Bearer ${key}` },
  });
  const account = await body.json();
  return statusCode === 200 ? account.balance : Number.NaN;
}

export async function readOwn(session) {
  const { body } = await own.request({ path: "/v1/billing/balance", method: "GET", headers: { cookie: session } });
  return (await body.json()).balance;
}
