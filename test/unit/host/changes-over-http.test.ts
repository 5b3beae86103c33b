import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import { presentChangeFailure } from "../../../src/billing/present/present-change.ts";
import type { AccountActions } from "../../../src/billing/vendor/account-actions.ts";
import type { Endpoint } from "../../../src/billing/vendor/endpoint.ts";
import { cloudflare } from "../../../src/providers/cloudflare/cloudflare.ts";
import { xai } from "../../../src/providers/xai/xai.ts";
import { startSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { createScratch, type Scratch } from "../../support/scratch.ts";
import { failureOf } from "./asking.ts";
import { isSilent, openWindow, type Charged, type ChargingWindow } from "./charging.ts";

const actionsOf = ({ actions = {} }: { readonly actions?: AccountActions }) => actions;
const { setLimit, setRefill, removeRefill, removeLimit } = actionsOf(cloudflare);

/** What Cloudflare changes in its dashboard only. */
const dashboardOnly: Readonly<Record<string, readonly [Endpoint<void> | undefined, string | undefined]>> = {
  setLimit: [setLimit?.request(usd(50)), setLimit?.dashboardOnly],
  setRefill: [setRefill?.request(usd(25), usd(5)), setRefill?.dashboardOnly],
  removeRefill: [removeRefill?.request(), removeRefill?.dashboardOnly],
};

describe("a change over HTTP", () => {
  let scratch: Scratch;
  let sandbox: Sandbox;
  let window: ChargingWindow;
  let silent: boolean;

  beforeEach(async () => {
    scratch = await createScratch();
    sandbox = await startSandbox({ timeFactor: 0 });
    silent = false;
    window = openWindow({
      url: sandbox.url,
      accounts: sandbox.accounts,
      storage: scratch.path,
      over: () => silent && sandbox.requests().length > 0,
    });
  });
  afterEach(async () => {
    await sandbox.close();
    await scratch.dispose();
  });

  const failing = (endpoint: Endpoint<void> | undefined, vendor: Charged = "cloudflare") =>
    failureOf(window.ask(vendor)(endpoint ?? assert.fail()));

  for (const [name, [endpoint, sentence = ""]] of Object.entries(dashboardOnly))
    it(`${name} at Cloudflare is refused to keys, and told as what its dashboard does`, async () => {
      const failure = await failing(endpoint);
      assert.deepEqual([failure.status, failure.fromVendor], [403, true]);
      assert.equal(presentChangeFailure(failure, sentence, cloudflare, "en"), sentence);
      assert.match(sentence, / can only be .+ in the Cloudflare dashboard: .+\.$/);
    });

  it("removes Cloudflare's spending limit", async () => {
    await window.ask("cloudflare")(removeLimit?.request() ?? assert.fail());
    assert.equal(await setLimit?.current(window.ask("cloudflare")), undefined);
  });

  it("that a proxy refuses is not taken for the vendor's word", () => {
    const said = presentChangeFailure(
      { kind: "forbidden", status: 403 },
      "In the dashboard.",
      cloudflare,
      "en",
    );
    assert.match(said, /The change may or may not have been applied\.$/);
  });

  const limit = actionsOf(xai).setLimit?.request(usd(25));
  for (const [scenario, end] of [
    ["rate-limited", "Nothing was changed."],
    ["unauthorized", "Nothing was changed."],
    ["read-only-token", "Nothing was changed."],
    ["answer-lost-before", "The change may or may not have been applied."],
    ["answer-lost-after", "The change may or may not have been applied."],
    ["answer-lost-silently", "The change may or may not have been applied."],
    ["html-error", "The change may or may not have been applied."],
    ["captive-portal", "The change may or may not have been applied."],
    ["redirect-away", "The change may or may not have been applied."],
  ] as const)
    it(`with ${scenario} tells what is known, and promises no other try`, async () => {
      sandbox.play(scenario, "xai");
      silent = isSilent(scenario);
      const said = presentChangeFailure(await failing(limit, "xai"), undefined, xai, "en");
      assert.ok(said.endsWith(` ${end}`), said);
      assert.doesNotMatch(said, /Retrying/);
    });

  it("that finds nobody to connect to changed nothing", async () => {
    const nowhere = { url: "http://127.0.0.1:9", accounts: sandbox.accounts, storage: scratch.path };
    const failure = await failureOf(openWindow(nowhere).ask("xai")(limit ?? assert.fail()));
    assert.match(presentChangeFailure(failure, undefined, xai, "en"), / Nothing was changed\.$/);
  });
});
