import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import { openEditor } from "../../support/fake-vscode.ts";
import "../../support/with-vscode.ts";
import { createChargeStage, type ChargeStage } from "../billing/charges/charge-stage.ts";

const { topUp } = await import("../../../src/editor/account-actions/top-up.ts");

const OBSTACLE = "Actions were switched off meanwhile, so nothing was sent.";

describe("a top-up by a person", () => {
  let stage: ChargeStage;
  let boxes: string[];
  let said: string[];
  beforeEach(() => {
    stage = createChargeStage();
    stage.limit = usd(500);
    boxes = [];
    said = [];
  });

  /** Types these in turn, and reads the question before the yes. */
  async function run(typed: readonly string[], obstacle: () => string | undefined = () => undefined) {
    const editor = openEditor();
    editor.onShown = async ({ kind, text, detail = "" }) => {
      if (kind === "input") boxes.push(detail);
      else said.push(text);
      await stage.clock.advance(2_000);
    };
    const [amount, again] = typed;
    editor.answers = [amount, ({ choices: [yes] = [] }) => yes, () => again];
    const { vendor, clock } = stage;
    const context = {
      account: {
        provider: { id: "cloudflare", name: "Cloudflare", pages: {} },
        credential: { subject: "a" },
        look: () => Promise.resolve(),
        expectTopUp: () => undefined,
      },
      title: "Cloudflare",
      locale: "en",
      ask: vendor.ask,
      clock,
      now: clock.now,
      elapsed: clock.elapsed,
      obstacle: () => Promise.resolve(obstacle()),
      charger: () => Promise.resolve(stage.open()),
      rechecks: new Set(),
      audit: () => undefined,
      changed: () => undefined,
    };
    await topUp(context as never, vendor.topUp);
  }

  it("of up to $100 is confirmed once", async () => {
    await run(["100"]);
    assert.deepEqual(stage.vendor.charges, [usd(100)]);
    assert.equal(boxes.length, 1);
  });

  it("of more than $100 is typed once more, and another amount charges nothing", async () => {
    await run(["100.01", "100.01"]);
    assert.deepEqual(stage.vendor.charges, [usd("100.01")]);
    assert.match(boxes[1] ?? "", /once more/);
    for (const again of ["100.02", "10", "", undefined]) {
      boxes = [];
      await run(["150", ...(again === undefined ? [] : [again])]);
      assert.equal(boxes.length, 2);
    }
    assert.equal(stage.vendor.charges.length, 1);
  });

  it("is looked at once more after the yes, before anything is written down", async () => {
    await run(["25"], () => (said.length > 0 ? OBSTACLE : undefined));
    assert.equal(said.at(-1), OBSTACLE);
    assert.deepEqual([stage.vendor.asked, stage.store.book, stage.vendor.charges], [[], [], []]);
  });

  it("that becomes impossible while it is written down is not sent", async () => {
    await run(["25"], () => (stage.store.book.length > 0 ? OBSTACLE : undefined));
    assert.deepEqual(stage.vendor.charges, []);
    assert.deepEqual(stage.vendor.asked, ["/records"]);
  });
});
