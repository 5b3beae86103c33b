import type { Vendor } from "../../../src/sandbox/vendors.ts";

/** Where what an endpoint tells, or does, is found: the id of a report follows its colon, the name of an action as well. */
export type Place =
  | "balance"
  | "fallback"
  | "detail"
  | "ledger"
  | "usage"
  | "verify"
  | "discover"
  | `report:${string}`
  | `action:${string}`;

/** Method and path of an endpoint, and all places it has. */
export type Published = Readonly<Record<string, readonly Place[]>>;

const cloudflareBilling = (rest: string) => `/client/v4/accounts/{subject}/ai-gateway/billing/${rest}`;
const xaiTeam = (rest: string) => `/v1/billing/teams/{subject}/${rest}`;

/** What vendors publish of their billing APIs, and what else we ask of them. */
export const published: Readonly<Record<Vendor, Published>> = {
  /** https://docs.aimlapi.com/api-references/service-endpoints; `/v2/usage` is the sum of its detail. */
  aimlapi: {
    "GET /v2/billing": ["balance"],
    "GET /v2/billing/detail": ["detail"],
    "GET /v2/billing/transactions": ["ledger"],
    "GET /v2/usage/detail": ["usage"],
  },
  /** https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/ */
  cloudflare: {
    [`GET ${cloudflareBilling("credit-balance")}`]: ["balance", "report:payment-methods", "action:topUp"],
    [`GET ${cloudflareBilling("usage-history")}`]: ["usage"],
    [`GET ${cloudflareBilling("invoice-history")}`]: ["report:invoices", "action:topUp"],
    [`GET ${cloudflareBilling("invoice-preview")}`]: ["report:invoice-preview"],
    [`POST ${cloudflareBilling("topup")}`]: ["action:topUp"],
    [`POST ${cloudflareBilling("topup/status")}`]: ["action:topUp"],
    [`GET ${cloudflareBilling("topup/config")}`]: ["report:refill"],
    [`POST ${cloudflareBilling("topup/config")}`]: ["action:setRefill"],
    [`DELETE ${cloudflareBilling("topup/config")}`]: ["action:removeRefill"],
    [`GET ${cloudflareBilling("topup/limits")}`]: ["report:refill", "action:topUp"],
    [`GET ${cloudflareBilling("spending-limit")}`]: ["report:limits", "action:setLimit"],
    [`POST ${cloudflareBilling("spending-limit")}`]: ["action:setLimit"],
    [`DELETE ${cloudflareBilling("spending-limit")}`]: ["action:removeLimit"],
    // Beside billing: where spending limits live now, and what a token is.
    "GET /client/v4/accounts/{subject}/ai-gateway/gateways": ["report:limits"],
    "GET /client/v4/accounts/{subject}/ai-gateway/gateways/:gateway": ["report:limits"],
    "GET /client/v4/accounts": ["discover"],
    "GET /client/v4/user/tokens/verify": ["verify"],
    "GET /client/v4/accounts/{subject}/tokens/verify": ["verify"],
  },
  /** https://docs.x.ai/developers/rest-api-reference/management/billing */
  xai: {
    [`GET ${xaiTeam("billing-info")}`]: ["report:billing-information", "action:setBillingInformation"],
    [`POST ${xaiTeam("billing-info")}`]: ["action:setBillingInformation"],
    [`GET ${xaiTeam("invoices")}`]: ["report:invoices"],
    [`GET ${xaiTeam("payment-method")}`]: ["report:payment-methods", "action:topUp", "action:setDefaultPaymentMethod"],
    [`POST ${xaiTeam("payment-method/default")}`]: ["action:setDefaultPaymentMethod"],
    [`GET ${xaiTeam("postpaid/invoice/preview")}`]: ["balance", "report:invoice-preview"],
    [`GET ${xaiTeam("postpaid/spending-limits")}`]: ["report:limits", "action:setLimit"],
    [`POST ${xaiTeam("postpaid/spending-limits")}`]: ["action:setLimit"],
    [`GET ${xaiTeam("prepaid/balance")}`]: ["fallback", "report:changes", "action:topUp"],
    [`POST ${xaiTeam("prepaid/top-up")}`]: ["action:topUp"],
    [`POST ${xaiTeam("usage")}`]: ["usage"],
    "GET /auth/management-keys/validation": ["verify", "discover"],
  },
  /** https://openrouter.ai/docs/api/api-reference/credits/get-credits, …/api-keys/get-current-key */
  openrouter: { "GET /api/v1/credits": ["balance"], "GET /api/v1/key": ["report:limits"] },
  /** https://api-docs.deepseek.com/api/get-user-balance */
  deepseek: { "GET /user/balance": ["balance"] },
  /** https://vercel.com/docs/ai-gateway/usage */
  vercel: { "GET /v1/credits": ["balance"] },
}; // prettier-ignore
