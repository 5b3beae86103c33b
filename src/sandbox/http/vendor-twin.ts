import type { IncomingHttpHeaders } from "node:http";
import type { WorldClock } from "../world/clock.ts";
import type { ApiKey, Customer } from "../world/customer.ts";

/** A request as a twin sees it. */
export interface Ask {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** The vendor's machine-readable reason, where it has one. */
  readonly kind?: string;
  /** The vendor's number for it, where it has one. */
  readonly code?: number;
}

/** A vendor's likeness. To add one: a file with a `createXTwin`, a name in vendors.ts, a line in twins.ts. */
export interface Twin {
  /** The paths it answers begin like one of these; where several fit, the longest wins. */
  readonly prefixes: readonly string[];
  answer(ask: Ask): Answer;
  /** Whether a request would change anything at the vendor, such as money or a limit. */
  writes(ask: Ask): boolean;
  /** An error in this vendor's envelope. */
  refuse(ask: Ask, refusal: Refusal): Answer;
}

/** What a twin speaks of. */
export interface Subject {
  readonly clock: WorldClock;
  readonly customer: Customer;
}

/** What the request authenticates with, without its scheme; null when nothing was sent. */
export function credentialOf({ authorization }: IncomingHttpHeaders): string | null {
  return authorization?.replace(/^\S+\s+/u, "").trim() || null;
}

/** The customer's key that a request bears; null for none, another's or a revoked one. */
export function keyOf({ keys, standing }: Customer, { headers }: Ask): ApiKey | null {
  if (standing === "revoked" || !/^bearer /iu.test(headers.authorization ?? "")) return null;
  return keys.find(({ key }) => key === credentialOf(headers)) ?? null;
}

export function jsonAnswer(status: number, value: object, headers: Answer["headers"] = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}
