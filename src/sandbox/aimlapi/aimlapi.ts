import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { Refused } from "../http/query.ts";
import {
  type Answer,
  type Ask,
  jsonAnswer,
  keyOf,
  type Refusal,
  type Subject,
  type Twin,
} from "../http/vendor-twin.ts";
import type { ApiKey, Customer, KeyStanding } from "../world/customer.ts";
import { creditsToUsd, usdToCredits } from "../world/money.ts";
import { transactions } from "./transactions.ts";
import { usage, usageDetail } from "./usage.ts";

/** The legacy answer's threshold while no auto top-up is armed, in credits: the example of the reference. */
const LEGACY_LOW_CREDITS = 10_000;

const USER_ID = 104_729;

/** Who asks, when, and for what. */
interface Question {
  readonly customer: Customer;
  readonly key: ApiKey;
  readonly now: number;
  readonly query: URLSearchParams;
}

interface Route {
  readonly answer: (question: Question) => object;
  /** Analytics, or the ledger: not every key may see them. */
  readonly of?: "usage" | "ledger";
}

/** GET routes: https://docs.aimlapi.com/api-references/service-endpoints */
const routes: Readonly<Record<string, Route>> = {
  "/v1/billing/balance": { answer: ({ customer, now }) => legacyBalance(customer, now) },
  "/v2/billing": { answer: ({ customer }) => balance(customer) },
  "/v2/billing/detail": { answer: ({ customer }) => detail(customer) },
  "/v2/billing/transactions": {
    answer: ({ customer, query }) => transactions(customer.account().movements(), query),
    of: "ledger",
  },
  "/v2/usage": { answer: ({ customer, key, now, query }) => usage(customer, key, now, query), of: "usage" },
  "/v2/usage/detail": {
    answer: ({ customer, key, now, query }) => usageDetail(customer, key, now, query),
    of: "usage",
  },
};

export function createAimlapiTwin({ clock, customer }: Subject): Twin {
  const refuse = (ask: Ask, refusal: Refusal) => refusalAnswer(ask, refusal, clock.now());
  return {
    prefixes: ["/"],
    refuse,
    writes: () => false,
    answer(ask) {
      const route = ask.method === "GET" && Object.hasOwn(routes, ask.path) ? routes[ask.path] : undefined;
      if (!route) return refuse(ask, { status: 404, message: `Cannot ${ask.method} ${ask.path}` });
      const key = keyOf(customer, ask);
      if (!key) return refuse(ask, { status: 401, message: "The API key is missing or invalid." });
      const message = objection(customer.standing, route);
      if (message !== null) return refuse(ask, { status: 403, message });
      try {
        const value = route.answer({ customer, key, now: clock.now(), query: ask.query });
        return answerOf(200, "application/json", randomUUID(), value);
      } catch (error) {
        if (error instanceof Refused) return refuse(ask, error.refusal);
        throw error;
      }
    },
  };
}

/** Why a key may not use a route; null when it may. */
function objection(standing: KeyStanding, route: Route): string | null {
  if (standing === "forbidden" || (standing === "management" && route.of === "ledger")) {
    return "A management key cannot be used on this endpoint. Use a regular API key.";
  }
  return standing === "no-ledger" && route.of ? "This endpoint is not available to your account." : null;
}

function balance(customer: Customer) {
  return { current_balance: creditsToUsd(customer.account().balance()), currency: "USD" };
}

function detail(customer: Customer) {
  const { refill } = customer.account();
  return {
    user_id: USER_ID,
    email: customer.email,
    ...balance(customer),
    ...(refill && {
      autotopup_settings: {
        is_enabled: refill.enabled,
        threshold: refill.thresholdUsd,
        amount: refill.amountUsd,
        currency: "USD",
      },
    }),
  };
}

function legacyBalance(customer: Customer, now: number) {
  const account = customer.account();
  const armed = account.refill?.enabled ? account.refill : null;
  const threshold = armed ? usdToCredits(armed.thresholdUsd) : LEGACY_LOW_CREDITS;
  return {
    balance: account.balance(),
    lowBalance: account.balance() < threshold,
    lowBalanceThreshold: threshold,
    lastUpdated: new Date(now).toISOString(),
    autoDebitStatus: armed ? "enabled" : "disabled",
    status: "current",
    statusExplanation: "Balance is current and up to date",
  };
}

/** Newer errors are problem documents, older ones have their own envelope, where a 5xx status may be a string. */
function refusalAnswer(ask: Ask, { status, message, kind }: Refusal, now: number): Answer {
  const requestId = randomUUID();
  const timestamp = new Date(now).toISOString();
  if ([401, 403, 500].includes(status)) {
    const title = STATUS_CODES[status] ?? "Error";
    const error = { name: `${title.replaceAll(" ", "")}Exception`, message, ...(kind && { data: { kind } }) };
    const problem = { title, status, message, instance: ask.path, requestId, timestamp, error };
    return answerOf(status, "application/problem+json", requestId, problem);
  }
  const statusCode = status >= 500 ? String(status) : status;
  const older = { requestId, statusCode, timestamp, path: ask.path, message };
  return answerOf(status, "application/json", requestId, older);
}

function answerOf(status: number, type: string, requestId: string, value: object): Answer {
  return jsonAnswer(status, value, { "content-type": `${type}; charset=utf-8`, "x-request-id": requestId });
}
