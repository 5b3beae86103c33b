import assert from "node:assert/strict";
import { build } from "esbuild";
import { startDemo } from "../../../src/sandbox/demo.ts";

describe("the demo twin", () => {
  it("shows a believable account to its own key only", async () => {
    const demo = await startDemo();
    try {
      const ask = (path: string, key = demo.apiKey) =>
        fetch(`${demo.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
      const detail = (await (await ask("/v2/billing/detail")).json()) as Record<string, unknown>;
      const balance = Number(detail["current_balance"]);
      assert.ok(balance > 40 && balance <= 42, `${balance} USD`);
      assert.deepEqual(detail["autotopup_settings"], {
        is_enabled: true,
        threshold: 10,
        amount: 50,
        currency: "USD",
      });
      assert.equal((await ask("/v2/billing")).status, 200);
      assert.equal((await ask("/v1/billing/balance")).status, 200);
      assert.equal((await ask("/v2/billing", "wrong")).status, 401);
    } finally {
      demo.dispose();
    }
  });

  it("spends while one watches", async () => {
    const demo = await startDemo({ timeFactor: 600, seed: 1 });
    try {
      const balance = async () => {
        const headers = { authorization: `Bearer ${demo.apiKey}` };
        const answer = await (await fetch(`${demo.url}/v2/billing`, { headers })).json();
        return (answer as { current_balance: number }).current_balance;
      };
      const before = await balance();
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.notEqual(await balance(), before);
    } finally {
      demo.dispose();
    }
  });

  it("has a fresh key and address for each start, and is gone once disposed", async () => {
    const [one, other] = [await startDemo(), await startDemo()];
    assert.match(one.apiKey, /^[0-9a-f]{32}$/u);
    assert.notEqual(one.apiKey, other.apiKey);
    assert.notEqual(one.url, other.url);
    assert.match(one.url, /^http:\/\/127\.0\.0\.1:\d+$/u);
    one.dispose();
    other.dispose();
    await assert.rejects(fetch(one.url), TypeError);
  });

  it("has no control routes", async () => {
    const demo = await startDemo();
    try {
      for (const route of ["scenario", "requests", "elsewhere", "clock", "balance"]) {
        for (const method of ["GET", "POST"]) {
          const response = await fetch(`${demo.url}/__sandbox/${route}`, {
            method,
            headers: { authorization: `Bearer ${demo.apiKey}` },
          });
          assert.equal(response.status, 404);
          assert.match(await response.text(), /"statusCode":404/u);
        }
      }
    } finally {
      demo.dispose();
    }
  });

  it("bundles neither faults nor control, and stays small", async () => {
    const { metafile, outputFiles } = await build({
      entryPoints: ["src/sandbox/demo.ts"],
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      write: false,
      metafile: true,
    });
    const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/^.*src\/sandbox\//u, ""));
    assert.ok(inputs.includes("aimlapi/aimlapi.ts"));
    for (const kept of [
      "http/faults.ts",
      "control-api.ts",
      "scenarios/scenarios.ts",
      "http/foreign-origin.ts",
      "http/request-log.ts",
      "sandbox.ts",
      "twins.ts",
      "cloudflare/cloudflare.ts",
      "xai/xai.ts",
    ]) {
      assert.ok(!inputs.includes(kept), kept);
    }
    assert.ok((outputFiles[0]?.contents.length ?? Infinity) < 16_384);
    assert.ok(!outputFiles[0]?.text.includes("__sandbox"));
  });
});
