import { Readable } from "node:stream";
import fetch, { AbortError, FetchError, type Response } from "node-fetch";
import { AbortedError, BillingError, failureIn, type FailureKind } from "../billing/errors.ts";
import { isSafe } from "../billing/origin.ts";
import type { HttpAnswer, Transport } from "../billing/transport.ts";
import { codeOf } from "./error-code.ts";

/** From the first byte sent to the last byte read. */
const TIME_LIMIT_MS = 10_000;
const ANSWER_LIMIT_BYTES = 1_048_576;
const MOST_REDIRECTS = 3;

export interface TransportOptions {
  readonly timeLimitMs?: number;
}

/**
 * GET by node-fetch, which goes through node's own http and https modules and so through the editor's proxy
 * and certificate settings. Follows redirects within the origin only, so that a key never leaves it.
 */
export function createTransport({ timeLimitMs = TIME_LIMIT_MS }: TransportOptions = {}): Transport {
  return async (url, headers, signal) => {
    if (!isSafe(url)) throw new BillingError({ kind: "redirected", detail: "the address is not https" });
    const timeLimit = AbortSignal.timeout(timeLimitMs);
    const either = AbortSignal.any([signal, timeLimit]);
    try {
      return await follow(url, headers, either);
    } catch (error) {
      if (signal.aborted) throw new AbortedError();
      if (failureIn(error)) throw error;
      throw new BillingError({ kind: timeLimit.aborted ? "timeout" : kindOf(error) });
    }
  };
}

async function follow(
  start: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetch(url, {
      headers: { ...headers },
      signal: signal,
      redirect: "manual",
      size: ANSWER_LIMIT_BYTES,
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

const KINDS: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  ENETUNREACH: "offline",
  ENETDOWN: "offline",
  EHOSTUNREACH: "offline",
  EHOSTDOWN: "offline",
  EADDRNOTAVAIL: "offline",
  ETIMEDOUT: "timeout",
  // Node's own check of a header: a key with such a character was never given out by anybody.
  ERR_INVALID_CHAR: "unauthorized",
  ESOCKETTIMEDOUT: "timeout",
};

const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;

function kindOf(error: unknown): FailureKind {
  if (error instanceof AbortError) return "timeout";
  const type = error instanceof FetchError ? error.type : "";
  if (type === "max-size") return "too-large";
  const code = codeOf(error) ?? "";
  if (TLS.test(code)) return "tls";
  if (/\bproxy\b|tunneling socket/i.test(error instanceof Error ? error.message : "")) return "proxy";
  return KINDS[code] ?? "connection";
}
