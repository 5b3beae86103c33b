import { createHash } from "node:crypto";
import { type Ask, credentialOf } from "./vendor-twin.ts";

/** What was asked, fit to be shown: the credential only as a fingerprint. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Real time, not the world's: ISO-8601 in UTC. */
  readonly time: string;
  /** See `fingerprint`; null when none was sent. */
  readonly credential: string | null;
}

export interface RequestLog {
  record(ask: Ask): void;
  /** Oldest first; the last 10,000. */
  list(): readonly LoggedRequest[];
  clear(): void;
}

const KEPT = 10_000;

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  return {
    record(ask) {
      requests.push(logged(ask));
      if (requests.length > KEPT) requests.shift();
    },
    list: () => [...requests],
    clear: () => {
      requests = [];
    },
  };
}

/** A path that repeats the credential loses it. */
export function logged({ method, path, headers }: Ask): LoggedRequest {
  const credential = credentialOf(headers);
  return {
    method,
    path: credential ? path.replaceAll(credential, "<credential>") : path,
    time: new Date().toISOString(),
    credential: credential ? fingerprint(credential) : null,
  };
}

/** Tells credentials apart without giving them away: the first 12 hex digits of the SHA-256. */
export function fingerprint(credential: string): string {
  return createHash("sha256").update(credential).digest("hex").slice(0, 12);
}
