import assert from "node:assert/strict";
import type { Rule } from "../../../../src/lint/contract/rule.ts";
import type { FromEngine, SpokenFinding, ToEngine } from "../../../../src/protocol/lint.ts";
import { openEditor, Uri, workspace } from "../../../support/fake-vscode.ts";
import type { FakeDocument, FakeNotebook } from "../../../support/vscode/documents.ts";
import "../../../support/with-vscode.ts";

const { registerDiagnostics } = await import("../../../../src/editor/diagnostics/diagnostics.ts");

export const OLD = "/v1/old";
export const RULE = "aimlapi/old";
export const PAUSE_MS = 200;

const ruleOf = (id: string, needle: string): Rule => ({
  id,
  needles: [needle],
  pattern: { kind: "header", host: "api.example", name: "old", successor: "new" },
  message: "",
  source: "",
  examples: [],
});

export interface DiagnosticsScene {
  readonly documents?: readonly FakeDocument[];
  readonly notebooks?: readonly FakeNotebook[];
}

/** The diagnostics over an engine whose thread the test plays. Time is what `mock.timers` says. */
export function openDiagnostics({ documents = [], notebooks = [] }: DiagnosticsScene = {}) {
  const editor = openEditor();
  workspace.textDocuments = [...documents];
  workspace.notebookDocuments = [...notebooks];
  const posted: ToEngine[] = [];
  const log: string[] = [];
  let say: (message: FromEngine) => void = () => assert.fail("no engine was started");
  let end: (error: unknown) => void = () => undefined;
  let engines = 0;
  const diagnostics = registerDiagnostics({
    extensionUri: Uri.parse("file:///extension") as never,
    rules: [ruleOf(RULE, OLD), ruleOf("aimlapi/other", "X-Old")],
    onTrouble: (line) => log.push(line),
    startEngine(onMessage, onEnd) {
      engines += 1;
      say = onMessage;
      end = onEnd;
      return { post: (message) => posted.push(message), dispose: () => (engines -= 1) };
    },
  });
  const asked = () => posted.filter((message) => message.type === "analyze");
  return {
    editor,
    diagnostics,
    posted,
    log,
    asked,
    say: (message: FromEngine) => say(message),
    end: (error: unknown) => end(error),
    engines: () => engines,
    /** What the engine says to the last question. */
    answer(...findings: readonly SpokenFinding[]) {
      const { id, revision } = asked().at(-1) ?? assert.fail("nothing was asked");
      say({ type: "findings", id, revision, looked: true, findings, limits: [] });
    },
    shownIn: (document: FakeDocument) => editor.diagnostics.get(document.uri.toString()),
    /** A person types; the editor tells of it. */
    type(document: FakeDocument, start: number, end: number, text: string) {
      editor.events.changeText.fire(document.edit(start, end, text));
    },
  };
}

export function finding(start: number, end: number, more: Partial<SpokenFinding> = {}): SpokenFinding {
  return {
    start,
    end,
    ruleId: RULE,
    level: "certain",
    message: "This is old.",
    data: { subject: OLD, successors: [], shared: false },
    related: [],
    fixes: [],
    silences: [],
    ...more,
  };
}
