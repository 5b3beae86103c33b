import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Verdict } from "../../../src/editor/diagnostics/analysis-result.ts";
import { followDocuments } from "../../../src/editor/diagnostics/document-tracker.ts";
import type { LazyEngine, Question } from "../../../src/editor/diagnostics/engine-client.ts";
import type { FindingsMessage } from "../../../src/protocol/lint.ts";
import { eventually } from "../extension.ts";
import { closeAll, edit, openFile } from "./looking.ts";

const top = new vscode.Position(0, 0);
const answer = (id: number, revision: number): FindingsMessage => ({
  type: "findings",
  id,
  revision,
  looked: true,
  findings: [],
  limits: [],
});

describe("an answer that comes late", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await closeAll();
  });

  function follow(only: vscode.TextDocument) {
    const asked: { readonly id: number; readonly question: Question }[] = [];
    const told: (Verdict | undefined)[] = [];
    const forgotten: number[] = [];
    const engine: LazyEngine = {
      ask: (id, take) => asked.push({ id, question: take() }),
      forget: (id) => forgotten.push(id),
      dispose: () => undefined,
    };
    const documents = followDocuments({
      mayMatch: (text) => text === only.getText(),
      mayHold: () => true,
      engine,
      onVerdict: (_document, verdict) => told.push(verdict),
    });
    return { documents, asked, told, forgotten };
  }

  it("is dropped after an edit, and the edits are told in their order", async () => {
    const document = await openFile("typed.py");
    const { documents, asked, told } = follow(document);
    const [first] = asked;
    assert.ok(first && "text" in first.question.content);
    await edit(
      document,
      vscode.TextEdit.insert(top, "# one\n"),
      vscode.TextEdit.insert(new vscode.Position(1, 0), "x"),
    );
    documents.receive(answer(first.id, first.question.revision));
    assert.deepEqual(told, []);
    assert.equal(documents.verdictOn(document), undefined);
    await edit(document, vscode.TextEdit.delete(new vscode.Range(0, 0, 0, 2)));
    // One question, or more where the machine paused between the edits.
    const whole = first.question.content.text;
    const toldText = () =>
      asked.slice(1).reduce((text, { question: { content } }) => {
        assert.ok("changes" in content);
        return content.changes.reduce(
          (so, it) => so.slice(0, it.start) + it.text + so.slice(it.oldEnd),
          text,
        );
      }, whole);
    await eventually(toldText, (text) => text === document.getText());
    const second = asked.at(-1)?.question;
    assert.ok(second);

    documents.receive(answer(first.id, first.question.revision));
    assert.deepEqual(told, [], "an answer to the state before");
    documents.receive(answer(first.id, second.revision));
    assert.equal(told.length, 1);
    assert.ok(documents.verdictOn(document));
    documents.dispose();
  });

  it("is dropped after the document was closed and opened again", async () => {
    const before = await openFile("closed.py");
    const { documents, asked, told, forgotten } = follow(before);
    const [first] = asked;
    assert.ok(first);
    // A document in another language closes and opens under the same address and version.
    const version = before.version;
    const after = await vscode.languages.setTextDocumentLanguage(before, "ruby");
    assert.deepEqual([after.version, asked.length, forgotten], [version, 2, [first.id]]);
    documents.receive(answer(first.id, first.question.revision));
    assert.deepEqual(told, []);
    documents.dispose();
  });
});
