import assert from "node:assert/strict";

import { json } from "../../../src/languages/json.ts";
import { lines, used } from "./observed-facts.ts";

describe("json", () => {
  it("reads host and path side by side", () => {
    assert.deepEqual(used(json, '{"host":"api.aimlapi.com","path":"/v1/billing/balance"}'), [
      "use api.aimlapi.com /v1/billing/balance",
    ]);
  });

  it("reads a base around a table of paths", () => {
    assert.deepEqual(
      used(
        json,
        '{"aimlapi":{"baseUrl":"https://api.aimlapi.com/v1","endpoints":{"balance":"/billing/balance"}},"venice":{"baseUrl":"https://api.venice.ai/api/v1","endpoints":{"balance":"/billing/balance"}}}',
      ),
      [
        "use https://api.aimlapi.com/v1 /billing/balance",
        "use https://api.venice.ai/api/v1 /billing/balance",
      ],
    );
  });

  it("reads a path whose base is unknown", () => {
    assert.deepEqual(used(json, '[{"name":"aimlapi","balancePath":"/v1/billing/balance"}]'), [
      "use /v1/billing/balance",
    ]);
  });

  it("reads a collection with its variables and tests", () => {
    assert.deepEqual(
      used(
        json,
        '{"info":{"name":"x"},"item":[{"request":{"url":{"raw":"{{baseUrl}}/v1/billing/balance","host":["{{baseUrl}}"],"path":["v1","billing","balance"]}},"event":[{"listen":"test","script":{"exec":["const b = pm.response.json();","// https://api.aimlapi.com/v1/billing/balance"]}}]}],"variable":[{"key":"baseUrl","value":"https://api.aimlapi.com"}]}',
      ),
      [
        "use https://api.aimlapi.com /v1/billing/balance",
        "javascript: const b = pm.response.json(); ⏎ // https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads scripts of a package", () => {
    assert.deepEqual(
      used(
        json,
        '{"scripts":{"balance":"curl -s https://api.aimlapi.com/v1/billing/balance -H \\"Authorization: Bearer $K\\" | jq .balance","test":"mocha"}}',
      ),
      [
        'shell: curl -s https://api.aimlapi.com/v1/billing/balance -H "Authorization: Bearer $K" | jq .balance',
      ],
    );
  });

  it("reads a description as prose, a request line as use", () => {
    assert.deepEqual(
      used(
        json,
        '{"description":"asks https://api.aimlapi.com/v1/billing/balance every hour","x":"GET https://api.aimlapi.com/v1/billing/balance"}',
      ),
      ["use https://api.aimlapi.com/v1/billing/balance"],
    );
  });

  it("reads an unfinished script", () => {
    assert.deepEqual(used(json, '{"a": {"url": "https://api.aimlapi.com/v1/billing/balance'), [
      "use https://api.aimlapi.com/v1/billing/balance",
    ]);
  });

  it("reads comments and trailing commas", () => {
    assert.deepEqual(
      used(
        json,
        lines(
          "// see https://api.aimlapi.com/v1/billing/balance",
          '{ /* c */ "url": "https://api.aimlapi.com/v1/billing/balance", }',
        ),
      ),
      ["use https://api.aimlapi.com/v1/billing/balance"],
    );
  });

  it("reads reads in a drawn workflow, by its connections", () => {
    assert.deepEqual(
      used(
        json,
        '{"nodes":[{"name":"Ask","parameters":{"url":"https://api.aimlapi.com/v1/billing/balance"}},{"name":"If","parameters":{"value1":"={{ $json.balance }}","v":"={{ $(\'Ask\').item.json[\\"lowBalance\\"] }}"}},{"name":"Chat","parameters":{"t":"={{ $json.meta.usage.credits_used }}"}}],"connections":{"Ask":{"main":[[{"node":"If"}]]}}}',
      ),
      [
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
        "read lowBalance of body < https://api.aimlapi.com/v1/billing/balance",
        "use https://api.aimlapi.com/v1/billing/balance",
        "read meta.usage.credits_used of unknown",
      ],
    );
  });

  it("reads a proxy's table", () => {
    assert.deepEqual(
      used(json, '{"/v1/billing/balance":{"target":"https://api.aimlapi.com","changeOrigin":true}}'),
      ["use https://api.aimlapi.com /v1/billing/balance"],
    );
  });

  it("reads a header's name as value or key", () => {
    assert.deepEqual(
      used(json, '{"capture":["x-aimlapi-credits-used"],"x-aimlapi-credits-used":"credits"}'),
      ["read header x-aimlapi-credits-used", "read header x-aimlapi-credits-used"],
    );
  });

  it("reads server variables, and fields behind a reference", () => {
    assert.deepEqual(
      used(
        json,
        '{"openapi":"3.0.0","servers":[{"url":"https://{env}.aimlapi.com/{v}","variables":{"env":{"default":"api"},"v":{"default":"v1"}}}],"paths":{"/billing/balance":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/B"}}}}}}}},"components":{"schemas":{"B":{"properties":{"balance":{},"lowBalance":{}}}}}}',
      ),
      [
        "use https:// api .aimlapi.com/ v1 /billing/balance",
        "declared balance of body < https:// api .aimlapi.com/ v1 /billing/balance",
        "declared lowBalance of body < https:// api .aimlapi.com/ v1 /billing/balance",
      ],
    );
  });
});
