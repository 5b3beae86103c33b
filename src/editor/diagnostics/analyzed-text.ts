import * as vscode from "vscode";

/** What the engine looks at as one text: a document, or the cells of a notebook. */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly languageId: () => string;
  /** The documents it is made of, as they stand now. */
  readonly parts: () => readonly Part[];
  readonly text: () => string;
  /** Of the text, in UTF-16 units; costs less than the text itself. */
  readonly length: () => number;
  /** Whether an edit of a part is an edit of the text at the same place. */
  readonly isOnePart: boolean;
}

/** A state of a document, and where it stands in the text of its subject. */
export interface Part {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly start: number;
  readonly end: number;
}

export function documentSubject(document: vscode.TextDocument): Subject {
  const length = () => document.offsetAt(new vscode.Position(document.lineCount, 0));
  return {
    uri: document.uri,
    languageId: () => document.languageId,
    parts: () => [{ document, version: document.version, start: 0, end: length() }],
    text: () => document.getText(),
    length,
    isOnePart: true,
  };
}

/** The cells in their order, so that a name of the first is known in the last; see `languages/cells.ts`. */
export function notebookSubject(notebook: vscode.NotebookDocument): Subject {
  const read = () => {
    let text = "";
    const parts: Part[] = [];
    for (const { kind, document } of notebook.getCells()) {
      text += `\u241e${kind === vscode.NotebookCellKind.Code ? document.languageId : "markdown"}\n`;
      const start = text.length;
      text += document.getText().replaceAll("\u241e", " ");
      parts.push({ document, version: document.version, start, end: text.length });
      text += "\n";
    }
    return { text, parts };
  };
  return {
    uri: notebook.uri,
    languageId: () => "cells",
    parts: () => read().parts,
    text: () => read().text,
    length: () => read().text.length,
    isOnePart: false,
  };
}

/** Whether the documents are still open and as they were. */
export function areCurrent(parts: readonly Part[]): boolean {
  return parts.every(({ document, version }) => !document.isClosed && document.version === version);
}

/** Where a stretch of the text stands; undefined when it is not within one document. */
export function placeOf(
  parts: readonly Part[],
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Location | undefined {
  const part = parts.find((it) => it.start <= start && end <= it.end);
  if (!part) return undefined;
  const { document } = part;
  return new vscode.Location(
    document.uri,
    new vscode.Range(document.positionAt(start - part.start), document.positionAt(end - part.start)),
  );
}
