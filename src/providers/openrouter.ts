import { moneyFrom } from "../billing/money/money.ts";
import type { Endpoint } from "../billing/vendor/endpoint.ts";
import type { BalanceAnswer, Provider } from "../billing/vendor/provider.ts";
import type { Limit, ReportData } from "../billing/vendor/report.ts";
import { errorObject } from "./decode/error-object.ts";
import { type Fields, numberIn, record, unexpected, wordFor } from "./decode/fields.ts";

/** All amounts are USD. Source: https://openrouter.ai/docs/api/api-reference/credits/get-credits. */
export const openrouter: Provider = {
  id: "openrouter",
  name: "OpenRouter",
  origin: "https://openrouter.ai",
  credential: {
    secret: "management key",
    variables: ["OPENROUTER_MANAGEMENT_KEY", "OPENROUTER_PROVISIONING_KEY", "OPENROUTER_API_KEY"],
    needs: "Requires a management key: only these can read the balance.",
  },
  balance: { path: "/api/v1/credits", what: "the balance", decode: decodeCredits, error: errorObject },
  reports: [{ id: "limits", title: "Limit of this key", read: (ask) => ask(key) }],
  pages: {
    billing: "https://openrouter.ai/settings/credits",
    keys: "https://openrouter.ai/settings/management-keys",
    status: "https://status.openrouter.ai/",
  },
  sentences: {
    unauthorized: "OpenRouter rejected the management key. Check it or set a new one.",
    forbidden: "OpenRouter denied this request. Only management keys can read the balance.",
  },
};

/** Shape: `{ data: { total_credits: number, total_usage: number } }`. */
function decodeCredits(json: unknown): BalanceAnswer {
  const data = dataOf(json);
  const bought = moneyFrom(numberIn(data, "total_credits"), "USD");
  const used = moneyFrom(numberIn(data, "total_usage"), "USD");
  if (!bought || !used) throw unexpected("total_credits or total_usage is missing or not plausible");
  return { balance: { currency: "USD", nanos: bought.nanos - used.nanos } };
}

/** Source: https://openrouter.ai/docs/api/api-reference/api-keys/get-current-key. */
const key: Endpoint<ReportData> = { path: "/api/v1/key", decode: decodeKey, error: errorObject };

/** Shape: `{ data: { limit: number | null, limit_remaining: number | null, limit_reset, is_free_tier, … } }`. */
function decodeKey(json: unknown): ReportData {
  const data = dataOf(json);
  const amount = moneyFrom(numberIn(data, "limit"), "USD");
  const left = moneyFrom(numberIn(data, "limit_remaining"), "USD");
  if (!amount && data["limit"] !== null) throw unexpected("limit is missing or not plausible");
  const window = wordFor(WINDOWS, data["limit_reset"]);
  const limits: readonly Limit[] = [
    { name: "Spending limit", enabled: amount !== undefined, amount, window },
    ...(left ? [{ name: "Remaining", enabled: true, amount: left }] : []),
  ];
  return {
    kind: "limits",
    limits,
    note: data["is_free_tier"] === true ? "Free tier: no credits purchased yet." : undefined,
  };
}

const WINDOWS: Readonly<Record<string, string>> = { daily: "a day", weekly: "a week", monthly: "a month" };

function dataOf(json: unknown): Fields {
  const data = record(record(json)?.["data"]);
  if (!data) throw unexpected("data is missing");
  return data;
}
