import assert from "node:assert/strict";
import fc from "fast-check";
import type * as vscode from "vscode";
import { rules } from "../../../../src/catalog.ts";
import { touchesNeedle } from "../../../../src/editor/diagnostics/edit-prefilter.ts";
import { createLineFilter, createPrefilter } from "../../../../src/lint/syntax/prefilter.ts";

const mayMatch = createPrefilter(rules);
const mayHold = createLineFilter(rules);

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The event that the editor would tell for replacements of one text at once, last place first. */
function eventOf(before: string, edits: readonly Replacement[]): vscode.TextDocumentChangeEvent {
  let after = before;
  const contentChanges = edits.map(({ start, end, text }) => {
    after = after.slice(0, start) + text + after.slice(end);
    const [first, last] = [start, end].map((offset) => positionAt(before, offset));
    return { range: { start: first, end: last }, rangeOffset: start, rangeLength: end - start, text };
  });
  const lines = after.split("\n");
  const document = {
    lineCount: lines.length,
    lineAt: (line: number) => ({ text: lines[line] ?? assert.fail(`line ${line}`) }),
    getText: () => after,
  };
  return { document, contentChanges, reason: undefined } as unknown as vscode.TextDocumentChangeEvent;
}

function positionAt(text: string, offset: number) {
  const lines = text.slice(0, offset).split("\n");
  const line = lines.length - 1;
  const character = lines[line]?.length ?? 0;
  return {
    line,
    character,
    isAfter: (other: vscode.Position) =>
      line > other.line || (line === other.line && character > other.character),
  };
}

const pieces = fc.constantFrom(
  ..."bill|ing|/billing|/bal|ance|balance|billing/|credits|_|used|x-aimlapi-|-credits-used|low|BalanceThreshold".split(
    "|",
  ),
  "\n",
  "\n\n",
  "x".repeat(70),
  "y".repeat(600),
  " ",
  '"',
);
const texts = fc.array(pieces, { maxLength: 24 }).map((all) => all.join(""));
const cases = texts.chain((before) =>
  fc
    .array(fc.nat(before.length), { minLength: 2, maxLength: 8 })
    .chain((offsets) => {
      const sorted = [...offsets].sort((a, b) => b - a);
      const spans = Array.from({ length: sorted.length >> 1 }, (_, index) => ({
        start: sorted[2 * index + 1] ?? 0,
        end: sorted[2 * index] ?? 0,
      }));
      return fc.tuple(
        ...spans.map((span) =>
          fc.array(pieces, { maxLength: 3 }).map((text) => ({ ...span, text: text.join("") })),
        ),
      );
    })
    .map((edits) => ({ before, edits })),
);

describe("an edit of a text without a needle", () => {
  it("never makes one unseen", () => {
    fc.assert(
      fc.property(cases, ({ before, edits }) => {
        const event = eventOf(before, edits);
        fc.pre(!mayMatch(before) && mayMatch(event.document.getText()));
        assert.ok(touchesNeedle(event, mayHold), JSON.stringify({ before, edits }));
      }),
      { numRuns: 3000, maxSkipsPerRun: 200 },
    );
  });

  it("is seen when it ends any needle, far into a long line", () => {
    const wide = "z".repeat(2000);
    for (const needle of rules.flatMap((rule) => rule.needles.flat())) {
      const start = wide.length + 1 + needle.length - 1;
      const event = eventOf(`${wide} ${needle.slice(0, -1)} ${wide}`, [
        { start, end: start, text: needle.slice(-1) },
      ]);
      assert.ok(touchesNeedle(event, mayHold), needle);
    }
  });

  it("is seen when it puts a whole line between two others, which it leaves as they were", () => {
    const wide = "z".repeat(2000);
    for (const needle of rules.flatMap((rule) => rule.needles.flat())) {
      const event = eventOf(wide, [{ start: 1000, end: 1000, text: `\n${needle}\n` }]);
      assert.ok(touchesNeedle(event, mayHold), needle);
    }
  });

  it("is passed over where nothing near it is a part of one", () => {
    const line = `${"z".repeat(2000)} billing ${"z".repeat(2000)}`;
    const before = `one\n${line}\ntwo\n`;
    const far = before.indexOf("billing") + 500;
    assert.equal(touchesNeedle(eventOf(before, [{ start: far, end: far, text: "q" }]), mayHold), false);
    const two = before.indexOf("two");
    const edits = [
      { start: two, end: two, text: "q" },
      { start: 0, end: 0, text: "\n" },
    ];
    assert.equal(touchesNeedle(eventOf(before, edits), mayHold), false);
  });
});
