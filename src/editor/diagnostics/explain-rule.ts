import * as vscode from "vscode";
import type { Rule } from "../../lint/rule.ts";

/** Shows the page of a rule; asks which when none is given. */
export async function explainRule(
  extensionUri: vscode.Uri,
  rules: readonly Rule[],
  ruleId: unknown,
): Promise<void> {
  const ids = rules.map(({ id }) => id);
  const known = ids.find((id) => id === ruleId);
  const chosen =
    known ?? (await vscode.window.showQuickPick(ids, { title: "AI/ML API: Explain a Deprecation Rule" }));
  if (chosen === undefined) return;
  const page = vscode.Uri.joinPath(
    extensionUri,
    "docs",
    "rules",
    `${chosen.slice(chosen.indexOf("/") + 1)}.md`,
  );
  const preview = (await vscode.commands.getCommands()).includes("markdown.showPreview");
  await vscode.commands.executeCommand(preview ? "markdown.showPreview" : "vscode.open", page);
}
