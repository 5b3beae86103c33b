import * as vscode from "vscode";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { Prefilter } from "../../lint/syntax/prefilter.ts";
import type { FindingsMessage, NearbyFile } from "../../protocol/lint.ts";
import type { Verdict } from "./analysis-result.ts";
import { areCurrent, documentSubject, notebookSubject } from "./analyzed-text.ts";
import { touchesNeedle } from "./edit-prefilter.ts";
import type { LazyEngine } from "./engine-client.ts";
import { followNotebooks } from "./notebooks.ts";
import { addEdits, createFollowed, take, type Followed } from "./tracked-document.ts";

export interface DocumentsOptions {
  readonly mayMatch: Prefilter;
  /** Whether a stretch may be a part of a needle; must say yes wherever `mayMatch` does. */
  readonly mayHold: Prefilter;
  readonly engine: LazyEngine;
  /** Called with each new verdict, and with none when the document has nothing to look at any more. */
  readonly onVerdict: (document: vscode.TextDocument, verdict: Verdict | undefined) => void;
}

/** Follows the open documents and notebooks, and lets the engine look at those that have a needle. */
export interface Documents extends Disposable {
  receive(message: FindingsMessage): void;
  /** The engine failed on a text. */
  fail(id: number, reason: string): void;
  /** The engine has forgotten what it knew. */
  restart(): void;
  lean(id: number, files: readonly NearbyFile[]): void;
  /** The verdict on the document as it stands; undefined while there is none or it is out of date. */
  verdictOn(document: vscode.TextDocument): Verdict | undefined;
  /** The same, after the pause that an edit is given, without waiting for it to end. */
  verdictSoon(document: vscode.TextDocument): Promise<Verdict | undefined>;
}

/** A document, or the notebook that it is a cell of. */
type Key = vscode.TextDocument | vscode.NotebookDocument;

/** Long enough to let a person type on, short enough to be felt as at once. */
const PAUSE_MS = 200;
/** Larger texts are not looked at, which is said. */
const LARGEST_CHARACTERS = 5_000_000;
/** A text that the engine failed on so often is left alone until it is opened again. */
const MOST_FAILURES = 3;
/** Nobody who saves or opens a menu is kept waiting longer. */
const LONGEST_WAIT_MS = 1500;

