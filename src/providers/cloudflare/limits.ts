import { moneyFrom, type Money } from "../../billing/money/money.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { Limit, Report } from "../../billing/vendor/report.ts";
import { moneyFromCents, notNegative } from "../decode/cents.ts";
import { type Fields, numberIn, record, unexpected, wordFor } from "../decode/fields.ts";
import { unlessRefused } from "../decode/refused.ts";
import { inWords } from "../decode/span-words.ts";
import { ACCOUNT, BILLING, cloudflareEndpoint, fieldsOf } from "./envelope.ts";

/** Each may take a request of its own. */
const MOST_GATEWAYS = 10;
const GATEWAY = /^[\w-]{1,64}$/;
const DURATIONS: Readonly<Record<string, string>> = { daily: "a day", weekly: "a week", monthly: "a month" };

/**
 * The limit of the account, in US cents: deprecated, but still answered.
 * Shape: `{ enabled, config: { amount: number | null, duration, strategy } }`.
 * Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/subresources/spending_limit/.
 */
export const spendingLimit: Endpoint<Limit> = cloudflareEndpoint({
  path: `${BILLING}/spending-limit`,
  result: (result) => {
    const answer = fieldsOf(result);
    const { enabled } = answer;
    if (typeof enabled !== "boolean") throw unexpected("enabled is missing or not a boolean");
    const config = record(answer["config"]) ?? {};
    const { duration, strategy } = config;
    const window = wordFor(DURATIONS, duration);
    return {
      name: "Account spending limit",
      own: true,
      enabled,
      amount: notNegative(moneyFromCents(numberIn(config, "amount"))),
      window: window && rolling(window, strategy),
    };
  },
});

/** Rows may hold their limits; where one does not, the gateway is asked. */
const gateways: Endpoint<readonly unknown[]> = cloudflareEndpoint({
  path: `${ACCOUNT}/ai-gateway/gateways`,
  query: { per_page: "20" },
  result: (result) => {
    if (!Array.isArray(result)) throw unexpected("the result is not a list");
    return result as readonly unknown[];
  },
});

/** Source: https://developers.cloudflare.com/ai-gateway/features/spend-limits/. */
const gateway = (id: string): Endpoint<Fields> =>
  cloudflareEndpoint({ path: `${ACCOUNT}/ai-gateway/gateways/{item}`, item: id, result: fieldsOf });

export const limits: Report = {
  id: "limits",
  title: "Spending limits",
  read: async (ask) => {
    const account = await unlessRefused(ask(spendingLimit), undefined);
    const list = await (account ? unlessRefused(ask(gateways), undefined) : ask(gateways));
    const found: Limit[] = account ? [account] : [];
    let unread = list === undefined;
    for (const row of list?.slice(0, MOST_GATEWAYS) ?? []) {
      const fields = record(row);
      const id = fields?.["id"];
      if (!fields || typeof id !== "string" || !GATEWAY.test(id)) unread = true;
      else {
        const whole = record(fields["spend_limits"])
          ? fields
          : await unlessRefused(ask(gateway(id)), undefined);
        if (whole) found.push(...limitsOf(id, whole["spend_limits"]));
        else unread = true;
      }
    }
    const notes = [
      unread && "Could not read the limits of some gateways.",
      (list?.length ?? 0) > MOST_GATEWAYS && `Only the first ${MOST_GATEWAYS} gateways are shown.`,
    ];
    return { kind: "limits", limits: found, note: notes.filter(Boolean).join(" ") || undefined };
  },
};

/** Shape: `{ enabled, rules: [{ limit, window, enabled, technique, model, provider, metadata }] }`: USD and seconds. */
function limitsOf(id: string, limits: unknown): readonly Limit[] {
  const { rules, enabled } = record(limits) ?? {};
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((each) => {
    const rule = record(each);
    if (!rule) return [];
    const { window, technique } = rule;
    return {
      name: `Gateway ${id}`,
      enabled: enabled !== false && rule["enabled"] !== false,
      amount: dollars(rule),
      window: typeof window === "number" && window > 0 ? rolling(inWords(window), technique) : undefined,
      note: isNarrow(rule) ? "Applies to some of its requests only." : undefined,
    };
  });
}

const dollars = (rule: Fields): Money | undefined => notNegative(moneyFrom(numberIn(rule, "limit"), "USD"));

const rolling = (window: string, technique: unknown) =>
  technique === "sliding" ? `${window}, rolling` : window;

const isNarrow = (rule: Fields) =>
  ["model", "provider", "metadata"].some((name) => Object.keys(record(rule[name]) ?? {}).length > 0);
