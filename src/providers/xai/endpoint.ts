import type { Money } from "../../billing/money/money.ts";
import { saidIn, type FailureKind, type VendorError } from "../../billing/vendor/billing-error.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import { moneyFromCents } from "../decode/cents.ts";
import { type Fields, record, recordsIn, unexpected } from "../decode/fields.ts";

/** What every path of a team begins with. */
export const TEAM = "/v1/billing/teams/{subject}";

/** Source: https://docs.x.ai/developers/management-api. */
export function xaiEndpoint<T>(
  endpoint: Pick<
    Endpoint<T>,
    "method" | "path" | "query" | "body" | "patient" | "what" | "empty" | "mostBytes" | "error"
  > & {
    readonly answer: (answer: Fields) => T;
  },
): Endpoint<T> {
  const { answer, ...request } = endpoint;
  const decode = (json: unknown) => {
    const fields = record(json);
    if (!fields) throw unexpected("the answer is not an object");
    return answer(fields);
  };
  return { error: xaiError, ...request, decode };
}

/** Nor does it document how it says that a card did not pay: what is not sure waits for its payer. */
const NEEDS_PAYER = /authenticat|requires?[_ ]action|3d[_ ]?s/i;
const DECLINED = /declin|insufficient[_ ]funds/i;

/** The vendor documents no envelope: `error`, `message` or `code` were seen. */
export function xaiError(status: number, json: unknown): VendorError {
  const said = saidIn(json);
  const kind = status === 400 || status === 402 ? kindOf(said) : undefined;
  return { fromVendor: said !== undefined, ...(kind && { kind }) };
}

function kindOf(said: unknown): FailureKind | undefined {
  if (typeof said !== "string") return undefined;
  if (NEEDS_PAYER.test(said)) return "needs-payer";
  return DECLINED.test(said) ? "declined" : undefined;
}

/** For what only has to have worked. */
export const nothing = (): void => undefined;

/**
 * A `Cent`, `{ val: string }`: US cents as a decimal int64. Zero may be left out inside of it; one that is absent itself
 * is unknown. Throws where it is anything else.
 */
export function centIn(answer: Fields, name: string): Money | undefined {
  if ((answer[name] ?? null) === null) return undefined;
  const money = shownCent(answer, name);
  if (!money) throw unexpected(`${name} is not an amount in cents`);
  return money;
}

/** The same for what is only shown: undefined for anything that is no `Cent`. */
export function shownCent(answer: Fields, name: string): Money | undefined {
  const cent = record(answer[name]);
  return cent && amountOf(cent["val"] ?? "0");
}

/** US cents as a decimal int64; undefined for anything else. */
export const amountOf = (value: unknown): Money | undefined =>
  typeof value === "string" && /^-?\d{1,19}$/.test(value) ? moneyFromCents(value) : undefined;

/** What goes out as a `Cent`. */
export const centFrom = (cents: number) => ({ val: String(cents) });

/** An empty list may be left out. */
export const listIn = (answer: Fields, name: string): readonly Fields[] =>
  (answer[name] ?? null) === null ? [] : recordsIn(answer, name);
