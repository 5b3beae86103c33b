import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import { openEditor } from "../../support/fake-vscode.ts";
import "../../support/with-vscode.ts";
import { createFakeClock } from "../billing/fake-clock.ts";

const { confirmChange } = await import("../../../src/editor/account-actions/confirm-change.ts");
const { typedAgain } = await import("../../../src/editor/account-actions/ask-amount.ts");
const { carryOut } = await import("../../../src/editor/account-actions/send-change.ts");

describe("a confirmation", () => {
  /** Answers each question after so many ms; tells how often it was asked. */
  async function confirmed(answers: readonly (readonly [ms: number, answer: string | undefined])[]) {
    const clock = createFakeClock();
    const editor = openEditor();
    editor.answers = answers.map(([ms, answer]) => async () => {
      await clock.advance(ms);
      return answer;
    });
    return [await confirmChange(clock, "Top up?", "by $25.00", "Top Up"), editor.shown.length];
  }

  it("that comes before it can have been read is asked for again", async () => {
    assert.deepEqual(await confirmed([[0, "Top Up"], [999, "Top Up"], [1_000, "Top Up"]]), [true, 3]); // prettier-ignore
    assert.deepEqual(await confirmed([[5, "Top Up"], [5, undefined]]), [false, 2]); // prettier-ignore
  });

  it("counts at once when it was read, and nothing else is a yes", async () => {
    assert.deepEqual(await confirmed([[1_000, "Top Up"]]), [true, 1]);
    assert.deepEqual(await confirmed([[5_000, undefined]]), [false, 1]);
    assert.deepEqual(await confirmed([[5_000, "Something else"]]), [false, 1]);
  });

  it("is a modal with all that was said about it", async () => {
    const editor = openEditor();
    await confirmChange(createFakeClock(), "Top up?", "by $25.00", "Top Up");
    assert.deepEqual(editor.shown, [
      { kind: "warning", text: "Top up?", modal: true, detail: "by $25.00", choices: ["Top Up"] },
    ]);
  });
});

describe("an amount that is typed again", () => {
  const typed = (text: string | undefined) => {
    openEditor().answers = [() => text];
    return typedAgain("Top Up", usd(150), "en");
  };

  it("must be the same, also where the editor takes what its check turned down", async () => {
    for (const same of ["150", "150.00", " $150.0 ", "$ 150"]) assert.equal(await typed(same), true, same);
    for (const other of ["15", "1500", "150.01", "149.99", "", "150,00", "1e2", "yes", undefined])
      assert.equal(await typed(other), false, String(other));
  });

  it("is held against the first one while it is typed", async () => {
    const editor = openEditor();
    editor.answers = ["15", "150"];
    assert.equal(await typedAgain("Top Up", usd(150), "en"), true);
    assert.deepEqual(editor.problems, ["The amounts don't match."]);
  });
});

describe("a change that was confirmed", () => {
  it("is looked at once more before it is sent", async () => {
    for (const obstacle of [undefined, "Account actions were turned off. Nothing was sent."]) {
      const editor = openEditor();
      let sent = 0;
      const context = {
        account: { provider: { id: "xai", pages: {} } },
        title: "xAI",
        locale: "en",
        obstacle: () => obstacle,
        ask: () => Promise.resolve((sent += 1)),
        audit: () => undefined,
        changed: () => undefined,
      };
      await carryOut(context as never, { what: "Set limit", done: "Done", endpoint: {} as never });
      assert.deepEqual([sent, editor.said("warning")], obstacle ? [0, [obstacle]] : [1, []]);
    }
  });
});
