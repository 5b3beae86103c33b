import * as vscode from "vscode";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { Rule } from "../../lint/contract/rule.ts";

/**
 * An address of its own for the pages of the rules: the code of a diagnostic may link to a document but not to a
 * command, and package.json has documents of this scheme shown as Markdown previews.
 */
const SCHEME = "aimlapi-rule";

export interface RulePages extends Disposable {
  pageOf(ruleId: string): vscode.Uri;
  /** Shows the page of a rule; asks which when it is given none. */
  explain(ruleId: unknown): Promise<void>;
}

export function registerRulePages(extensionUri: vscode.Uri, rules: readonly Rule[]): RulePages {
  const pages = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path }) {
      // Anybody may link to this scheme: only the pages of rules are given.
      if (!rules.some(({ id }) => pageOf(id).path === path)) return "Unknown rule.";
      const page = vscode.Uri.joinPath(extensionUri, "docs", "rules", path);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    },
  });
  const pageOf = (ruleId: string) =>
    vscode.Uri.from({ scheme: SCHEME, path: `/${ruleId.slice(ruleId.indexOf("/") + 1)}.md` });
  return {
    pageOf,
    async explain(ruleId) {
      const ids = rules.map(({ id }) => id);
      const known = ids.find((id) => id === ruleId);
      const title = "AI/ML API: Show Deprecation Help";
      const chosen = known ?? (await vscode.window.showQuickPick(ids, { title }));
      if (chosen !== undefined) await vscode.commands.executeCommand("vscode.open", pageOf(chosen));
    },
    dispose() {
      pages.dispose();
    },
  };
}
