import assert from "node:assert/strict";

import { vue } from "../../../src/languages/vue.ts";
import { lines, used } from "./observed-facts.ts";

describe("vue", () => {
  it("reads scripts and what the template reads", () => {
    assert.deepEqual(
      used(
        vue,
        lines(
          '<template><p>{{ account.balance }} {{ x.y | f }}</p><i :title="data.meta.usage.credits_used" v-for="a in b.c"/></template>',
          '<script setup lang="ts">',
          "const account = ref<any>(null);",
          'account.value = await (await fetch("https://api.aimlapi.com/v1/billing/balance")).json();',
          "</script>",
        ),
      ),
      [
        'ts: const account = ref<any>(null); ⏎ account.value = await (await fetch("https://api.aimlapi.com/v1/billing/balance")).json(); ⏎ ;( account.value.balance ); ⏎ ;( x.y | f ); ⏎ ;(data.meta.usage.credits_used);',
      ],
    );
  });

  it("reads comments as prose", () => {
    assert.deepEqual(
      used(
        vue,
        lines(
          "<script>",
          "export default {};",
          "// see https://api.aimlapi.com/v1/billing/balance",
          "</script>",
          "<!-- https://api.aimlapi.com/v1/billing/balance -->",
        ),
      ),
      ["js: export default {}; ⏎ // see https://api.aimlapi.com/v1/billing/balance"],
    );
  });
});
