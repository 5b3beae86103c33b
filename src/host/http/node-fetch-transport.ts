import { Readable } from "node:stream";
import fetch, { type Response } from "node-fetch";
import { AbortedError, BillingError, failureIn } from "../../billing/vendor/billing-error.ts";
import { isSafe } from "../../billing/vendor/origin.ts";
import type { HttpAnswer, Message, Transport } from "../../billing/vendor/transport.ts";
import { isUnsent, networkFailureOf } from "./network-failure.ts";

/** Loaded with the transport: neither is needed before the first request. */
export { createClient } from "../../billing/vendor/api-client.ts";

/** From the first byte sent to the last byte read. */
const TIME_LIMIT_MS = 10_000;
const PATIENT_TIME_LIMIT_MS = 30_000;
const ANSWER_LIMIT_BYTES = 1_048_576;
const MOST_REDIRECTS = 3;

export interface TransportOptions {
  readonly timeLimitMs?: number;
  readonly patientTimeLimitMs?: number;
  /** A signal that is aborted after so many ms. */
  readonly after?: (ms: number) => AbortSignal;
}

/**
 * Requests by node-fetch, which goes through node's own http and https modules and so through the editor's proxy
 * and certificate settings. Follows redirects of a GET, within the origin only, so that a key never leaves it.
 */
export function createTransport({
  timeLimitMs = TIME_LIMIT_MS,
  patientTimeLimitMs = PATIENT_TIME_LIMIT_MS,
  after = (ms) => AbortSignal.timeout(ms),
}: TransportOptions = {}): Transport {
  return async (url, headers, signal, message) => {
    if (!isSafe(url))
      throw new BillingError({ kind: "redirected", detail: "the address is not https", unsent: true });
    const timeLimit = after(message?.patient ? patientTimeLimitMs : timeLimitMs);
    const either = AbortSignal.any([signal, timeLimit]);
    try {
      return await follow(url, headers, either, message);
    } catch (error) {
      if (signal.aborted) throw new AbortedError();
      if (failureIn(error)) throw error;
      // Only a request that follows no redirect is known to be the one that failed.
      const unsent = message?.method !== undefined && isUnsent(error);
      throw new BillingError({
        kind: timeLimit.aborted ? "timeout" : networkFailureOf(error),
        ...(unsent && { unsent }),
      });
    }
  };
}

async function follow(
  start: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  message: Message | undefined,
): Promise<HttpAnswer> {
  let url = start;
  const mostHops = message?.method ? 0 : MOST_REDIRECTS;
  for (let hops = 0; hops <= mostHops; hops += 1) {
    const response = await fetch(url, {
      method: message?.method ?? "GET",
      ...(message?.body !== undefined && { body: message.body }),
      headers: { ...headers },
      signal: signal,
      redirect: "manual",
      size: message?.mostBytes ?? ANSWER_LIMIT_BYTES,
    });
    const target = redirectTarget(response, url);
    if (!target) {
      const body = await response.text();
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        body,
      };
    }
    discard(response);
    if (target.origin !== start.origin) break;
    url = target;
  }
  throw new BillingError({ kind: "redirected" });
}

function redirectTarget(response: Response, from: URL): URL | undefined {
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  if (!URL.canParse(location, from.href)) throw new BillingError({ kind: "redirected" });
  return new URL(location, from);
}

/** An unread body keeps its socket. */
function discard({ body }: Response): void {
  if (body instanceof Readable) body.destroy();
}
