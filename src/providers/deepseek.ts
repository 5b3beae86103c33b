import { moneyFrom, type Money } from "../billing/money/money.ts";
import { BillingError } from "../billing/vendor/billing-error.ts";
import type { BalanceAnswer, Provider } from "../billing/vendor/provider.ts";
import { errorObject } from "./decode/error-object.ts";
import { type Fields, record, recordsIn, unexpected } from "./decode/fields.ts";

/** Source: https://api-docs.deepseek.com/api/get-user-balance. */
export const deepseek: Provider = {
  id: "deepseek",
  name: "DeepSeek",
  origin: "https://api.deepseek.com",
  credential: { secret: "API key", variables: ["DEEPSEEK_API_KEY", "DEEPSEEK_KEY"] },
  balance: { path: "/user/balance", what: "the balance", decode: decodeBalance, error: errorObject },
  pages: {
    billing: "https://platform.deepseek.com/top_up",
    keys: "https://platform.deepseek.com/api_keys",
    status: "https://status.deepseek.com/",
  },
};

/** Shape: `{ is_available, balance_infos: [{ currency: "USD" | "CNY", total_balance: "110.00", … }] }`. */
function decodeBalance(json: unknown): BalanceAnswer {
  const answer = record(json);
  if (!answer) throw unexpected("the answer is not an object");
  const amounts = recordsIn(answer, "balance_infos").map(decodeAmount);
  const held = amounts.filter(({ nanos }) => nanos !== 0n);
  const balance = held.find(({ currency }) => currency === "USD") ?? held[0] ?? amounts[0];
  if (!balance) throw new BillingError({ kind: "no-balance", detail: "balance_infos is empty" });
  const usable = answer["is_available"];
  return {
    balance,
    others: held.filter((each) => each !== balance),
    ...(typeof usable === "boolean" && { usable }),
  };
}

function decodeAmount(info: Fields): Money {
  const total = info["total_balance"];
  const amount = typeof total === "string" ? moneyFrom(total, info["currency"]) : undefined;
  if (!amount) throw unexpected("total_balance or currency is missing or not plausible");
  return amount;
}
