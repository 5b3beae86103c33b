import { randomBytes } from "node:crypto";
import type { Accounts } from "../accounts.ts";
import { badRequest, Refused } from "../http/query.ts";
import { findRoute } from "../http/routes.ts";
import {
  type Answer,
  type Ask,
  jsonAnswer,
  keyOf,
  type Refusal,
  type Subject,
  type Twin,
} from "../http/vendor-twin.ts";
import type { ApiKey, Customer } from "../world/customer.ts";
import { derived, uuidOf } from "../world/derived-ids.ts";
import { perAccount } from "../world/per-account.ts";
import { invoices } from "./invoices.ts";
import { prepaidBalance, topUp } from "./prepaid.ts";
import { preview } from "./preview.ts";
import { proto } from "./proto.ts";
import type { Route, Settings } from "./route.ts";
import { billingInfo, paymentMethods, setBillingInfo, setDefaultMethod } from "./settings.ts";
import { setSpendingLimit, spendingLimits } from "./spending-limits.ts";
import { usage } from "./usage.ts";

const TEAM = "/v1/billing/teams/:team";
const VALIDATION = "/auth/management-keys/validation";

/** https://docs.x.ai/developers/rest-api-reference/management/billing */
const routes: Readonly<Record<string, Route>> = {
  [`GET ${TEAM}/prepaid/balance`]: { answer: prepaidBalance },
  [`POST ${TEAM}/prepaid/top-up`]: { answer: topUp, writes: true },
  [`GET ${TEAM}/postpaid/invoice/preview`]: { answer: preview },
  [`GET ${TEAM}/postpaid/spending-limits`]: { answer: spendingLimits },
  [`POST ${TEAM}/postpaid/spending-limits`]: { answer: setSpendingLimit, writes: true },
  [`GET ${TEAM}/billing-info`]: { answer: billingInfo },
  [`POST ${TEAM}/billing-info`]: { answer: setBillingInfo, writes: true },
  [`GET ${TEAM}/invoices`]: { answer: invoices },
  [`GET ${TEAM}/payment-method`]: { answer: paymentMethods },
  [`POST ${TEAM}/payment-method/default`]: { answer: setDefaultMethod, writes: true },
  [`POST ${TEAM}/usage`]: { answer: usage },
};

/** The numbers of gRPC for what went wrong. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 402: 9, 404: 5, 429: 8 };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export function createXaiTwin({ clock, customer }: Subject, { teamId }: Accounts["xai"]): Twin {
  const settingsOf = perAccount((): Settings => ({ info: null, method: null, soft: null }));
  const answer = (ask: Ask): Answer => {
    const { method, path, query, body } = ask;
    const isValidation = method === "GET" && path === VALIDATION;
    const found = findRoute(routes, method, path);
    if (!found && !isValidation) throw new Refused({ status: 404, message: "Not Found" });
    const key = keyOf(customer, ask);
    if (!key || customer.standing === "inference") {
      throw new Refused({ status: 401, message: "Invalid or missing management key" });
    }
    if (isValidation) return said(200, validation(customer, key, teamId));
    if (!found) throw new Refused({ status: 404, message: "Not Found" });
    checkTeam(found.params["team"] ?? "", teamId);
    const { standing } = customer;
    if (standing === "forbidden" || (standing === "read-only" && found.route.writes)) {
      throw new Refused({ status: 403, message: "The management key lacks a permission for this endpoint" });
    }
    const settings = settingsOf(customer.account());
    return said(200, found.route.answer({ customer, teamId, settings, now: clock.now(), query, body }));
  };
  const refuse = (_ask: Ask, { status, message }: Refusal) =>
    // Errors are undocumented: both forms its services use are met here.
    status === 401 || status === 403
      ? said(status, { code: "The caller does not have permission", error: message })
      : said(status, { code: CODES[status] ?? 13, message, details: [] });
  return {
    prefixes: ["/v1/billing/teams/", "/auth/management-keys/"],
    refuse,
    writes: ({ method, path }) => findRoute(routes, method, path)?.route.writes ?? false,
    answer(ask) {
      try {
        return answer(ask);
      } catch (error) {
        if (error instanceof Refused) return refuse(ask, error.refusal);
        throw error;
      }
    },
  };
}

function checkTeam(asked: string, own: string): void {
  if (!UUID.test(asked)) throw badRequest("team_id must be a UUID");
  if (asked !== own) throw new Refused({ status: 403, message: "The team is not yours" });
}

const said = (status: number, value: object): Answer =>
  jsonAnswer(status, proto(value) as object, { "cf-ray": `${randomBytes(8).toString("hex")}-FRA` });

/** What a management key is and may: the way to find the team it belongs to. */
function validation({ standing }: Customer, { key }: ApiKey, teamId: string): object {
  const uuid = (purpose: string) => uuidOf(derived(key, purpose));
  const ofOrganization = standing === "organization" || standing === "organization-only";
  const acls = ["team-token:endpoint:BillingRead", "team-token:endpoint:BillingWrite"];
  return {
    apiKeyId: uuid("xai key id"),
    teamId: standing === "organization-only" ? "" : teamId,
    scope: ofOrganization ? "SCOPE_ORGANIZATION" : "SCOPE_TEAM",
    scopeId: ofOrganization ? uuid("xai organization") : teamId,
    ownerUserId: uuid("xai owner"),
    createTime: "2025-11-05T09:12:44.123456Z",
    modifyTime: "2025-11-05T09:12:44.123456Z",
    name: "sandbox",
    acls: standing === "forbidden" ? [] : standing === "read-only" ? acls.slice(0, 1) : acls,
    redactedApiKey: `xai-...${key.slice(-4)}`,
    ipRanges: [],
  };
}
