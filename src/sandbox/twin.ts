import type { IncomingHttpHeaders } from "node:http";
import type { World } from "./world.ts";

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
}

/** A vendor's likeness. To add one: a file with a `createXTwin`, a customer in the world, a line in sandbox.ts. */
export interface Twin {
  /** The paths it answers; where several fit, the longest wins. */
  readonly prefix: string;
  answer(ask: Ask): Answer;
  /** An error in this vendor's envelope. */
  refuse(ask: Ask, refusal: Refusal): Answer;
}

export type CreateTwin = (world: World) => Twin;

/** What the request authenticates with, without its scheme; null when nothing was sent. */
export function credentialOf({ authorization }: IncomingHttpHeaders): string | null {
  return authorization?.replace(/^\S+\s+/u, "").trim() || null;
}
