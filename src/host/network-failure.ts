import { AbortError, FetchError } from "node-fetch";
import type { FailureKind } from "../billing/errors.ts";
import { codeOf } from "./error-code.ts";

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
  ESOCKETTIMEDOUT: "timeout",
  // Node's own check of a header: a key with such a character was never given out by anybody.
  ERR_INVALID_CHAR: "unauthorized",
};

const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;

/** Which kind of failure an error of node-fetch, or of the editor's proxy support below it, is. */
export function networkFailureOf(error: unknown): FailureKind {
  if (error instanceof AbortError) return "timeout";
  const type = error instanceof FetchError ? error.type : "";
  if (type === "max-size") return "too-large";
  const code = codeOf(error) ?? "";
  if (TLS.test(code)) return "tls";
  // The first words name the address, which may speak of a proxy by itself, as may a name that was looked up.
  const reason = (error instanceof Error ? error.message : "").replace(
    /^request to \S+ failed, reason: /,
    "",
  );
  if (/tunneling socket|\bproxy\b(?![\w.-]*\.\w)/i.test(reason) && !/^getaddrinfo /.test(reason))
    return "proxy";
  return KINDS[code] ?? "connection";
}
