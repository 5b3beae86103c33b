import { load } from "jsr:@std/dotenv";

await load({ export: true });

const base = Deno.env.get("AIMLAPI_BASE_URL");
const token = Deno.env.get("AIMLAPI_TOKEN");
const hook = Deno.env.get("NTFY_TOPIC");

Deno.cron("look at the wallet", "*/30 * * * *", async () => {
  const res = await fetch(`${base}/v1/billing/balance`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (res.status === 401) {
    await notify("the key is not valid any more");
    return;
  }
  const { balance: credits = 0 } = await res.json();
  if (credits < 4_000_000) await notify(`less than two dollars left: ${credits} credits`);
});

async function notify(message: string): Promise<void> {
  if (!hook) return;
  await fetch(`https://ntfy.sh/${hook}`, { method: "POST", body: message, headers: { Title: "AI balance" } });
}
