import assert from "node:assert/strict";

import { svelte } from "../../../src/languages/svelte.ts";
import { lines, used } from "./observed-facts.ts";

describe("svelte", () => {
  it("reads scripts and what the template reads", () => {
    assert.deepEqual(
      used(
        svelte,
        lines(
          '<script context="module">const A = 1;</script>',
          "<script>",
          'let { data } = $props(); const r = fetch("https://api.aimlapi.com/v1/billing/balance").then((r) => r.json());',
          "</script>",
          "{#if data.meta?.usage}<b>{data.meta.usage.credits_used}</b>{/if}{#await r then body}{body.balance}{/await}{#each data.list as x}{x.y}{/each}",
        ),
      ),
      [
        'js: const A = 1; ⏎ let { data } = $props(); const r = fetch("https://api.aimlapi.com/v1/billing/balance").then((r) => r.json()); ⏎ ;(data.meta?.usage); ⏎ ;(data.meta.usage.credits_used); ⏎ ;var body = await (r); ⏎ ;(body.balance); ⏎ ;(data.list); ⏎ ;(x.y);',
      ],
    );
  });

  it("reads an awaited value", () => {
    assert.deepEqual(
      used(
        svelte,
        lines(
          "<script>",
          'const load = fetch("https://api.aimlapi.com/v1/billing/balance").then((r) => r.json());',
          "</script>",
          "{#await load}…{:then account}{account.balance}{/await}",
        ),
      ),
      [
        'js: const load = fetch("https://api.aimlapi.com/v1/billing/balance").then((r) => r.json()); ⏎ ;var account = await (load); ⏎ ;(account.balance);',
      ],
    );
  });
});
