import { randomUUID } from "node:crypto";
import {
  type Answer,
  type Ask,
  jsonAnswer,
  keyOf,
  type Refusal,
  type Subject,
  type Twin,
} from "../http/vendor-twin.ts";
import type { ApiKey } from "../world/customer.ts";

/** A vendor that only tells what is left: a few routes to GET and one form of errors. */
export interface BalanceRoutes {
  readonly prefixes: readonly string[];
  readonly routes: Readonly<Record<string, (key: ApiKey) => object>>;
  readonly errorOf: (refusal: Refusal) => object;
}

export function createBalanceTwin({ customer }: Subject, { prefixes, routes, errorOf }: BalanceRoutes): Twin {
  const said = (status: number, value: object): Answer =>
    jsonAnswer(status, value, { "x-request-id": randomUUID() });
  const refuse = (_ask: Ask, refusal: Refusal) => said(refusal.status, errorOf(refusal));
  return {
    prefixes,
    refuse,
    writes: () => false,
    answer(ask) {
      const tell = ask.method === "GET" && Object.hasOwn(routes, ask.path) ? routes[ask.path] : undefined;
      if (!tell) return refuse(ask, { status: 404, message: "Not Found" });
      const key = keyOf(customer, ask);
      if (!key) return refuse(ask, { status: 401, message: "The API key is missing or invalid." });
      if (customer.standing === "forbidden")
        return refuse(ask, { status: 403, message: "The API key may not use this endpoint." });
      return said(200, tell(key));
    },
  };
}