export function followDocuments({ mayMatch, mayHold, engine, onVerdict }: DocumentsOptions): Documents {
  const followed = new Map<Key, Followed>();
  /** Texts that may have got a needle: each is looked through as a whole when the person pauses. */
  const waking = new Map<Key, ReturnType<typeof setTimeout>>();
  let ids = 0;

  const keyOf = (document: vscode.TextDocument): Key => notebooks.ownerOf(document) ?? document;
  const subjectOf = (key: Key) => ("lineCount" in key ? documentSubject(key) : notebookSubject(key));

  function open(key: Key): void {
    waking.delete(key);
    if (key.isClosed || followed.has(key) || !isFile(key.uri)) return;
    const subject = subjectOf(key);
    if (!mayMatch(subject.text())) return;
    ids += 1;
    const it = createFollowed(ids, subject);
    followed.set(key, it);
    look(it);
  }

  function change(event: vscode.TextDocumentChangeEvent): void {
    // Saving and marking as changed are told as edits of nothing.
    if (event.contentChanges.length === 0) return;
    const { document } = event;
    const key = keyOf(document);
    const it = followed.get(key);
    if (it) {
      addEdits(it, event);
      lookSoon(it);
    } else if (!waking.has(key) && touchesNeedle(event, mayHold)) wakeSoon(key);
    if (followed.size > 0) touchDependants(document, it);
  }

  function wakeSoon(key: Key): void {
    clearTimeout(waking.get(key));
    waking.set(
      key,
      setTimeout(() => open(key), PAUSE_MS),
    );
  }

  /** Findings that lean on this document are looked at again: a constant may have changed. */
  function touchDependants(document: vscode.TextDocument, itself: Followed | undefined): void {
    for (const it of followed.values()) {
      if (it !== itself && it.neighbours.size > 0 && it.neighbours.has(document.uri.toString())) lookSoon(it);
    }
  }

  function lookSoon(it: Followed): void {
    clearTimeout(it.timer);
    it.timer = setTimeout(() => look(it), PAUSE_MS);
  }

  function look(it: Followed): void {
    clearTimeout(it.timer);
    it.timer = undefined;
    if (it.failures >= MOST_FAILURES) return;
    if (it.subject.length() > LARGEST_CHARACTERS) {
      engine.forget(it.id);
      it.changes = undefined;
      const detail = `${LARGEST_CHARACTERS / 1e6} MB`;
      settle(it, { parts: it.subject.parts(), findings: [], limits: [{ code: "size", detail }] });
      return;
    }
    engine.ask(it.id, () => take(it));
  }

  function settle(it: Followed, verdict: Verdict): void {
    const gone = it.verdict?.parts.filter(
      ({ document }) => !verdict.parts.some((part) => part.document === document),
    );
    it.verdict = verdict;
    for (const { document } of gone ?? []) onVerdict(document, undefined);
    for (const { document } of verdict.parts) onVerdict(document, verdict);
    release(it);
  }

  function release(it: Followed): void {
    for (const resolve of it.settled) resolve();
    it.settled.clear();
  }

  function forget(key: Key): void {
    clearTimeout(waking.get(key));
    waking.delete(key);
    const it = followed.get(key);
    if (!it) return;
    clearTimeout(it.timer);
    followed.delete(key);
    engine.forget(it.id);
    for (const { document } of it.verdict?.parts ?? []) onVerdict(document, undefined);
    release(it);
  }

  /** Cells have come, gone or moved. */
  function reshape(notebook: vscode.NotebookDocument): void {
    const it = followed.get(notebook);
    if (!it) wakeSoon(notebook);
    else {
      it.changes = undefined;
      lookSoon(it);
    }
  }

  const notebooks = followNotebooks({ onOpen: open, onReshape: reshape, onClose: forget });
  const isOwned = (document: vscode.TextDocument) => notebooks.ownerOf(document) !== undefined;
  const listening = vscode.Disposable.from(
    notebooks,
    vscode.workspace.onDidOpenTextDocument((document) => !isOwned(document) && open(document)),
    vscode.workspace.onDidChangeTextDocument(change),
    vscode.workspace.onDidCloseTextDocument((document) => !isOwned(document) && forget(document)),
  );
  for (const document of vscode.workspace.textDocuments) if (!isOwned(document)) open(document);

  const entryOf = (id: number) => [...followed].find(([, it]) => it.id === id);
  const verdictOn = (document: vscode.TextDocument): Verdict | undefined => {
    const verdict = followed.get(keyOf(document))?.verdict;
    return verdict && areCurrent(verdict.parts) ? verdict : undefined;
  };

  return {
    receive({ id, revision, looked, findings, limits }) {
      const [key, it] = entryOf(id) ?? [];
      // What was said of an older state is dropped: a newer question is on its way.
      if (!key || !it || it.revision !== revision || !areCurrent(it.asked)) return;
      it.failures = 0;
      if (looked) settle(it, { parts: it.asked, findings, limits });
      else forget(key);
    },
    fail(id, reason) {
      const it = entryOf(id)?.[1];
      if (!it) return;
      it.failures += 1;
      it.changes = undefined;
      settle(it, { parts: it.subject.parts(), findings: [], limits: [{ code: "failed", detail: reason }] });
    },
    restart() {
      for (const it of followed.values()) {
        it.changes = undefined;
        if (!it.verdict || !areCurrent(it.verdict.parts)) look(it);
      }
    },
    lean(id, files) {
      const it = entryOf(id)?.[1];
      for (const { file } of files) it?.neighbours.add(file);
    },
    verdictOn,
    async verdictSoon(document) {
      const key = keyOf(document);
      if (waking.has(key)) {
        clearTimeout(waking.get(key));
        open(key);
      }
      const it = followed.get(key);
      const now = verdictOn(document);
      if (!it || now || it.failures >= MOST_FAILURES) return now;
      let limit: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((resolve) => {
        it.settled.add(resolve);
        limit = setTimeout(resolve, LONGEST_WAIT_MS);
        if (it.timer !== undefined || !areCurrent(it.asked)) look(it);
      });
      clearTimeout(limit);
      return verdictOn(document);
    },
    dispose() {
      listening.dispose();
      for (const it of followed.values()) {
        clearTimeout(it.timer);
        release(it);
      }
      for (const timer of waking.values()) clearTimeout(timer);
      followed.clear();
      waking.clear();
    },
  };
}

/** Read-only copies of files that are looked at where they live: revisions, the left side of a comparison. */
const SHADOWS = new Set(["git", "gitlens", "pr", "review"]);

/**
 * Whether what lives at an address is a person's file: on any file system, or not saved yet. Output channels, generated
 * pages, input boxes and revisions are not.
 */
function isFile({ scheme }: vscode.Uri): boolean {
  if (scheme === "untitled") return true;
  return !SHADOWS.has(scheme) && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}
