import assert from "node:assert/strict";
import fc from "fast-check";
import { shownName } from "../../../../src/billing/text/display-name.ts";

describe("a name the vendor gave", () => {
  it("is shown as it is when there is nothing wrong with it", () => {
    for (const name of ["openai/gpt-5", "مزود/نموذج", "模型/一", "<b>bold</b>", "🤖"])
      assert.equal(shownName(name), name);
  });

  it("hides nothing and turns nothing round", () => {
    assert.equal(shownName("abc\u202egnp.exe"), "abc\ufffdgnp.exe");
    assert.equal(shownName("a\u0000b\nc"), "a\ufffdb\ufffdc");
    assert.equal(shownName(" \t "), "\ufffd");
    assert.equal(shownName("  "), "(no name)");
  });

  it("ends", () => {
    assert.equal(shownName("x".repeat(10_240)), `${"x".repeat(120)}…`);
  });

  it("has no control, no direction mark and no half letter, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1000 }), (name) => {
        const shown = shownName(name);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        assert.ok(Array.from(shown).length <= 121);
      }),
    );
  });
});
