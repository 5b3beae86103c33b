import assert from "node:assert/strict";
import { createMemoryStore } from "../../../../src/billing/store/memory-store.ts";
import { AUTOMATIC_PER_HOUR, MANUAL_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import { describeStore } from "./contract/describe-store.ts";
import { createTestClock } from "./contract/world.ts";

describeStore("the store in memory", (clock) => {
  const store = createMemoryStore({ clock });
  return Promise.resolve({ clock, window: () => store, dispose: () => Promise.resolve() });
});

describe("a store in memory that others know nothing of", () => {
  it("leaves most of the hour to them: six windows stay within it", async () => {
    const clock = createTestClock();
    const granted = { automatic: 0, manual: 0 };
    for (let window = 0; window < 6; window += 1) {
      const { cell } = createMemoryStore({ clock, unshared: true }).account("abc");
      for (const purpose of ["automatic", "manual"] as const)
        for (let tries = 0; tries < 60; tries += 1)
          if ((await cell.acquire({ lease: "balance", token: "a", purpose })).kind === "acquired")
            granted[purpose] += 1;
    }
    assert.ok(granted.automatic <= AUTOMATIC_PER_HOUR, String(granted.automatic));
    assert.deepEqual(granted, { automatic: 30, manual: 6 * MANUAL_PER_HOUR });
  });
});
