// The gateway's address comes from the deployment; there is no default on purpose.
import { request } from "undici";

const base = process.env.AIML_API_URL;

export async function gatewayBalance(token) {
  const { statusCode, body } = await request(`${base}/v1/billing/balance`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`gateway said ${statusCode}`);
  }
  return body.text();
}
