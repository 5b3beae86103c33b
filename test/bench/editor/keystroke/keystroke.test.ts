// The change handler in a real extension host: what each key costs there, beside a rival that looks the whole text
// through on each key. Both see the same events, in turn first; medians in milliseconds.
import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { rules } from "../../../../src/catalog.ts";
import { followDocuments } from "../../../../src/editor/diagnostics/document-tracker.ts";
import { createLazyEngine } from "../../../../src/editor/diagnostics/engine-client.ts";
import { startEngineThread } from "../../../../src/host/lint/engine-thread.ts";
import { createLineFilter, createPrefilter } from "../../../../src/lint/syntax/prefilter.ts";

type Listener = (event: vscode.TextDocumentChangeEvent) => unknown;

const CALL = 'const left = await fetch("https://api.aimlapi.com/v1/billing/balance");\n';
const NEEDLE = "billing/balance";
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function program(lines: number): string {
  const block = (index: number) =>
    `export function step${index}(input) {\n  const list = input.map((one) => one + ${index});\n  return list;\n}\n`;
  return Array.from({ length: lines / 4 }, (_, index) => block(index)).join("");
}

/** What the handler of the extension took for each event, beside the rival. */
function watch() {
  const times: { own: number[]; rival: number[] } = { own: [], rival: [] };
  const listeners: Listener[] = [];
  const { workspace } = vscode;
  const real = workspace.onDidChangeTextDocument;
  const take = (listener: Listener) => {
    listeners.push(listener);
    return new vscode.Disposable(() => undefined);
  };
  Object.assign(workspace, { onDidChangeTextDocument: take });
  let verdicts = 0;
  const mayMatch = createPrefilter(rules);
  const extension = vscode.extensions.getExtension<unknown>("aimlapi-balance.aimlapi-balance");
  assert.ok(extension);
  const engine = createLazyEngine({
    start: (onMessage, onEnd) =>
      startEngineThread({
        script: join(extension.extensionPath, "dist/lint-worker.cjs"),
        data: { grammars: join(extension.extensionPath, "dist/grammars") },
        onMessage,
        onEnd,
      }),
    nearby: { readFirst: () => Promise.resolve(undefined), importers: () => Promise.resolve([]) },
    onFindings: (message) => documents.receive(message),
    onNeighbours: () => undefined,
    onFailed: (id, reason) => documents.fail(id, reason),
    onLost: () => documents.restart(),
  });
  const documents = followDocuments({
    mayMatch,
    mayHold: createLineFilter(rules),
    engine,
    onVerdict: () => (verdicts += 1),
  });
  Object.assign(workspace, { onDidChangeTextDocument: real });
  assert.equal(listeners.length, 1);
  const rival: Listener = ({ document }) => mayMatch(document.getText());
  const timed = (work: Listener, event: vscode.TextDocumentChangeEvent) => {
    const began = performance.now();
    work(event);
    return performance.now() - began;
  };
  let turn = 0;
  const listening = real((event) => {
    if (event.contentChanges.length === 0) return;
    const [own] = listeners;
    assert.ok(own);
    turn += 1;
    if (turn % 2 === 0) times.rival.push(timed(rival, event));
    times.own.push(timed(own, event));
    if (turn % 2 === 1) times.rival.push(timed(rival, event));
  });
  return {
    times,
    verdicts: () => verdicts,
    dispose() {
      vscode.Disposable.from(listening, documents, engine).dispose();
    },
  };
}

async function open(text: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "javascript", content: text });
  return vscode.window.showTextDocument(document);
}

const RUNS = 30;

type Edit = (editor: vscode.TextEditor, run: number, middle: number) => Thenable<boolean>;
const kinds: Readonly<Record<string, Edit>> = {
  "insert a character": (editor, run, middle) =>
    editor.edit((edit) => edit.insert(new vscode.Position(middle, 2 + (run % 2)), "x")),
  "insert a line": (editor, run, middle) =>
    editor.edit((edit) => edit.insert(new vscode.Position(middle - run, 0), "\n")),
  "delete a character": (editor, _run, middle) =>
    editor.edit((edit) => edit.delete(new vscode.Range(middle, 0, middle, 1))),
  "ten cursors": (editor, run, middle) =>
    editor.edit((edit) => {
      for (let index = 0; index < 10; index++)
        edit.insert(new vscode.Position(middle + index * 3 + (run % 2), 0), "y");
    }),
  "needle added, then removed": (editor, run, middle) =>
    editor.edit((edit) => {
      const line = middle - 40;
      if (run % 2 === 0) edit.insert(new vscode.Position(line, 0), NEEDLE);
      else edit.delete(new vscode.Range(line, 0, line, NEEDLE.length));
    }),
};

describe("a key in a real extension host, at the change handler", function () {
  this.timeout(240_000);

  for (const lines of [1000, 10_000, 100_000]) {
    it(`${lines} lines without a needle`, async () => {
      for (const [name, edit] of Object.entries(kinds)) {
        const editor = await open(program(lines));
        const watching = watch();
        // The first events warm the code up.
        for (let run = 0; run < RUNS + 6; run++) await edit(editor, run, lines / 2);
        watching.dispose();
        show(`${lines} lines, ${name}`, watching.times);
        await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      }
    });
  }

  it("10000 lines with a needle", async () => {
    const editor = await open(program(5000) + CALL + program(5000));
    const watching = watch();
    for (const end = Date.now() + 30_000; watching.verdicts() === 0 && Date.now() < end;) await pause(50);
    assert.ok(watching.verdicts() > 0);
    for (let run = 0; run < RUNS + 6; run++)
      await editor.edit((edit) => edit.insert(new vscode.Position(5000 - run, 2), "x"));
    watching.dispose();
    show("10000 lines with a needle, insert a character", watching.times);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});

function show(name: string, { own, rival }: { readonly own: number[]; readonly rival: number[] }): void {
  assert.ok(own.length >= RUNS && own.length === rival.length);
  const [mine, theirs] = [own, rival].map((all: readonly number[]) =>
    median(all.slice(6)).toFixed(4).padStart(9),
  );
  console.log(`[test] ${name.padEnd(52)} ${mine} ms   whole text on each key ${theirs} ms`);
}
