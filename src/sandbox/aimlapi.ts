import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { creditsToUsd, usdToCredits } from "./money.ts";
import { type Answer, type Ask, credentialOf, type Refusal, type Twin } from "./twin.ts";
import type { Customer, World } from "./world.ts";

/** The legacy answer's threshold while no auto top-up is armed, in credits: the example of the reference. */
const LEGACY_LOW_CREDITS = 10_000;

/** GET routes: https://docs.aimlapi.com/api-references/service-endpoints/account-balance */
const routes: Readonly<Record<string, (customer: Customer, now: number) => object>> = {
  "/v1/billing/balance": legacyBalance,
  "/v2/billing": balance,
  "/v2/billing/detail": detail,
};

export function createAimlapiTwin({ clock, aimlapi }: World): Twin {
  const refuse = (ask: Ask, refusal: Refusal) => refusalAnswer(ask, refusal, clock.now());
  return {
    prefix: "/",
    refuse,
    answer(ask) {
      const route = ask.method === "GET" ? routes[ask.path] : undefined;
      if (!route) return refuse(ask, { status: 404, message: `Cannot ${ask.method} ${ask.path}` });
      const bearer = /^bearer /iu.test(ask.headers.authorization ?? "");
      const known = bearer && credentialOf(ask.headers) === aimlapi.key;
      if (!known || aimlapi.standing === "revoked") {
        return refuse(ask, { status: 401, message: "The API key is missing or invalid." });
      }
      if (aimlapi.standing === "management") {
        const message = "A management key cannot be used on this endpoint. Use a regular API key.";
        return refuse(ask, { status: 403, message });
      }
      return jsonAnswer(200, "application/json", randomUUID(), route(aimlapi, clock.now()));
    },
  };
}

function balance(customer: Customer) {
  return { current_balance: creditsToUsd(customer.account().balance()), currency: "USD" };
}

function detail(customer: Customer) {
  const { refill } = customer.account();
  return {
    user_id: customer.userId,
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
    return jsonAnswer(status, "application/problem+json", requestId, problem);
  }
  const statusCode = status >= 500 ? String(status) : status;
  const older = { requestId, statusCode, timestamp, path: ask.path, message };
  return jsonAnswer(status, "application/json", requestId, older);
}

function jsonAnswer(status: number, type: string, requestId: string, value: object): Answer {
  const headers = { "content-type": `${type}; charset=utf-8`, "x-request-id": requestId };
  return { status, headers, body: JSON.stringify(value) };
}
