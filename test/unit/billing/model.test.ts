import assert from "node:assert/strict";
import fc from "fast-check";
import { explore, type Plan, type Seen } from "./model/explore.ts";

/** `npm run test:soak` sets these: more runs, from another seed each time. */
const RUNS = Number(process.env["MODEL_RUNS"] ?? 300);
const SEED = Number(process.env["MODEL_SEED"] ?? 20_260_803);

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer(),
  windows: fc.constantFrom(2, 3),
  // Short intervals press against the budget and make windows meet; the default one shows progress.
  intervalMs: fc.constantFrom(15_000, 300_000),
  steps: fc.constant(2_500),
  manual: fc.boolean(),
  failures: fc.boolean(),
});

describe("the model check of the store that windows share", function () {
  this.timeout(Math.max(300_000, RUNS * 2_000));

  it(`keeps its promises in ${RUNS} runs with deaths, sleep and every order of operations`, async () => {
    const seen: Seen[] = [];
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        seen.push(await explore(plan));
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    const sum = (of: (it: Seen) => number) => seen.reduce((total, it) => total + of(it), 0);
    // A run that shows nothing proves nothing.
    assert.ok(sum(({ writes }) => writes) > 40 * RUNS);
    assert.ok(sum(({ deaths }) => deaths) > RUNS);
    assert.ok(seen.some(({ requests }) => requests >= 40));
    assert.ok(seen.some(({ progressed }) => progressed));
    if (process.env["MODEL_RUNS"]) {
      console.log(
        `      writes ${sum(({ writes }) => writes)}, requests ${sum(({ requests }) => requests)}, ` +
          `deaths ${sum(({ deaths }) => deaths)}, recovered ${sum(({ progressed }) => Number(progressed))} times`,
      );
    }
  });
});
