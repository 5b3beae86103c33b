import assert from "node:assert/strict";
import { createMemory } from "../../../src/webview/memory.ts";

/** What the editor keeps for a page. */
function createEditor(state?: unknown) {
  const kept = { state };
  return { kept, getState: () => kept.state, setState: (next: unknown) => void (kept.state = next) };
}

describe("what the page remembers", () => {
  it("is there again after a reload, each thing by itself", () => {
    const editor = createEditor();
    const memory = createMemory(editor);
    memory.set("scroll", 120);
    memory.set("tables", ["spend"]);
    const again = createMemory(editor);
    assert.deepEqual(
      [again.get("scroll"), again.get("listScroll"), again.get("tables"), again.get("allModels")],
      [120, 0, ["spend"], false],
    );
    again.set("allModels", true);
    assert.deepEqual(editor.kept.state, { scroll: 120, listScroll: 0, tables: ["spend"], allModels: true });
  });

  it("is kept from the start, since a page without state is not restored", () => {
    const editor = createEditor();
    createMemory(editor);
    assert.deepEqual(editor.kept.state, { scroll: 0, listScroll: 0, tables: [], allModels: false });
  });
});
