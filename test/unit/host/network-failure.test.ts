import assert from "node:assert/strict";
import { AbortError, FetchError } from "node-fetch";
import type { FailureKind } from "../../../src/billing/errors.ts";
import { networkFailureOf } from "../../../src/host/network-failure.ts";

/** What node-fetch throws when the system fails with this code. */
const system = (code: string, message = `request failed, reason: ${code}`) =>
  new FetchError(message, "system", { code });

const cases: readonly (readonly [unknown, FailureKind])[] = [
  [system("ENOTFOUND"), "dns"],
  [system("EAI_AGAIN"), "dns"],
  [system("ENETUNREACH"), "offline"],
  [system("ENETDOWN"), "offline"],
  [system("EHOSTUNREACH"), "offline"],
  [system("EADDRNOTAVAIL"), "offline"],
  [system("ETIMEDOUT"), "timeout"],
  [system("DEPTH_ZERO_SELF_SIGNED_CERT"), "tls"],
  [system("SELF_SIGNED_CERT_IN_CHAIN"), "tls"],
  [system("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "tls"],
  [system("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "tls"],
  [system("CERT_HAS_EXPIRED"), "tls"],
  [system("ERR_TLS_CERT_ALTNAME_INVALID"), "tls"],
  [system("EPROTO"), "tls"],
  [system("ECONNREFUSED"), "connection"],
  [system("ECONNRESET"), "connection"],
  [system("ERR_STREAM_PREMATURE_CLOSE"), "connection"],
  [system("ECONNRESET", "tunneling socket could not be established, statusCode=407"), "proxy"],
  [system("ECONNREFUSED", "Failed to establish a socket connection to proxies: PROXY 127.0.0.1:1"), "proxy"],
  [new FetchError("content size over limit", "max-size"), "too-large"],
  [new AbortError("The operation was aborted."), "timeout"],
  [new Error("anything"), "connection"],
  ["not even an error", "connection"],
];

describe("a failure of the network", () => {
  for (const [error, kind] of cases) {
    it(`is ${kind} for ${error instanceof Error ? error.message : String(error)}`, () => {
      assert.equal(networkFailureOf(error), kind);
    });
  }
});
