import type * as vscode from "vscode";
import type { Change } from "../../lint/syntax/parser.ts";
import type { Verdict } from "./analysis-result.ts";
import type { Part, Subject } from "./analyzed-text.ts";
import type { Question } from "./engine-client.ts";

/** A text with a needle. */
export interface Followed {
  readonly id: number;
  readonly subject: Subject;
  revision: number;
  /** Edits since the engine was last told; undefined when it must be told the whole. */
  changes: Change[] | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What the engine is looking at, or has looked at last. */
  asked: readonly Part[];
  verdict: Verdict | undefined;
  /** Times in a row that the engine failed on it. */
  failures: number;
  /** Addresses of other files that its findings lean on. */
  readonly neighbours: Set<string>;
  readonly settled: Set<() => void>;
}

export function createFollowed(id: number, subject: Subject): Followed {
  return {
    id,
    subject,
    revision: 0,
    changes: undefined,
    timer: undefined,
    asked: [],
    verdict: undefined,
    failures: 0,
    neighbours: new Set(),
    settled: new Set(),
  };
}

/** Edits stand in the order in which they were made, each placed in the text after the one before. */
export function addEdits(it: Followed, { contentChanges }: vscode.TextDocumentChangeEvent): void {
  if (!it.subject.isOnePart) it.changes = undefined;
  for (const { rangeOffset, rangeLength, text } of contentChanges)
    it.changes?.push({ start: rangeOffset, oldEnd: rangeOffset + rangeLength, text });
}

/** The question about the text as it stands now: what has changed, where the engine knows the rest. */
export function take(it: Followed): Question {
  clearTimeout(it.timer);
  it.timer = undefined;
  it.revision += 1;
  it.asked = it.subject.parts();
  it.neighbours.clear();
  const { subject, changes, revision } = it;
  it.changes = subject.isOnePart ? [] : undefined;
  if (changes) return { revision, content: { changes } };
  const whole = { file: subject.uri.toString(), languageId: subject.languageId(), text: subject.text() };
  return { revision, content: whole };
}
