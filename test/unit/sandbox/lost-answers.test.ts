import assert from "node:assert/strict";
import { overOnce } from "../../support/until.ts";
import { post } from "./sandbox-fixture.ts";
import { leftOf, previewOf, withTeam } from "./xai/xai-fixture.ts";

const topUp = post({ amount: { val: "2000" } });

describe("a lost answer", () => {
  for (const [scenario, charged] of [
    ["answer-lost-before", 0],
    ["answer-lost-during", 1],
    ["answer-lost-after", 1],
  ] as const) {
    it(`${scenario} charges ${charged === 0 ? "nothing" : "once"}, and all that reads is answered`, () =>
      withTeam(scenario, async (sandbox, team) => {
        const before = leftOf(await previewOf(team));
        await assert.rejects(
          team("prepaid/top-up", topUp).then((response) => response.text()),
          TypeError,
        );
        sandbox.world.clock.advance(10_000);
        assert.equal(leftOf(await previewOf(team)), before + charged * 2_000);
        assert.equal(sandbox.charges("xai").length, charged);
        const usage = await team("usage", post({}));
        assert.equal(usage.status, 400, "a POST that only reads is heard");
        const limit = team("postpaid/spending-limits", post({ desiredSoftSpendingLimit: { val: "2500" } }));
        await assert.rejects(
          limit.then((response) => response.text()),
          TypeError,
        );
        const { effectiveSpendingLimit } = await previewOf(team);
        assert.equal(effectiveSpendingLimit, charged === 0 ? "100000" : "2500");
      }));
  }

  it("comes with half of its body when it is lost during, and with nothing when it is lost after", () =>
    withTeam("answer-lost-during", async (sandbox, team) => {
      const response = await team("prepaid/top-up", topUp);
      assert.equal(response.status, 200);
      await assert.rejects(response.text(), TypeError);
      sandbox.play("answer-lost-after");
      await assert.rejects(team("prepaid/top-up", topUp), TypeError);
    }));

  it("is told by nobody when the request never came through: what fails before the vendor charges nothing", async () => {
    for (const scenario of ["rate-limited", "html-error", "captive-portal", "redirect-away"] as const) {
      await withTeam(scenario, async (sandbox, team) => {
        await team("prepaid/top-up", { ...topUp, redirect: "manual" });
        assert.deepEqual(sandbox.charges(), [], scenario);
      });
    }
  });

  it("stands in the log with what was asked", () =>
    withTeam("answer-lost-before", async (sandbox, team) => {
      await assert.rejects(team("prepaid/top-up", topUp), TypeError);
      assert.deepEqual(
        sandbox.requests().map(({ method, path }) => [method, path.split("/").at(-1)]),
        [["POST", "top-up"]],
      );
    }));

  it("charges once for a slow answer, waited for or not", () =>
    withTeam("slow", async (sandbox, team) => {
      const call = team("prepaid/top-up", {
        ...topUp,
        signal: overOnce(() => sandbox.charges("xai").length > 0),
      });
      await assert.rejects(call, { name: "TimeoutError" });
      assert.equal(sandbox.charges("xai").length, 1);
    }));
});
