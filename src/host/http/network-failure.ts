import { AbortError, FetchError } from "node-fetch";
import type { FailureKind } from "../../billing/vendor/billing-error.ts";
import { codeOf } from "../store/file-system.ts";

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

/** Before a connection there is no request; and no connection is refused once it is made. */
const NO_CONNECTION = /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|ECONNREFUSED)$/;
/** Only at the end of a handshake is a certificate looked at. */
const NO_TRUST = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID$)/;
/** The editor's proxy support, where the proxy gave it no way to the vendor. */
const NO_WAY =
  /^(tunneling socket could not be established|Failed to establish a socket connection to proxies)/;

/**
 * Whether it is certain that nothing of the request reached the vendor, by the error of its first and only hop.
 * False means that nobody knows.
 */
export function isUnsent(error: unknown): boolean {
  const code = codeOf(error) ?? "";
  if (NO_CONNECTION.test(code) || NO_TRUST.test(code) || code === "ERR_INVALID_CHAR") return true;
  // Most codes of a connection that cannot be made are also those of one that broke.
  if (error instanceof FetchError && "erroredSysCall" in error && error.erroredSysCall === "connect")
    return true;
  return NO_WAY.test(reasonIn(error));
}

/** Which kind of failure an error of node-fetch, or of the editor's proxy support below it, is. */
export function networkFailureOf(error: unknown): FailureKind {
  if (error instanceof AbortError) return "timeout";
  const type = error instanceof FetchError ? error.type : "";
  if (type === "max-size") return "too-large";
  const code = codeOf(error) ?? "";
  if (TLS.test(code)) return "tls";
  // The first words name the address, which may speak of a proxy by itself, as may a name that was looked up.
  const reason = reasonIn(error);
  if (/tunneling socket|\bproxy\b(?![\w.-]*\.\w)/i.test(reason) && !/^getaddrinfo /.test(reason))
    return "proxy";
  return KINDS[code] ?? "connection";
}

const reasonIn = (error: unknown): string =>
  (error instanceof Error ? error.message : "").replace(/^request to \S+ failed, reason: /, "");
