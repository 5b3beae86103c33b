import { BillingError, type FailureKind, type VendorError } from "../../billing/vendor/billing-error.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import { type Fields, plausible, record, unexpected } from "../decode/fields.ts";

/** What every path of an account begins with. */
export const ACCOUNT = "/client/v4/accounts/{subject}";
export const BILLING = `${ACCOUNT}/ai-gateway/billing`;

/** The code of "Authentication error". With 403 it also comes to a good token that lacks a permission. */
const AUTHENTICATION = 10000;
/** Times below this are seconds, from it on milliseconds; the vendor does not say which it sends. */
const LEAST_MS = 1e11;

/**
 * An endpoint in the envelope of all of the vendor's: `{ success, result, errors: [{ code, message }] }`.
 * Source: https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/.
 */
export function cloudflareEndpoint<T>(
  endpoint: Pick<
    Endpoint<T>,
    "method" | "path" | "item" | "query" | "body" | "patient" | "what" | "empty"
  > & {
    readonly result: (result: unknown) => T;
  },
): Endpoint<T> {
  const { result, ...request } = endpoint;
  return { ...request, decode: (json) => result(resultOf(json)), error: cloudflareError };
}

export function cloudflareError(status: number, json: unknown): VendorError {
  const errors = errorsOf(json);
  if (!errors) return { fromVendor: false };
  const kind: FailureKind | undefined =
    status === 401 || (status !== 403 && isAuthentication(errors))
      ? "unauthorized"
      : status === 402
        ? "declined"
        : undefined;
  return { fromVendor: true, kind };
}

export function fieldsOf(result: unknown): Fields {
  const fields = record(result);
  if (!fields) throw unexpected("the result is not an object");
  return fields;
}

/** For what only has to have worked. */
export const nothing = (): void => undefined;

/** Seconds or milliseconds since the epoch to milliseconds. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value !== "number") return undefined;
  return plausible(Math.round(value < LEAST_MS ? value * 1000 : value));
}

/** A failure may come with status 200 too. */
function resultOf(json: unknown): unknown {
  const answer = record(json);
  const errors = errorsOf(json);
  if (errors) {
    throw isAuthentication(errors)
      ? new BillingError({ kind: "unauthorized", fromVendor: true })
      : unexpected("the request was answered with an error");
  }
  if (answer?.["success"] !== true) throw unexpected("success is missing");
  const result = answer["result"] ?? undefined;
  if (result === undefined) throw unexpected("there is no result");
  return result;
}

function errorsOf(json: unknown): readonly unknown[] | undefined {
  const answer = record(json);
  if (answer?.["success"] !== false) return undefined;
  const errors: unknown = answer["errors"];
  return Array.isArray(errors) ? (errors as readonly unknown[]) : [];
}

/** The vendor does not take the token: nothing of a payment. */
export const isAuthentication = (errors: readonly unknown[]) =>
  errors.some((error) => record(error)?.["code"] === AUTHENTICATION);
