import { moneyFrom } from "../../billing/money/money.ts";
import type { AccountDetail, BalanceAnswer, Provider, Refill } from "../../billing/vendor/provider.ts";
import { notNegative } from "../decode/cents.ts";
import { numberIn, record, unexpected } from "../decode/fields.ts";
import { aimlapiError } from "./error.ts";
import { aimlapiLedger } from "./ledger.ts";
import { aimlapiUsage } from "./usage.ts";

/** Source: https://docs.aimlapi.com/api-references/service-endpoints/account-balance. All amounts are USD units. */
export const aimlapi = {
  id: "aimlapi",
  name: "AI/ML API",
  origin: "https://api.aimlapi.com",
  credential: { secret: "API key", variables: ["AIMLAPI_API_KEY", "AIML_API_KEY", "AIMLAPI_KEY"] },
  balance: { path: "/v2/billing", what: "the balance", decode: decodeBalance, error: aimlapiError },
  detail: { path: "/v2/billing/detail", what: "the balance", decode: decodeDetail, error: aimlapiError },
  ledger: aimlapiLedger,
  usage: { scope: "key", mostDays: 92, days: aimlapiUsage },
  pages: {
    billing: "https://aimlapi.com/app/billing",
    keys: "https://aimlapi.com/app/keys",
    status: "https://status.aimlapi.com/",
  },
  sentences: {
    "wrong-key-kind": "This key cannot read the balance. Use a regular API key instead of a management key.",
    forbidden:
      "AI/ML API denied this request: the account may be out of credits, or the key is a management key. Check both.",
  },
} satisfies Provider;

/** Shape: `{ current_balance: number, currency: "USD" }`. */
function decodeBalance(json: unknown): BalanceAnswer {
  const answer = record(json);
  if (!answer) throw unexpected("the answer is not an object");
  const balance = moneyFrom(numberIn(answer, "current_balance"), answer["currency"]);
  if (balance) return { balance };
  throw unexpected(
    numberIn(answer, "current_balance") === undefined
      ? "current_balance is missing or not a number"
      : "current_balance or currency is not plausible",
  );
}

/**
 * Shape: `{ user_id, email, current_balance, currency, autotopup_settings: { is_enabled, threshold, amount, currency } }`.
 * The published schema does not say which of them are required, so each may be missing.
 */
function decodeDetail(json: unknown): AccountDetail {
  const answer = record(json);
  if (!answer) throw unexpected("the answer is not an object");
  const settings = record(answer["autotopup_settings"]) ?? {};
  const currency = settings["currency"] ?? answer["currency"];
  const email = answer["email"];
  const userId = answer["user_id"];
  const enabled = settings["is_enabled"];
  const found = {
    current_balance: moneyFrom(numberIn(answer, "current_balance"), answer["currency"]),
    email: typeof email === "string" && email !== "" ? email : undefined,
    user_id: typeof userId === "number" || typeof userId === "string" ? String(userId) : undefined,
    "autotopup_settings.is_enabled": typeof enabled === "boolean" ? enabled : undefined,
    "autotopup_settings.threshold": notNegative(moneyFrom(numberIn(settings, "threshold"), currency)),
    "autotopup_settings.amount": notNegative(moneyFrom(numberIn(settings, "amount"), currency)),
  };
  const refill: Refill = {
    enabled: found["autotopup_settings.is_enabled"],
    threshold: found["autotopup_settings.threshold"],
    amount: found["autotopup_settings.amount"],
  };
  const missing = Object.entries(found).flatMap(([name, value]) => (value === undefined ? [name] : []));
  return { balance: found.current_balance, refill, email: found.email, userId: found.user_id, missing };
}
