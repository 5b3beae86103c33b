import * as vscode from "vscode";

/** Read-only copies of files that are looked at where they live: revisions, the left side of a comparison. */
const SHADOWS = new Set(["git", "gitlens", "pr", "review"]);

/**
 * Whether what lives at an address is a person's file: on any file system, or not saved yet. Output channels, generated
 * pages, input boxes and revisions are not.
 */
export function isFile({ scheme }: vscode.Uri): boolean {
  if (scheme === "untitled") return true;
  return !SHADOWS.has(scheme) && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}
