import { BillingError, failureIn, type Failure } from "./errors.ts";
import type { Endpoint } from "./provider.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { HttpAnswer, Transport } from "./transport.ts";

/** A key and the only origin it may be sent to. */
export interface Credential {
  readonly origin: string;
  readonly apiKey: string;
}

/** What is written to the log of one request: never a key, a body or a query. */
export interface RequestRecord {
  readonly path: string;
  readonly status?: number | undefined;
  readonly durationMs: number;
  readonly requestId?: string | undefined;
  readonly failure?: Failure | undefined;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly now: () => number;
  readonly log: (record: RequestRecord) => void;
  readonly userAgent: string;
}

/**
 * Reads one endpoint of a vendor with `credential`, at its origin and nowhere else.
 * Rejects with a `BillingError` (or an `AbortedError` once `signal` is aborted); an answer that is not right never becomes a value.
 */
export type Client = <T>(credential: Credential, endpoint: Endpoint<T>, signal: AbortSignal) => Promise<T>;

export function createClient({ transport, now, log, userAgent }: ClientOptions): Client {
  return async (credential, endpoint, signal) => {
    const started = now();
    const url = new URL(endpoint.path, credential.origin);
    for (const [name, value] of Object.entries(endpoint.query ?? {})) url.searchParams.set(name, value);
    let answer: HttpAnswer | undefined;
    let failure: Failure | undefined;
    try {
      answer = await transport(
        url,
        { authorization: `Bearer ${credential.apiKey}`, accept: "application/json", "user-agent": userAgent },
        signal,
      );
      return endpoint.decode(jsonOf(answer, now()));
    } catch (error) {
      const found = failureIn(error);
      if (!found) throw error;
      failure = { ...found, ...(answer && traceOf(answer, credential)) };
      throw new BillingError(failure);
    } finally {
      const trace = answer && traceOf(answer, credential);
      log({ path: endpoint.path, ...trace, failure, durationMs: now() - started });
    }
  };
}

/** A request id as every known client writes one; anything else, or what Markdown takes for a link, is not repeated. */
const REQUEST_ID = /^(?!.*www\.)[\w.:-]{1,80}$/i;

function traceOf(answer: HttpAnswer, { apiKey }: Credential): Pick<Failure, "status" | "requestId"> {
  const id = answer.header("x-request-id") ?? "";
  return { status: answer.status, requestId: REQUEST_ID.test(id) && !id.includes(apiKey) ? id : undefined };
}

function jsonOf(answer: HttpAnswer, now: number): unknown {
  const looksLikePage = /^\s*</.test(answer.body);
  const json = /\bjson\b/i.test(answer.header("content-type") ?? "") ? parse(answer.body) : undefined;
  if (answer.status === 200 && json !== undefined) return json;
  throw new BillingError(
    answer.status === 200
      ? looksLikePage
        ? { kind: "captive-portal" }
        : { kind: "unexpected-answer", detail: "the answer is not JSON" }
      : failureOf(answer, json, now),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failureOf(answer: HttpAnswer, json: unknown, now: number): Failure {
  const fromVendor = isVendorEnvelope(json);
  switch (answer.status) {
    case 401:
      return { kind: "unauthorized", fromVendor };
    case 403:
      return { kind: forbiddenKind(fromVendor ? messageOf(json) : ""), fromVendor };
    case 404:
      return { kind: "not-found", fromVendor };
    case 407:
      return { kind: "proxy" };
    case 429:
      return {
        kind: "rate-limited",
        fromVendor,
        retryAfterMs: retryAfterMs(answer.header("retry-after"), now),
      };
    case 511:
      return { kind: "captive-portal" };
    default:
      if (answer.status >= 500) {
        return { kind: "server", fromVendor, retryAfterMs: retryAfterMs(answer.header("retry-after"), now) };
      }
      return { kind: "unexpected-answer", fromVendor, detail: `HTTP status ${answer.status}` };
  }
}

/** Two envelopes are in use: problem+json (`title`, `status`, …) and an older one (`statusCode`, `path`, …); both carry `requestId`. */
function isVendorEnvelope(json: unknown): json is Readonly<Record<string, unknown>> {
  return (
    typeof json === "object" &&
    json !== null &&
    "requestId" in json &&
    ("statusCode" in json || "status" in json)
  );
}

/** The vendor's words, read to tell causes apart and never shown. */
function messageOf(json: Readonly<Record<string, unknown>>): string {
  const inner = json["error"];
  const nested =
    typeof inner === "object" && inner !== null && "message" in inner ? inner.message : undefined;
  return [json["title"], json["message"], nested].filter((part) => typeof part === "string").join(" ");
}

function forbiddenKind(message: string): "out-of-credits" | "wrong-key-kind" | "forbidden" {
  const credits = /\b(credits?|balance|funds?|top.?up|quota|payment)\b/i.test(message);
  const key = /\b(management|scopes?|permissions?|not allowed|key type)\b/i.test(message);
  if (credits === key) return "forbidden";
  return credits ? "out-of-credits" : "wrong-key-kind";
}
