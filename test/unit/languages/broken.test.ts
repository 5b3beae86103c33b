import assert from "node:assert/strict";
import fc from "fast-check";

import { languages, rules } from "../../../src/catalog.ts";
import { createWork } from "../../../src/lint/contract/work.ts";
import { createEngine } from "../../../src/lint/engine.ts";
import { lines } from "./observed-facts.ts";

const needles = ["billing/balance", "credits_used", "x-aimlapi-credits-used"];
const url = "https://api.aimlapi.com/v1/billing/balance";

const samples: Readonly<Record<string, string>> = {
  shell: lines(
    'API="${AIMLAPI_BASE_URL:-https://api.aimlapi.com/v1}"',
    'get() { curl -s "$API$1" | jq -r ".balance // 0"; }',
    'case "$1" in a|b) get /billing/balance ;; *) cat <<EOF',
    `${url} $(date) \`pwd\``,
    "EOF",
    "esac",
  ),
  http: lines(
    "@b = https://api.aimlapi.com",
    "### x",
    "# @name y",
    "GET {{b}}/v1/billing/balance",
    "Host: z",
    "",
    "{}",
  ),
  json: `// c\n{"a":["\\u0041${url.replaceAll("/", "\\/")}",{"host":"api.aimlapi.com","path":"/v1/billing/balance"}],}`,
  yaml: lines(
    "a: &b",
    "  - |",
    `    curl ${url}`,
    "  - {c: *b, d: 'it''s', e: \"f\\n\"}",
    "openapi: 3",
    "paths:",
    "  /x: {}",
  ),
  env: lines("export A='x' # y", `B="\${A}/v1/billing/balance"`, `C=${url}`),
  markdown: lines("1. ```js title=x", `   fetch("${url}")`, "   ```", "> ~~~", `> $ curl ${url}`, "> ~~~"),
  notebook: JSON.stringify({
    cells: [{ cell_type: "code", source: ["!curl x\n", "%time a\n", `b = "${url}"`] }],
  }),
  vue: `<template><p :a="b.c">{{ d.e }}</p></template><script lang="ts">fetch("${url}")</script>`,
  svelte: `<script>let a = fetch("${url}");</script>{#await a then b}{b.balance}{/await}`,
};

const junk = fc.constantFrom(
  ..."\"'`{}()[]<>|\\#!&*:;,-=$".split(""),
  ...[
    "$(",
    "${",
    "<<EOF\n",
    ";;",
    "\n",
    "\r\n",
    "case x in ",
    "{{",
    "}}",
    "```",
    "---\n",
    "<script>",
    "💰",
    "\0",
  ],
);
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(30),
  put: fc.array(junk, { maxLength: 3 }),
});

describe("broken texts", () => {
  for (const [id, sample] of Object.entries(samples)) {
    it(`keep ${id} within its text`, () => {
      const reader = languages.find((language) => language.id === id)?.reader;
      assert.equal(reader?.kind, "plain");
      fc.assert(
        fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
          let text = sample;
          for (const { at, cut, put } of edits) {
            const from = Math.floor(at * text.length);
            text = text.slice(0, from) + put.join("") + text.slice(from + cut);
          }
          for (const fact of reader.read({ text, fileName: "file", needles, work: createWork() }).facts) {
            const spans =
              fact.kind === "address"
                ? fact.parts.flatMap((part) => (part.kind === "written" ? [part.span] : []))
                : [fact.span];
            for (const { start, end } of spans) assert.ok(start >= 0 && start <= end && end <= text.length);
          }
        }),
        { numRuns: 200 },
      );
    });
  }
});

describe("a text told by a file and by a script in it", () => {
  it("is found once", async () => {
    const never = (): Promise<never> => Promise.reject(new Error("no grammar is needed"));
    const engine = createEngine({ languages, rules, grammars: { runtime: never, grammar: never } });
    const text = lines("env:", `  BALANCE: ${url}`, "steps:", "  - run: curl $BALANCE | jq .balance");
    const { findings } = await engine.analyze({ file: "ci.yml", text });
    assert.deepEqual(
      findings.map(({ start, end }) => text.slice(start, end)),
      ["/v1/billing/balance", "balance"],
    );
  });
});
