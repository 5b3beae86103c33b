import * as vscode from "vscode";
import type { Disposable } from "../../billing/disposable.ts";
import type { Prefilter } from "../../lint/prefilter.ts";
import type { Limit } from "../../lint/finding.ts";
import type { Change } from "../../lint/syntax.ts";
import type { FromEngine, SpokenFinding } from "../../protocol/lint.ts";
import type { LazyEngine } from "./engine.ts";
import { touchesNeedle } from "./touched.ts";

/** What the engine said of one version of a document. */
export interface Verdict {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly findings: readonly SpokenFinding[];
  readonly limits: readonly Limit[];
}

export interface DocumentsOptions {
  readonly mayMatch: Prefilter;
  /** Whether a line may be a part of a needle; must say yes wherever `mayMatch` does. */
  readonly mayHold: Prefilter;
  readonly engine: Pick<LazyEngine, "post" | "rest">;
  /** Called with each new verdict, and with none when the document has nothing to look at any more. */
  readonly onVerdict: (document: vscode.TextDocument, verdict: Verdict | undefined) => void;
}

/** Follows the open documents, and lets the engine look at those that have a needle. */
export interface Documents extends Disposable {
  receive(message: Extract<FromEngine, { type: "findings" }>): void;
  /** The verdict on the document as it stands; undefined while there is none or it is out of date. */
  verdictOn(document: vscode.TextDocument): Verdict | undefined;
  /** Looks at everything anew: the engine has forgotten what it knew, or was switched on. */
  restart(): void;
}

/** A document with a needle. */
interface Followed {
  /** Edits since the engine was last told; undefined when it does not know the document. */
  changes: Change[] | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  verdict: Verdict | undefined;
}

/** Long enough to let a person type on, short enough to be felt as at once. */
const PAUSE_MS = 200;
/** Larger texts are not looked at, which is said. */
const LARGEST_CHARACTERS = 5_000_000;

export function followDocuments({ mayMatch, mayHold, engine, onVerdict }: DocumentsOptions): Documents {
  const followed = new Map<vscode.TextDocument, Followed>();
  /** Documents that may have got a needle: the whole text is looked through when the person pauses. */
  const waking = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  function wake(document: vscode.TextDocument): void {
    waking.delete(document);
    open(document);
  }

  function open(document: vscode.TextDocument): void {
    if (document.isClosed || followed.has(document) || !mayMatch(document.getText())) return;
    const it: Followed = { changes: undefined, timer: undefined, verdict: undefined };
    followed.set(document, it);
    look(document, it);
  }

  function change(event: vscode.TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0) return;
    const { document } = event;
    const it = followed.get(document);
    if (!it) {
      if (!waking.has(document) && touchesNeedle(event, mayHold)) {
        waking.set(
          document,
          setTimeout(() => wake(document), PAUSE_MS),
        );
      }
      return;
    }
    it.changes?.push(...changesOf(event));
    clearTimeout(it.timer);
    it.timer = setTimeout(() => look(document, it), PAUSE_MS);
  }

  function look(document: vscode.TextDocument, it: Followed): void {
    it.timer = undefined;
    const text = document.getText();
    if (!mayMatch(text)) {
      forget(document);
      return;
    }
    if (text.length > LARGEST_CHARACTERS) {
      const limits: readonly Limit[] = [{ code: "size", detail: `${LARGEST_CHARACTERS / 1e6} MB` }];
      settle(document, it, { document, version: document.version, findings: [], limits });
      return;
    }
    const content = it.changes ? { changes: it.changes } : { text };
    it.changes = [];
    engine.post({
      type: "analyze",
      document: document.uri.toString(),
      version: document.version,
      languageId: document.languageId,
      content,
    });
  }

  function settle(document: vscode.TextDocument, it: Followed, verdict: Verdict): void {
    it.verdict = verdict;
    onVerdict(document, verdict);
  }

  function forget(document: vscode.TextDocument): void {
    clearTimeout(waking.get(document));
    waking.delete(document);
    const it = followed.get(document);
    if (!it) return;
    clearTimeout(it.timer);
    followed.delete(document);
    engine.post({ type: "close", document: document.uri.toString() });
    if (followed.size === 0) engine.rest();
    onVerdict(document, undefined);
  }

  const listening = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(open),
    vscode.workspace.onDidChangeTextDocument(change),
    vscode.workspace.onDidCloseTextDocument(forget),
  );
  for (const document of vscode.workspace.textDocuments) open(document);

  return {
    receive({ document: address, version, findings, limits }) {
      for (const [document, it] of followed) {
        // An answer to an older version is dropped: a newer question is on its way.
        if (document.uri.toString() !== address || document.version !== version) continue;
        settle(document, it, { document, version, findings, limits });
      }
    },
    verdictOn(document) {
      const verdict = followed.get(document)?.verdict;
      return verdict?.version === document.version ? verdict : undefined;
    },
    restart() {
      for (const it of followed.values()) clearTimeout(it.timer);
      followed.clear();
      for (const document of vscode.workspace.textDocuments) open(document);
    },
    dispose() {
      listening.dispose();
      for (const it of followed.values()) clearTimeout(it.timer);
      for (const timer of waking.values()) clearTimeout(timer);
      followed.clear();
      waking.clear();
    },
  };
}

/** The editor gives the edits of one event all against the text before it, last place first: in that order each still fits. */
function changesOf({ contentChanges }: vscode.TextDocumentChangeEvent): readonly Change[] {
  return [...contentChanges]
    .sort((a, b) => b.rangeOffset - a.rangeOffset)
    .map(({ rangeOffset, rangeLength, text }) => ({
      start: rangeOffset,
      oldEnd: rangeOffset + rangeLength,
      text,
    }));
}
