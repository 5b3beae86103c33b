import assert from "node:assert/strict";
import fc from "fast-check";
import {
  inertText,
  LONGEST_TEXT,
  storableText,
  visibleText,
} from "../../../../src/billing/text/plain-text.ts";

describe("a stranger's text", () => {
  it("is shown on one line, in which nothing is unseen or turns the direction of writing", () => {
    assert.equal(
      visibleText("a\nb\tc\u0000d\u001b[31m\u202E\u2066\u200B\uFEFF\u2028e\u009b"),
      "a�b�c�d�[31m�����e�",
    );
    assert.equal(visibleText("<b>openai/gpt-5</b> 😀 שלום"), "<b>openai/gpt-5</b> 😀 שלום");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(visibleText(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it("is stored whole up to a length, and beyond it cut between characters and marked", () => {
    const most = "x".repeat(LONGEST_TEXT);
    assert.equal(storableText(most), most);
    for (let length = LONGEST_TEXT - 1; length < LONGEST_TEXT + 3; length += 1) {
      const kept = storableText("y".repeat(length % 2) + "😀".repeat(length));
      assert.ok(kept.length <= LONGEST_TEXT && !/\p{Surrogate}/u.test(kept));
      assert.match(kept, /😀…[0-9a-f]{8}$/u);
    }
  });
});

describe("a text in the editor's messages and lists", () => {
  it("is no icon and no link", () => {
    assert.equal(inertText("$(trash) [x](command:y) (a) $1 [b]"), "$ (trash) [x] (command:y) (a) $1 [b]");
    assert.equal(inertText("Work"), "Work");
  });
});
