import assert from "node:assert/strict";
import fetch, { AbortError, FetchError } from "node-fetch";
import type { RequestListener } from "node:http";
import type { FailureKind } from "../../../../src/billing/vendor/billing-error.ts";
import { isUnsent, networkFailureOf } from "../../../../src/host/http/network-failure.ts";
import { createCertificate } from "../../../support/certificate.ts";
import { withServer } from "../asking.ts";

const certificate = createCertificate("127.0.0.1");

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

/** The error of the real thing, with a body as a charge has one. */
const errorFrom = (url: string) =>
  fetch(url, { method: "POST", body: "{}", signal: AbortSignal.timeout(240_000) })
    .then((response) => response.text())
    .then(
      () => assert.fail("it was answered"),
      (error: unknown) => error,
    );

describe("a request that failed", () => {
  it("was certainly not sent where there was no connection, or none that could be trusted", async () => {
    let gone = "";
    await withServer(
      () => undefined,
      (origin) => Promise.resolve(void (gone = origin)),
    );
    assert.equal(isUnsent(await errorFrom(gone)), true, "nobody listens");
    for (let round = 0; round < 20; round += 1) {
      await withServer(
        (_request, response) => response.end("{}"),
        async (origin, asked) => {
          assert.equal(isUnsent(await errorFrom(origin)), true, "an unknown certificate");
          await new Promise((resolve) => setTimeout(resolve, 5));
          assert.deepEqual(asked, []);
        },
        certificate,
      );
    }
    assert.equal(isUnsent(system("ENOTFOUND")), true);
    assert.equal(
      isUnsent(system("ECONNRESET", "tunneling socket could not be established, statusCode=407")),
      true,
    );
    const unreachable = { code: "ENETUNREACH", errno: -101, syscall: "connect", message: "" };
    assert.equal(isUnsent(new FetchError("no way", "system", unreachable as never)), true);
    assert.equal(isUnsent(await errorFrom("https://[::1]:1")), true, "no such port or network");
  });

  it("may have been sent where the connection broke, or the time was up", async () => {
    for (const listener of [
      (_request, response) => response.destroy(),
      (_request, response) => response.writeHead(200, { "content-length": "9" }).end("{}").destroy(),
    ] satisfies RequestListener[]) {
      await withServer(listener, async (origin, asked) => {
        assert.equal(isUnsent(await errorFrom(origin)), false);
        assert.equal(asked.length, 1);
      });
    }
    for (const code of [
      "ECONNRESET",
      "EPIPE",
      "ETIMEDOUT",
      "EHOSTUNREACH",
      "EPROTO",
      "ERR_SSL_BAD_RECORD_MAC",
    ]) {
      assert.equal(isUnsent(system(code)), false, code);
    }
    assert.equal(isUnsent(new AbortError("The operation was aborted.")), false);
    assert.equal(isUnsent(new FetchError("content size over limit", "max-size")), false);
    assert.equal(isUnsent(system("ECONNRESET", "the proxy went away")), false);
    assert.equal(isUnsent("not even an error"), false);
  });
});
