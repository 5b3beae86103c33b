import assert from "node:assert/strict";

import { http } from "../../../src/languages/http.ts";
import { lines, used } from "./observed-facts.ts";

describe("http", () => {
  it("reads handlers and named answers", () => {
    assert.deepEqual(
      used(
        http,
        lines(
          "### b",
          "# @name bal",
          "GET https://api.aimlapi.com/v1/billing/balance",
          "Authorization: Bearer {{k}}",
          "",
          '> {% client.log(response.body.balance); client.assert(response.body["lowBalance"] === false); client.log(response.headers.valueOf("x-aimlapi-credits-used")) %}',
          "",
          "###",
          "GET https://x.test/a?b={{bal.response.body.$.balance}}",
          "",
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
        "read lowBalance of body < https://api.aimlapi.com/v1/billing/balance",
        "read header x-aimlapi-credits-used < https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads variables, a Host header, addresses over lines", () => {
    assert.deepEqual(
      used(
        http,
        lines(
          "@h = api.aimlapi.com",
          "@u = https://{{h}}",
          "",
          "GET {{u}}/v1/billing/balance HTTP/1.1",
          "",
          "###",
          "GET /v1/billing/balance",
          "Host: {{h}}",
          "",
          "###",
          "https://api.aimlapi.com/v1/billing/balance",
          "",
          "###",
          "GET {{AIML_BASE}}/v1/billing/balance",
          "### ",
          "GET https://api.aimlapi.com",
          "  /v1/billing/balance",
          "  ?x=1",
          "",
        ),
      ),
      [
        "use https:// api.aimlapi.com /v1/billing/balance",
        "use api.aimlapi.com /v1/billing/balance",
        "use https://api.aimlapi.com/v1/billing/balance",
        "use {AIML_BASE} /v1/billing/balance",
        "use https://api.aimlapi.com /v1/billing/balance ?x=1",
      ],
    );
  });

  it("sees nothing in a body", () => {
    assert.deepEqual(
      used(
        http,
        lines(
          "POST https://x.test/hook",
          "Content-Type: application/json",
          "",
          '{"url": "https://api.aimlapi.com/v1/billing/balance"}',
          "",
        ),
      ),
      [],
    );
  });
});
