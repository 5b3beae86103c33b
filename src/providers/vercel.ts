import { moneyFrom } from "../billing/money/money.ts";
import type { BalanceAnswer, Provider } from "../billing/vendor/provider.ts";
import { errorObject } from "./decode/error-object.ts";
import { record, unexpected } from "./decode/fields.ts";

/** The credits of a team, in USD. Source: https://vercel.com/docs/ai-gateway/usage. */
export const vercel: Provider = {
  id: "vercel",
  name: "Vercel AI Gateway",
  origin: "https://ai-gateway.vercel.sh",
  credential: { secret: "API key", variables: ["AI_GATEWAY_API_KEY"] },
  balance: { path: "/v1/credits", what: "the balance", decode: decodeCredits, error: errorObject },
  pages: {
    billing: "https://vercel.com/d?to=%2F%5Bteam%5D%2F%7E%2Fai-gateway",
    keys: "https://vercel.com/d?to=%2F%5Bteam%5D%2F%7E%2Fai-gateway%2Fapi-keys",
    status: "https://www.vercel-status.com/",
  },
};

/** Shape: `{ balance: "95.50", total_used: "4.50" }`. */
function decodeCredits(json: unknown): BalanceAnswer {
  const text = record(json)?.["balance"];
  const balance = typeof text === "string" ? moneyFrom(text, "USD") : undefined;
  if (!balance) throw unexpected("balance is missing or not plausible");
  return { balance };
}
