import assert from "node:assert/strict";
import { toDecimal } from "../../../src/billing/money/money.ts";
import { BillingError, type FailureKind } from "../../../src/billing/vendor/billing-error.ts";
import type { BalanceAnswer } from "../../../src/billing/vendor/provider.ts";
import { aimlapi } from "../../../src/providers/aimlapi/aimlapi.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { scenarioNames, type ScenarioName } from "../../../src/sandbox/scenarios/scenarios.ts";
import { createAsking } from "./asking.ts";

/** What the first and the second read of the balance give: an amount of USD, or a kind of failure. */
type Reads = readonly [string, string];

const expected: Readonly<Record<ScenarioName, Reads>> = {
  healthy: ["123.45", "123.45"],
  low: ["3.21", "3.21"],
  empty: ["0", "0"],
  negative: ["-1.37", "-1.37"],
  "sub-cent": ["0.0034", "0.0034"],
  "refill-armed": ["4.2", "4.2"],
  "refill-failing": ["2.1", "2.1"],
  "refill-off-by-failure": ["2.1", "2.1"],
  spending: ["42", "42"],
  "new-account": ["0.25", "0.25"],
  "ninety-days": ["64.37", "64.37"],
  "big-ledger": ["250", "250"],
  hostile: ["17.5", "17.5"],
  // What only other vendors know leaves this one as it was.
  "postpaid-only": ["123.45", "123.45"],
  "card-declined": ["123.45", "123.45"],
  "card-declined-for-now": ["123.45", "123.45"],
  "card-needs-authentication": ["123.45", "123.45"],
  "read-only-token": ["123.45", "123.45"],
  "inference-key": ["123.45", "123.45"],
  "organization-key": ["123.45", "123.45"],
  "organization-key-without-team": ["123.45", "123.45"],
  "no-ledger": ["123.45", "123.45"],
  "management-key": ["123.45", "123.45"],
  unauthorized: ["unauthorized", "unauthorized"],
  forbidden: ["wrong-key-kind", "wrong-key-kind"],
  "out-of-credits": ["out-of-credits", "out-of-credits"],
  "rate-limited": ["rate-limited", "rate-limited"],
  flaky: ["123.45", "server"],
  slow: ["timeout", "timeout"],
  hanging: ["timeout", "timeout"],
  "html-error": ["foreign-answer", "foreign-answer"],
  "captive-portal": ["foreign-answer", "foreign-answer"],
  "malformed-json": ["unexpected-answer", "unexpected-answer"],
  "wrong-types": ["unexpected-answer", "unexpected-answer"],
  "huge-body": ["too-large", "too-large"],
  "redirect-away": ["redirected", "redirected"],
  "dropped-connection": ["connection", "connection"],
  // Only what changes something loses its answer.
  "answer-lost-before": ["123.45", "123.45"],
  "answer-lost-during": ["123.45", "123.45"],
  "answer-lost-after": ["123.45", "123.45"],
  "answer-lost-silently": ["123.45", "123.45"],
};

/** Answers of the vendor itself carry a request id; what comes from the network between does not have to. */
const withoutRequestId: readonly string[] = ["timeout", "connection", "too-large", "redirected"];

const isSilent = (name: ScenarioName) => name === "slow" || name === "hanging";

const amountOf = ({ balance }: BalanceAnswer) => toDecimal(balance ?? assert.fail("no balance"));

describe("the client and every scenario of the sandbox", () => {
  for (const name of scenarioNames) {
    it(`reads ${name} as ${[...new Set(expected[name])].join(", then ")}`, async () => {
      const sandbox = await startSandbox({ scenario: name, timeFactor: 0 });
      const { apiKey } = sandbox.accounts.aimlapi;
      let answered = 0;
      const { ask, records } = createAsking(() => isSilent(name) && sandbox.requests().length > answered);
      try {
        for (const wanted of expected[name]) {
          const got = await ask(sandbox.url, apiKey, aimlapi.balance).then(amountOf, (error: unknown) => {
            assert.ok(error instanceof BillingError, String(error));
            assert.ok(!JSON.stringify([error.failure, error.message, error.stack]).includes(apiKey));
            if (!withoutRequestId.includes(error.failure.kind)) assert.ok(error.failure.requestId);
            return error.failure.kind satisfies FailureKind;
          });
          assert.equal(got, wanted);
          answered += 1;
        }
        assert.equal(records.length, 2);
        assert.ok(!JSON.stringify(records).includes(apiKey));
        assert.equal(sandbox.requests().length, 2, "no request is repeated by itself");
      } finally {
        await sandbox.close();
      }
    });
  }

  it("waits three seconds for slow", async () => {
    const sandbox = await startSandbox({ scenario: "slow" });
    try {
      const money = await createAsking().ask(sandbox.url, sandbox.accounts.aimlapi.apiKey, aimlapi.balance);
      assert.equal(amountOf(money), "123.45");
    } finally {
      await sandbox.close();
    }
  });

  it("sends nothing at all to where redirect-away leads", async () => {
    const sandbox = await startSandbox({ scenario: "redirect-away" });
    try {
      const { ask } = createAsking();
      await assert.rejects(ask(sandbox.url, sandbox.accounts.aimlapi.apiKey, aimlapi.balance), BillingError);
      await assert.rejects(ask(sandbox.url, sandbox.accounts.aimlapi.apiKey, aimlapi.detail), BillingError);
      const elsewhere = await fetch(`${sandbox.url}/__sandbox/elsewhere`);
      assert.deepEqual(((await elsewhere.json()) as { requests: unknown }).requests, []);
    } finally {
      await sandbox.close();
    }
  });

  it("knows how long rate-limited wants it to wait, in seconds and as a date", async () => {
    const sandbox = await startSandbox({ scenario: "rate-limited" });
    try {
      const { ask } = createAsking();
      for (const form of ["seconds", "date"]) {
        await assert.rejects(
          ask(sandbox.url, sandbox.accounts.aimlapi.apiKey, aimlapi.balance),
          ({ failure }: BillingError) => {
            const wait = failure.retryAfterMs ?? 0;
            assert.ok(wait > 28_000 && wait <= 30_000, `${form}: ${wait}`);
            assert.equal(failure.fromVendor, true);
            return true;
          },
        );
      }
    } finally {
      await sandbox.close();
    }
  });

  it("reads the detail of healthy, and of new-account what there is", async () => {
    const sandbox = await startSandbox({ scenario: "healthy", timeFactor: 0 });
    try {
      const { ask } = createAsking();
      const read = () => ask(sandbox.url, sandbox.accounts.aimlapi.apiKey, aimlapi.detail);
      const healthy = await read();
      assert.equal(healthy.refill.enabled, true);
      assert.equal(healthy.refill.threshold && toDecimal(healthy.refill.threshold), "20");
      assert.equal(healthy.refill.amount && toDecimal(healthy.refill.amount), "150");
      assert.deepEqual(healthy.missing, []);
      sandbox.play("new-account");
      const fresh = await read();
      assert.equal(fresh.balance && toDecimal(fresh.balance), "0.25");
      assert.deepEqual(fresh.missing, [
        "autotopup_settings.is_enabled",
        "autotopup_settings.threshold",
        "autotopup_settings.amount",
      ]);
      sandbox.play("wrong-types");
      assert.equal((await read()).balance, undefined, "a number as a text is no number");
    } finally {
      await sandbox.close();
    }
  });
});
