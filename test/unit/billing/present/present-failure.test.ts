import assert from "node:assert/strict";
import { presentChangeFailure } from "../../../../src/billing/present/present-change.ts";
import { presentFailure, presentFailureOnce } from "../../../../src/billing/present/present-failure.ts";
import { FAILURE_KINDS, type FailureKind } from "../../../../src/billing/vendor/billing-error.ts";
import { providers } from "../../../../src/catalog.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";

const said = (kind: FailureKind, more = {}) => presentFailure({ kind, ...more }, aimlapi, "en");

describe("a failure in words", () => {
  /** What to do, or that nothing is to be done. */
  const nextStep = /\b(Check|Use|Top up to continue|Look (at|for)|Sign in|Retrying automatically)\b[^.]*\.$/;

  for (const kind of FAILURE_KINDS)
    it(`${kind}: says what happened and what helps`, () => {
      const words = said(kind);
      assert.match(words, /^[A-Z][^.]+[.:] ?[^.]*?\b/);
      assert.match(words, nextStep);
      assert.equal((words.match(/[.?!](?= |$)/g) ?? []).length, 2, "what happened, and the next step");
      assert.ok(words.length <= 150, `${words.length} characters`);
    });

  it("tells every kind from every other", () => {
    assert.equal(new Set(FAILURE_KINDS.map((kind) => said(kind))).size, FAILURE_KINDS.length);
  });

  it("says of no vendor what is true of another only", () => {
    for (const provider of providers)
      for (const kind of FAILURE_KINDS) {
        const words = presentFailure({ kind }, provider, "en");
        for (const secret of ["API key", "API token", "management key"])
          if (provider !== aimlapi && provider.credential.secret !== secret)
            assert.ok(!words.includes(secret), `${provider.id}, ${kind}: ${words}`);
      }
  });

  it("ends with the status and the id that support asks for", () => {
    for (const kind of FAILURE_KINDS) {
      assert.match(said(kind, { status: 418, requestId: "req-7" }), /\. \(HTTP 418, request req-7\)$/);
      assert.match(said(kind, { requestId: "req-7" }), /\. \(request req-7\)$/);
      assert.doesNotMatch(said(kind), /[()]/);
    }
  });

  it("says how long to wait, at least a minute", () => {
    assert.match(said("rate-limited", { retryAfterMs: 300_000 }), /asks to wait 5 min\./);
    assert.match(said("rate-limited", { retryAfterMs: 3_000 }), /asks to wait 1 min\./);
  });

  it("says both where a 403 does not tell which", () => {
    assert.match(said("forbidden"), /out of credits, or the key is a management key/);
    assert.doesNotMatch(said("out-of-credits"), /management/);
    assert.doesNotMatch(said("wrong-key-kind"), /credits/);
  });

  it("promises another try only where one comes", () => {
    for (const kind of FAILURE_KINDS) {
      const words = presentFailure({ kind, requestId: "req-7" }, aimlapi, "en", "");
      assert.doesNotMatch(words, /Retrying| {2}|\. \.|^ | $/, kind);
      assert.match(words, /\. \(request req-7\)$/);
    }
    assert.match(
      presentFailure({ kind: "timeout" }, aimlapi, "en", "Try again later."),
      /in time\. Try again/,
    );
    const changed = presentChangeFailure({ kind: "timeout" }, undefined, aimlapi, "en");
    assert.equal(changed, "AI/ML API did not respond in time. The change may or may not have been applied.");
  });

  it("tells what was wrong with an answer in our own words", () => {
    assert.match(
      said("unexpected-answer", { detail: "the answer is not JSON" }),
      /response: the answer is not JSON\. Check/,
    );
  });

  it("of what is done once promises no other try, and says what happened all the same", () => {
    for (const kind of FAILURE_KINDS) {
      const words = presentFailureOnce({ kind, status: 418 }, aimlapi, "en");
      assert.doesNotMatch(words, /Retrying/);
      assert.match(words, /^[A-Z].+\. \(HTTP 418\)$/);
    }
  });
});
