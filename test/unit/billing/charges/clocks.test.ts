import assert from "node:assert/strict";
import { createChargeStage, inShort } from "./charge-stage.ts";

const MINUTE = 60_000;

describe("a charge that was written down", () => {
  /** What becomes of it when this much time passes by either clock before its request could leave. */
  async function after(steadyMs: number, wallMs: number) {
    const stage = createChargeStage();
    stage.store.onWritten = async () => {
      stage.store.onWritten = () => undefined;
      await stage.clock.advance(steadyMs);
      stage.clock.jump(wallMs - steadyMs);
    };
    return [inShort(await stage.topUp(stage.open())), stage.vendor.charges.length];
  }

  it("is sent while only a moment has passed by both clocks", async () => {
    assert.deepEqual(await after(0, 0), ["charged: answer", 1]);
    assert.deepEqual(await after(10_000, 10_000), ["charged: answer", 1]);
  });

  it("is not sent when the steady clock says that more has passed, whatever the wall clock was set to", async () => {
    for (const wall of [0, 1, 10_000])
      for (const steady of [10_001, MINUTE, 8 * 60 * MINUTE])
        assert.deepEqual(await after(steady, wall), ["not-charged: never-sent", 0], `${steady}, ${wall}`);
  });

  it("is not sent when the wall clock says so, though the steady clock stood still in sleep", async () => {
    for (const wall of [10_001, 8 * 60 * MINUTE, -1, -MINUTE])
      assert.deepEqual(await after(0, wall), ["not-charged: never-sent", 0], String(wall));
  });
});
