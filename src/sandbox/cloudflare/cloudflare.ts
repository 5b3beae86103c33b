import { randomBytes } from "node:crypto";
import type { Accounts } from "../accounts.ts";
import { Refused } from "../http/query.ts";
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
import { perAccount } from "../world/per-account.ts";
import { billingRoutes } from "./billing.ts";
import { gatewayRoutes } from "./gateways.ts";
import { pageOf } from "./page.ts";
import type { OldLimit, Question, Route, Said } from "./route.ts";

/** What a token is, and which accounts it sees: https://developers.cloudflare.com/api/resources/accounts */
const accessRoutes: Readonly<Record<string, Route>> = {
  "GET /user/tokens/verify": { needs: "token", answer: (question) => verify(question, "key-1") },
  "GET /accounts/:account/tokens/verify": { needs: "token", answer: (question) => verify(question, "key-2") },
  "GET /accounts": {
    needs: "token",
    answer: ({ customer, own, query }) => {
      const blind = customer.standing === "forbidden" || customer.standing === "inference";
      const accounts = [
        { id: own.accountId, name: "Sandbox" },
        { id: own.otherAccountId, name: "Sandbox, not billed" },
      ].map((each) => ({ ...each, type: "standard", created_on: "2025-03-04T05:06:07.000000Z" }));
      return pageOf(blind ? [] : accounts, query);
    },
  },
};

/** The first key is a user's token, the second one the account owns: each is verified in its place only. */
function verify({ key }: Question, wanted: string): Said {
  if (key.id !== wanted) throw new Refused({ status: 401, message: "Invalid API Token", code: 1000 });
  return { result: { id: key.key.slice(0, 8).repeat(4), status: "active" } };
}

/** https://developers.cloudflare.com/api */
const BASE = "/client/v4";

/** What the platform says without a code of its own. */
const CODES: Readonly<Record<number, number>> = { 400: 7001, 401: 10_000, 403: 10_000, 404: 7000, 429: 971 };

const routes: Readonly<Record<string, Route>> = { ...accessRoutes, ...billingRoutes, ...gatewayRoutes };

export function createCloudflareTwin({ clock, customer }: Subject, own: Accounts["cloudflare"]): Twin {
  const routeOf = ({ method, path }: Ask) => findRoute(routes, method, path.slice(BASE.length));
  const limits = perAccount((): OldLimit => ({ removed: false }));
  const answer = (ask: Ask): Answer => {
    const found = routeOf(ask);
    if (!found) throw new Refused({ status: 404, message: "No route for that URI" });
    const { route, params } = found;
    const key = keyOf(customer, ask);
    if (!key) throw unauthorized(route);
    const { account } = params;
    if (account !== undefined && !/^[0-9a-f]{32}$/u.test(account)) throw noSuchAccount(ask);
    const foreign = account !== undefined && account !== own.accountId;
    if (foreign || !mayUse(customer.standing, route)) {
      throw new Refused({ status: 403, message: "Authentication error" });
    }
    if (route.needs === "session") throw new Refused(route.refusal);
    const { query, body } = ask;
    const limit = limits(customer.account());
    const said = route.answer({ customer, own, key, limit, now: clock.now(), query, body, params });
    // Both forms of "nothing to tell" were seen.
    const messages = ask.path.includes("/topup") ? null : [];
    return envelope(200, { success: true, errors: [], messages, ...said });
  };
  const refuse = (_ask: Ask, { status, message, code = CODES[status] ?? 10_001 }: Refusal) =>
    envelope(status, {
      success: false,
      result: status === 403 ? {} : null,
      errors: [{ code, message }],
      messages: [],
    });
  return {
    prefixes: [`${BASE}/`],
    refuse,
    writes: (ask) => routeOf(ask)?.route.writes ?? false,
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

/** A token that only runs inference may do nothing here; one that only reads may neither POST nor DELETE. */
function mayUse(standing: Subject["customer"]["standing"], { needs }: Route): boolean {
  if (needs === "token") return true;
  if (standing === "forbidden" || standing === "inference") return false;
  return needs === "read" || standing !== "read-only";
}

const unauthorized = ({ needs }: Route) =>
  needs === "token"
    ? new Refused({ status: 401, message: "Invalid API Token", code: 1000 })
    : new Refused({ status: 401, message: "Authentication error" });

const noSuchAccount = ({ path }: Ask) =>
  new Refused({
    status: 404,
    message: `Could not route to ${path}, perhaps your object identifier is invalid?`,
    code: 7003,
  });

/** https://developers.cloudflare.com/fundamentals/api/reference/limits */
const RATE_LIMIT = { ratelimit: `"default";r=0;t=30`, "ratelimit-policy": `"burst";q=1200;w=300` };

const envelope = (status: number, value: object): Answer =>
  jsonAnswer(status, value, {
    "cf-ray": `${randomBytes(8).toString("hex")}-FRA`,
    ...(status === 429 && RATE_LIMIT),
  });
