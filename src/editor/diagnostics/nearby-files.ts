import * as vscode from "vscode";
import type { NearbyFile } from "../../protocol/lint.ts";

const LARGEST_BYTES = 1_000_000;

/**
 * The first of `candidates`, relative to the folder of the document `from`: from an open editor with its unsaved text,
 * else from whatever file system the document lives on. Undefined when there is none that can be read.
 */
export async function readNearby(
  from: string,
  candidates: readonly string[],
): Promise<NearbyFile | undefined> {
  const folder = vscode.Uri.joinPath(vscode.Uri.parse(from), "..");
  for (const candidate of candidates) {
    const uri = vscode.Uri.joinPath(folder, candidate);
    const text = openText(uri) ?? (await storedText(uri));
    if (text !== undefined) return { file: uri.toString(), text };
  }
  return undefined;
}

const openText = (uri: vscode.Uri) =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.getText();

async function storedText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > LARGEST_BYTES) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // No such file, or one this file system does not give: the import stays unknown.
    return undefined;
  }
}
