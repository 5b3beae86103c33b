import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually } from "../extension.ts";

export const CALL = `import os
import requests


def left(key):
    answer = requests.get("https://api.aimlapi.com/v1/billing/balance", headers={"Authorization": key})
    return answer.json()["balance"]
`;

export const CURL = `#!/bin/sh
curl -s -H "Authorization: Bearer $AIMLAPI_API_KEY" https://api.aimlapi.com/v1/billing/balance
`;

/** Long enough for a pause, a cold engine and a loaded machine. */
const LIMIT = 120_000;

/** Opens a file of the workspace as a person does: it closes with its editor. */
export async function openFile(name: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "a folder is open");
  return openUri(vscode.Uri.joinPath(folder.uri, name));
}

export async function openUri(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
  const editor = await eventually(
    () => vscode.window.activeTextEditor,
    (active) => active?.document.uri.toString() === uri.toString(),
    LIMIT,
  );
  assert.ok(editor);
  return editor.document;
}

export const closeAll = () => vscode.commands.executeCommand("workbench.action.closeAllEditors");

/** The diagnostics of the extension on a document. */
export const found = (uri: vscode.Uri) =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "AI/ML API");

/** The texts that are flagged, in their order, once there are exactly these. */
export async function flagged(document: vscode.TextDocument, texts: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(texts);
  await eventually(
    () => JSON.stringify(textsOf(document)),
    (seen) => seen === wanted,
    LIMIT,
  );
}

export const textsOf = (document: vscode.TextDocument) =>
  found(document.uri).map(({ range }) => document.getText(range));

export async function edit(
  document: vscode.TextDocument,
  ...edits: readonly vscode.TextEdit[]
): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, [...edits]);
  assert.ok(await vscode.workspace.applyEdit(change));
}

/** What the light bulb offers where the first flagged text stands. */
export async function actionsOn(
  document: vscode.TextDocument,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  const [first] = found(document.uri);
  assert.ok(first, "something is flagged");
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    first.range,
    kind.value,
  );
  return actions.filter(({ title }) => /AI\/ML API|aimlapi|USD/.test(title));
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
