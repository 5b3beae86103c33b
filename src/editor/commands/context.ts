import * as vscode from "vscode";

/** What the `when` clauses of package.json may ask. */
export type ContextKey =
  | "aimlapi.demo" // the demo account is shown
  | "aimlapi.hasKey" // the account of the stored key is shown
  | "aimlapi.hasStoredKey" // a key of the main vendor is stored, whatever is shown
  | "aimlapi.hasAccounts" // any account is stored
  | "aimlapi.hasSeveral" // several accounts are shown
  | "aimlapi.hasBalance"; // there is an amount to copy

export const setContext = (key: ContextKey, value: boolean): void =>
  void vscode.commands.executeCommand("setContext", key, value);
