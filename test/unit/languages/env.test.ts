import assert from "node:assert/strict";

import { env } from "../../../src/languages/env.ts";
import { lines, used } from "./observed-facts.ts";

describe("env", () => {
  it("reads a path joined with the base named like it", () => {
    assert.deepEqual(
      used(
        env,
        lines(
          "AIMLAPI_BASE_URL=https://api.aimlapi.com",
          "AIMLAPI_BALANCE_PATH=/v1/billing/balance",
          "WALLET_URL=https://w.test",
          "WALLET_PATH=/v1/billing/balance",
          "",
        ),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance", "use https://w.test /v1/billing/balance"],
    );
  });

  it("reads a path without base", () => {
    assert.deepEqual(used(env, lines("AIMLAPI_BALANCE_PATH=/v1/billing/balance", "")), [
      "use /v1/billing/balance",
    ]);
  });

  it("reads a default and a reference", () => {
    assert.deepEqual(
      used(env, lines("URL=${AIML_BASE:-https://api.aimlapi.com/v1}/billing/balance # x", 'A="$URL"', "")),
      ["use https://api.aimlapi.com/v1 /billing/balance", "use https://api.aimlapi.com/v1 /billing/balance"],
    );
  });
});
