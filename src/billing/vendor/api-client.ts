import { DAY_MS } from "../time/calendar-day.ts";
import {
  BillingError,
  failureIn,
  usualError,
  type Failure,
  type FailureKind,
  type VendorError,
} from "./billing-error.ts";
import type { Endpoint } from "./endpoint.ts";
import type { HttpAnswer, Message, Transport } from "./transport.ts";

/** A key and the only origin it may be sent to. */
export interface Credential {
  readonly origin: string;
  readonly apiKey: string;
  /** The vendor's id of what is billed, where the key alone does not say: letters, digits, "-" and "_". */
  readonly subject?: string | undefined;
}

/** What is written to the log of one request: never a key, a body or a query. */
export interface RequestRecord {
  readonly method: "GET" | "POST" | "DELETE";
  /** As the endpoint names it, without the vendor's id of the account. */
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
    const url = new URL(pathOf(endpoint, credential), credential.origin);
    for (const [name, value] of Object.entries(endpoint.query ?? {})) url.searchParams.set(name, value);
    let answer: HttpAnswer | undefined;
    let failure: Failure | undefined;
    try {
      answer = await transport(
        url,
        {
          authorization: `Bearer ${credential.apiKey}`,
          accept: "application/json",
          "user-agent": userAgent,
          ...(endpoint.body && { "content-type": "application/json" }),
        },
        signal,
        ...messageOf(endpoint),
      );
      if (answer.status === 204 && answer.body === "" && endpoint.empty) return endpoint.empty();
      return await endpoint.decode(jsonOf(answer, endpoint, url.host, now()));
    } catch (error) {
      const found = failureIn(error);
      if (!found) throw error;
      const named = found.kind === "too-large" && endpoint.what !== undefined && { detail: endpoint.what };
      failure = { ...found, ...named, ...(answer && traceOf(answer, credential)) };
      throw new BillingError(failure);
    } finally {
      const trace = answer && traceOf(answer, credential);
      const { method = "GET", path } = endpoint;
      log({ method, path, ...trace, failure, durationMs: now() - started });
    }
  };
}

const ID = /^[\w-]+$/;

/** Throws a `BillingError` for an id that could lead to another path. */
function pathOf({ path, item = "" }: Endpoint<unknown>, { subject = "" }: Credential): string {
  const ids = [
    ["{subject}", subject],
    ["{item}", item],
  ] as const;
  return ids.reduce((filled, [place, id]) => {
    if (!filled.includes(place)) return filled;
    if (!ID.test(id)) throw new BillingError({ kind: "unexpected-answer", detail: "an id is missing" });
    return filled.replace(place, id);
  }, path);
}

function messageOf({ method, body, patient, mostBytes }: Endpoint<unknown>): readonly [Message?] {
  if (!method && !mostBytes) return [];
  return [
    {
      ...(method && { method }),
      ...(body && { body: JSON.stringify(body) }),
      ...(patient && { patient }),
      ...(mostBytes && { mostBytes }),
    },
  ];
}

/** A request id as every known client writes one; anything else, or what Markdown takes for a link, is not repeated. */
const REQUEST_ID = /^(?!.*www\.)[\w.:-]{1,80}$/i;

function traceOf(answer: HttpAnswer, { apiKey }: Credential): Pick<Failure, "status" | "requestId"> {
  const id = answer.header("x-request-id") ?? answer.header("cf-ray") ?? "";
  return { status: answer.status, requestId: REQUEST_ID.test(id) && !id.includes(apiKey) ? id : undefined };
}

function jsonOf(answer: HttpAnswer, endpoint: Endpoint<unknown>, host: string, now: number): unknown {
  const { status, body } = answer;
  const json = /\bjson\b/i.test(answer.header("content-type") ?? "") ? parse(body) : undefined;
  const isTaken = status === 200 || (endpoint.empty && (status === 201 || status === 202));
  if (isTaken && json !== undefined) return json;
  const said = json === undefined ? STRANGER : (endpoint.error ?? usualError)(status, json);
  const wait = retryAfterMs(answer.header("retry-after"), now);
  if (said.fromVendor) throw new BillingError(failureOf(status, said, wait));
  if (status === 200 && /^\s*[{[]/.test(body))
    throw new BillingError({ kind: "unexpected-answer", detail: "the answer is not JSON" });
  throw new BillingError({
    kind: "foreign-answer",
    fromVendor: false,
    host,
    ...(wait !== undefined && { retryAfterMs: foreignWaitMs(wait) }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const STRANGER: VendorError = { fromVendor: false };

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: "unauthorized",
  402: "declined",
  403: "forbidden",
  404: "not-found",
};

/** What an error answer in the vendor's own words means. */
function failureOf(
  status: number,
  { fromVendor, kind: told }: VendorError,
  wait: number | undefined,
): Failure {
  if (status === 429 || told === "rate-limited")
    return { kind: "rate-limited", fromVendor, retryAfterMs: wait };
  const kind = told ?? KINDS[status];
  if (kind) return { kind, fromVendor };
  return status >= 500
    ? { kind: "server", fromVendor, retryAfterMs: wait }
    : { kind: "unexpected-answer", fromVendor, detail: `HTTP status ${status}` };
}

/**
 * The wait a `Retry-After` header asks for, in ms: seconds or an HTTP date, at most a day.
 * Undefined when it says nothing usable. Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? "";
  const wait = /^\d{1,12}$/.test(value) ? Number(value) * 1000 : dateOf(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), DAY_MS);
}

/** What is not the vendor may hold us up for so long at most, and a person who asks for a refresh for less. */
const FOREIGN_MS = 5 * 60_000;

const FOREIGN_ASKED_MS = 60_000;

const foreignWaitMs = (wait: number): number => Math.min(wait, FOREIGN_MS);

/** How long a failure asks to wait; `asked` by a person. Undefined where it does not say. */
export const toldToWaitMs = ({ kind, retryAfterMs: wait }: Failure, asked: boolean): number | undefined =>
  wait !== undefined && asked && kind === "foreign-answer" ? Math.min(wait, FOREIGN_ASKED_MS) : wait;

/** An HTTP date begins with its day and is in GMT, also in its oldest form, which does not say so. */
function dateOf(value: string): number {
  if (!/^(sun|mon|tue|wed|thu|fri|sat)/i.test(value)) return NaN;
  return Date.parse(/gmt$/i.test(value) ? value : `${value} GMT`);
}
