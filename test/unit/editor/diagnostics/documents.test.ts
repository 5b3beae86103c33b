import assert from "node:assert/strict";
import { mock } from "node:test";
import { workspace } from "../../../support/fake-vscode.ts";
import { createFakeNotebook, FakeDocument } from "../../../support/vscode/documents.ts";
import { settled } from "../../billing/fake-clock.ts";
import { finding, OLD, openDiagnostics, PAUSE_MS, type DiagnosticsScene } from "./scene.ts";

const FILE = "file:///project/a.py";
const WITH = `call("${OLD}")\n`;
const document = (text = WITH, address = FILE) => new FakeDocument(address, text);

describe("documents that the engine looks at", () => {
  let scene: ReturnType<typeof openDiagnostics>;
  const open = (options?: DiagnosticsScene) => (scene = openDiagnostics(options));
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => {
    scene.diagnostics.dispose();
    mock.timers.reset();
  });

  it("are those with a needle, open before or opened later", () => {
    const first = document();
    const { editor, asked, answer } = open({
      documents: [document("nothing", "file:///project/b.py"), first],
    });
    answer();
    editor.events.openText.fire(document("nothing", "file:///project/c.py"));
    editor.events.openText.fire(document(WITH, "file:///project/d.py"));
    assert.deepEqual(
      asked().map(({ content }) => content),
      [
        { file: FILE, languageId: "python", text: WITH },
        { file: "file:///project/d.py", languageId: "python", text: WITH },
      ],
    );
  });

  it("are a person's files: on a file system that can be written, or not saved yet", () => {
    const { editor, asked, answer } = open();
    for (const [address, is] of [
      ["untitled:Untitled-1", true],
      ["memory:/a.py", true],
      ["git:/project/a.py", false],
      ["output:/log", false],
    ] as const) {
      const before = asked().length;
      editor.events.openText.fire(document(WITH, address));
      assert.equal(asked().length - before, is ? 1 : 0, address);
      if (is) answer();
    }
  });

  it("are asked about anew once a person pauses, by what changed", () => {
    const it = document();
    const { asked, answer, type } = open({ documents: [it] });
    answer();
    type(it, 0, 0, "x");
    mock.timers.tick(PAUSE_MS - 1);
    type(it, 1, 2, "yz");
    mock.timers.tick(PAUSE_MS - 1);
    assert.equal(asked().length, 1);
    mock.timers.tick(1);
    assert.deepEqual(asked()[1], {
      type: "analyze",
      id: 1,
      revision: 2,
      content: {
        changes: [
          { start: 0, oldEnd: 0, text: "x" },
          { start: 1, oldEnd: 2, text: "yz" },
        ],
      },
    });
  });

  it("are not asked about for an edit of nothing", () => {
    const it = document();
    const { asked, answer, editor } = open({ documents: [it] });
    answer();
    editor.events.changeText.fire({ document: it, contentChanges: [] });
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 1);
  });

  it("come to be looked at when an edit makes a needle, and only then", () => {
    const it = document("call()\n");
    const { asked, type } = open({ documents: [it] });
    type(it, 5, 5, "1");
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 0);
    type(it, 5, 6, `"${OLD}"`);
    assert.equal(asked().length, 0);
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 1);
  });

  it("are looked at no more once they have nothing to look at, or are closed", () => {
    const it = document();
    const { asked, answer, editor, say, shownIn, type, posted } = open({ documents: [it] });
    answer(finding(6, 13));
    assert.equal(shownIn(it)?.length, 1);
    type(it, 0, it.getText().length, "nothing");
    mock.timers.tick(PAUSE_MS);
    say({ type: "findings", id: 1, revision: 2, looked: false, findings: [], limits: [] });
    assert.deepEqual([shownIn(it), posted.at(-1)], [undefined, { type: "close", id: 1 }]);
    type(it, 0, 0, OLD);
    mock.timers.tick(PAUSE_MS);
    answer(finding(0, 7));
    assert.deepEqual([asked().at(-1)?.id, shownIn(it)?.length], [2, 1]);
    type(it, 0, 0, "x");
    editor.events.closeText.fire(it);
    mock.timers.tick(PAUSE_MS);
    assert.deepEqual([shownIn(it), asked().length], [undefined, 3]);
  });

  it("that are closed before they are looked at are not", () => {
    const it = document("call()\n");
    const { asked, editor, type } = open({ documents: [it] });
    type(it, 5, 5, `"${OLD}"`);
    it.isClosed = true;
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 0);
    it.isClosed = false;
    type(it, 5, 5, `"${OLD}"`);
    editor.events.closeText.fire(it);
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 0);
  });

  it("keep what was found until the answer to a newer state is there", () => {
    const it = document();
    const { answer, shownIn, type, say } = open({ documents: [it] });
    answer(finding(6, 13));
    type(it, 0, 0, "x");
    mock.timers.tick(PAUSE_MS);
    say({ type: "findings", id: 1, revision: 1, looked: true, findings: [], limits: [] });
    assert.equal(shownIn(it)?.length, 1, "an answer to an older question");
    type(it, 0, 0, "y");
    say({ type: "findings", id: 1, revision: 2, looked: true, findings: [], limits: [] });
    assert.equal(shownIn(it)?.length, 1, "an answer to a text that has changed since");
    mock.timers.tick(PAUSE_MS);
    answer();
    assert.equal(shownIn(it)?.length, 0);
  });

  it("are not looked at while they are larger than 5 MB, which is said once", () => {
    const it = document(WITH + "#".repeat(5_000_000));
    const { asked, log, editor, type } = open({ documents: [it] });
    assert.deepEqual(log, ["Not fully checked: file:/project/a.py. Files larger than 5 MB are not checked."]);
    type(it, 0, 0, "x");
    mock.timers.tick(PAUSE_MS);
    assert.deepEqual([asked(), log.length], [[], 1]);
    type(it, 0, it.getText().length, WITH + "#".repeat(5_000_000 - WITH.length));
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 1);
    editor.events.closeText.fire(it);
  });

  it("are asked about as a whole again after the engine broke, and left alone after the third time", () => {
    const it = document();
    const { asked, end, say, log, type, editor, answer } = open({ documents: [it] });
    end(new Error("out of memory"));
    assert.deepEqual(log, ["Not fully checked: file:/project/a.py. The analysis failed. (out of memory)"]);
    for (const times of [2, 3]) {
      type(it, 0, 0, "x");
      mock.timers.tick(PAUSE_MS);
      assert.ok("text" in (asked().at(-1)?.content ?? {}));
      say({ type: "failed", id: 1, revision: times, reason: "again" });
    }
    assert.equal(log.length, 1);
    type(it, 0, 0, "x");
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 3);
    editor.events.closeText.fire(it);
    editor.events.openText.fire(it);
    answer();
    assert.equal(asked().length, 4);
  });

  it("count failures in a row only", () => {
    const it = document();
    const { asked, say, answer, type } = open({ documents: [it] });
    for (let times = 1; times <= 4; times += 1) {
      say({ type: "failed", id: 1, revision: asked().length, reason: "again" });
      type(it, 0, 0, "x");
      mock.timers.tick(PAUSE_MS);
      answer();
      type(it, 0, 0, "x");
      mock.timers.tick(PAUSE_MS);
      assert.equal(asked().length, 1 + 2 * times);
    }
  });

  it("that waited when the engine broke are asked about by the next one", async () => {
    const second = document(WITH, "file:///project/b.py");
    const { asked, end, engines } = open({ documents: [document(), second] });
    end(new Error("out of memory"));
    await settled();
    assert.deepEqual([asked().map(({ id }) => id), engines()], [[1, 2], 1]);
  });

  it("are looked at again when a file changes that their findings lean on", async () => {
    const it = document();
    const near = new FakeDocument("file:///project/paths.py", "PATH = 1\n");
    const far = new FakeDocument("file:///project/far.py", "PATH = 1\n");
    const { asked, answer, say, type, posted } = open({ documents: [it, near, far] });
    workspace.textDocuments = [it, near, far];
    say({ type: "read", request: 7, from: FILE, candidates: ["none.py", "paths.py"] });
    await settled();
    assert.deepEqual(posted.at(-1), {
      type: "files",
      request: 7,
      found: [{ file: "file:///project/paths.py", text: "PATH = 1\n" }],
    });
    answer(finding(6, 13));
    type(far, 0, 0, "x");
    mock.timers.tick(PAUSE_MS);
    assert.equal(asked().length, 1);
    type(near, 0, 0, "x");
    mock.timers.tick(PAUSE_MS);
    assert.deepEqual(asked()[1]?.content, { changes: [] });
  });

  it("are told of no more after the end", () => {
    const it = document();
    const { asked, answer, diagnostics, editor, type, engines } = open({ documents: [it] });
    answer(finding(6, 13));
    type(it, 0, 0, "x");
    diagnostics.dispose();
    mock.timers.tick(PAUSE_MS);
    editor.events.openText.fire(document(WITH, "file:///project/b.py"));
    assert.deepEqual([asked().length, editor.diagnostics.size, engines()], [1, 0, 0]);
    assert.deepEqual(
      Object.values(editor.events).map(({ listeners }) => listeners),
      Array(9).fill(0),
    );
    assert.deepEqual([editor.codeActions, editor.contents.size], [[], 0]);
  });

  describe("as cells of a notebook", () => {
    const cell = (name: string, text: string, kind = 2) => ({
      kind,
      document: new FakeDocument(`memory:/book.ipynb#${name}`, text),
    });
    const book = (...cells: ReturnType<typeof cell>[]) =>
      createFakeNotebook("file:///project/book.ipynb", cells);

    it("are one text in their order, and flagged each in its place", async () => {
      const [one, prose, two] = [cell("1", "a\u241eb = 1"), cell("2", "Old", 1), cell("3", WITH)];
      const { asked, answer, shownIn } = open({
        notebooks: [book(one, prose, two)],
        documents: [two.document],
      });
      await settled();
      const text = "\u241epython\na b = 1\n\u241emarkdown\nOld\n\u241epython\n";
      assert.deepEqual(
        asked().map(({ content }) => content),
        [{ file: "file:///project/book.ipynb", languageId: "cells", text: `${text}${WITH}\n` }],
      );
      answer(finding(text.length + 6, text.length + 13));
      assert.deepEqual([shownIn(one.document), shownIn(prose.document)], [[], []]);
      assert.deepEqual(
        shownIn(two.document)?.map(({ range }) => [range.start.character, range.end.character]),
        [[6, 13]],
      );
    });

    it("are looked at again as a whole when one is edited, comes, goes or speaks another language", async () => {
      const [one, two] = [cell("1", WITH), cell("2", "a = 1")];
      const notebook = book(one, two);
      const { asked, answer, editor, type, shownIn } = open();
      editor.events.openNotebook.fire(notebook);
      await settled();
      answer(finding(8 + 6, 8 + 13));
      type(two.document, 0, 0, "b");
      mock.timers.tick(PAUSE_MS);
      assert.match(JSON.stringify(asked()[1]?.content), /ba = 1/);
      answer(finding(8 + 6, 8 + 13));
      editor.events.changeNotebook.fire({ notebook, contentChanges: [] });
      mock.timers.tick(PAUSE_MS);
      assert.equal(asked().length, 2);
      notebook.cells = [two];
      editor.events.changeNotebook.fire({ notebook, contentChanges: [{}] });
      mock.timers.tick(PAUSE_MS);
      answer();
      assert.deepEqual([asked().length, shownIn(one.document)], [3, undefined]);
      two.document.languageId = "sql";
      editor.events.openText.fire(two.document);
      mock.timers.tick(PAUSE_MS);
      assert.match(JSON.stringify(asked()[3]?.content), /sql/);
      editor.events.closeText.fire(two.document);
      assert.deepEqual(shownIn(two.document), [], "a cell ends with its notebook only");
      editor.events.closeNotebook.fire(notebook);
      assert.equal(shownIn(two.document), undefined);
    });

    it("come to be looked at when a cell with a needle comes", async () => {
      const notebook = book(cell("1", "a = 1"));
      const { asked, editor } = open();
      editor.events.openNotebook.fire(notebook);
      notebook.cells.push(cell("2", WITH));
      editor.events.changeNotebook.fire({ notebook, contentChanges: [{}] });
      mock.timers.tick(PAUSE_MS);
      await settled();
      assert.equal(asked().length, 1);
    });

    it("are not looked at when the notebook closes before that", async () => {
      const notebook = book(cell("1", WITH));
      const { asked } = open({ notebooks: [notebook] });
      notebook.isClosed = true;
      await settled();
      assert.equal(asked().length, 0);
    });
  });
});
