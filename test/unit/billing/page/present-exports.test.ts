import assert from "node:assert/strict";
import type { Movements, Spending } from "../../../../src/billing/history/figures.ts";
import type { PageData } from "../../../../src/billing/page/page-data.ts";
import { presentExports } from "../../../../src/billing/page/present-exports.ts";
import type { UsageSource } from "../../../../src/billing/vendor/provider.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { cloudflare } from "../../../../src/providers/cloudflare/cloudflare.ts";
import { xai } from "../../../../src/providers/xai/xai.ts";

const kinds = [{ type: "PAYMENT", count: 1 }];
const movements: Movements = {
  kind: "known",
  revision: 1,
  total: 1,
  kinds,
  models: [],
  since: 1,
  older: false,
};
const spending = { kind: "known" } as Spending;
const unknown = { kind: "unknown", why: "Why not." } as const;
const told = (data: Pick<PageData, "movements" | "spending">, usage?: UsageSource) =>
  presentExports(data, usage).map(({ label, description }) => `${label} ${description}`);

describe("what is offered for an export", () => {
  it("says whose it is, and how it is divided", () => {
    assert.deepEqual(told({ movements, spending }, aimlapi.usage), ["Transactions of the account, with the current filters", "Usage of this key, by day and model"]);
    assert.deepEqual(told({ movements: null, spending }, xai.usage), ["Usage of the account, by day and model"]);
    assert.deepEqual(told({ movements: null, spending }, cloudflare.usage), ["Usage of the account, by day"]);
  });

  it("is usage alone where the ledger is refused, empty or not read yet", () => {
    for (const none of [unknown, null, undefined, { ...movements, kinds: [] }])
      assert.deepEqual(told({ movements: none, spending }, aimlapi.usage), ["Usage of this key, by day and model"]);
  });

  it("is nothing that is not there", () => {
    assert.deepEqual(told({ movements: null, spending: null }), []);
    for (const none of [unknown, null, undefined])
      assert.deepEqual(told({ movements: null, spending: none }, cloudflare.usage), []);
    assert.deepEqual(told({ movements, spending }), ["Transactions of the account, with the current filters"]);
  });
}); // prettier-ignore
