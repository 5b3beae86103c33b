import assert from "node:assert/strict";
import { forget } from "../../../../src/billing/ledger/track.ts";

describe("a track of which a stretch is lost", () => {
  it("keeps every other moment, to the millisecond", () => {
    const track = [{ from: 100, to: 200 }];
    for (const [from, to, kept] of [
      [200, 300, [{ from: 100, to: 199 }]],
      [201, 300, track],
      [0, 100, track],
      [0, 101, [{ from: 101, to: 200 }]],
      [150, 160, [{ from: 160, to: 200 }, { from: 100, to: 149 }]],
      [100, 201, []],
    ] as const)
      assert.deepEqual(forget(track, from, to), kept, `${from} to ${to}`);
  });
}); // prettier-ignore
