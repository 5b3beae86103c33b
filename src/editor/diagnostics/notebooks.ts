import * as vscode from "vscode";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";

export interface NotebooksOptions {
  readonly onOpen: (notebook: vscode.NotebookDocument) => void;
  /** Cells were added, taken out, moved, or are in another language. */
  readonly onReshape: (notebook: vscode.NotebookDocument) => void;
  readonly onClose: (notebook: vscode.NotebookDocument) => void;
}

/** Knows which documents are cells, and of which notebook. */
export interface Notebooks extends Disposable {
  ownerOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined;
}

export function followNotebooks({ onOpen, onReshape, onClose }: NotebooksOptions): Notebooks {
  const owners = new WeakMap<vscode.TextDocument, vscode.NotebookDocument>();

  function claim(notebook: vscode.NotebookDocument): void {
    for (const { document } of notebook.getCells()) owners.set(document, notebook);
  }

  const listening = vscode.Disposable.from(
    vscode.workspace.onDidOpenNotebookDocument((notebook) => {
      claim(notebook);
      onOpen(notebook);
    }),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      if (contentChanges.length === 0) return;
      claim(notebook);
      onReshape(notebook);
    }),
    // A cell in another language is told as a document that closes and opens again.
    vscode.workspace.onDidOpenTextDocument((document) => {
      const owner = owners.get(document);
      if (owner) onReshape(owner);
    }),
    vscode.workspace.onDidCloseNotebookDocument(onClose),
  );
  for (const notebook of vscode.workspace.notebookDocuments) {
    claim(notebook);
    // Its cells are only known to the caller once this function has returned.
    queueMicrotask(() => {
      if (!notebook.isClosed) onOpen(notebook);
    });
  }
  return {
    ownerOf: (document) => owners.get(document),
    dispose() {
      listening.dispose();
    },
  };
}
