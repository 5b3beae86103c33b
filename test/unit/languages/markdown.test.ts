import assert from "node:assert/strict";

import { markdown } from "../../../src/languages/markdown.ts";
import { lines, used } from "./observed-facts.ts";

describe("markdown", () => {
  it("reads fences of all kinds", () => {
    assert.deepEqual(
      used(
        markdown,
        lines(
          "text https://api.aimlapi.com/v1/billing/balance",
          "",
          "1. a",
          "",
          '   ```js title="x"',
          '   fetch("https://api.aimlapi.com/v1/billing/balance")',
          "   ```",
          "",
          "> ```bash",
          "> curl https://api.aimlapi.com/v1/billing/balance",
          "> ```",
          "",
          "```",
          "$ curl https://api.aimlapi.com/v1/billing/balance",
          '{"balance": 1}',
          "```",
          "",
          "```",
          "GET /v1/billing/balance",
          "Host: api.aimlapi.com",
          "```",
          "```console",
          "$ export B=https://api.aimlapi.com",
          "$ curl $B/v1/billing/balance \\",
          "   -H x",
          "```",
          "```diff",
          "- curl https://api.aimlapi.com/v1/billing/balance",
          "```",
          "```{.python .x}",
          'BASE = "https://api.aimlapi.com/v1"',
          "```",
          "```py",
          'requests.get(BASE + "/billing/balance")',
          "```",
          "````md",
          "```bash",
          "curl https://api.aimlapi.com/v1/billing/balance",
          "```",
          "````",
          "```bash",
          "curl $B/v1/billing/balance",
        ),
      ),
      [
        'js: fetch("https://api.aimlapi.com/v1/billing/balance")',
        "http: GET /v1/billing/balance ⏎ Host: api.aimlapi.com",
        "diff: - curl https://api.aimlapi.com/v1/billing/balance",
        'py: BASE = "https://api.aimlapi.com/v1" ⏎ requests.get(BASE + "/billing/balance")',
        "md: ```bash ⏎ curl https://api.aimlapi.com/v1/billing/balance ⏎ ```",
        "shell: curl https://api.aimlapi.com/v1/billing/balance ⏎ curl https://api.aimlapi.com/v1/billing/balance ⏎ export B=https://api.aimlapi.com ⏎ curl $B/v1/billing/balance \\ ⏎ -H x ⏎ curl $B/v1/billing/balance",
      ],
    );
  });

  it("reads what earlier fences set, unless set anew", () => {
    assert.deepEqual(
      used(
        markdown,
        lines(
          "```ts",
          "const client = make({",
          '  base: "https://api.aimlapi.com/v1",',
          "});",
          "const other = 1;",
          "```",
          "",
          "```ts",
          'const a = await client.get("/billing/balance");',
          "```",
          "",
          "```js",
          "const client = mine();",
          'client.get("/billing/balance");',
          "```",
          "",
        ),
      ),
      [
        'ts: const client = make({ ⏎ base: "https://api.aimlapi.com/v1", ⏎ }); ⏎ const a = await client.get("/billing/balance");',
        'js: const client = mine(); ⏎ client.get("/billing/balance");',
      ],
    );
  });
});
