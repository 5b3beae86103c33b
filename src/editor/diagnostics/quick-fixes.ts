import * as vscode from "vscode";
import type { Fix } from "../../lint/finding.ts";
import type { SpokenFinding } from "../../protocol/lint.ts";
import type { Documents, Verdict } from "./documents.ts";
import { rangeOf } from "./publish.ts";
import { titleOf } from "./fix-titles.ts";

export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("aimlapi");

/** Offers the migrations that the engine found, and ways to silence a finding that a person disagrees with. */
export function registerQuickFixes(
  documents: Pick<Documents, "verdictOn">,
  everywhere: vscode.DocumentSelector,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, range, context) {
      const verdict = documents.verdictOn(document);
      if (!verdict) return [];
      if (context.only && FIX_ALL.contains(context.only)) return fixAll(verdict);
      return verdict.findings
        .filter((finding) => rangeOf(document, finding).intersection(range))
        .flatMap((finding) => [
          ...finding.fixes.map((fix) => quickFix(verdict, finding, fix)),
          ...fixAllOfRule(verdict, finding),
          ...suppressions(verdict, finding),
        ]);
    },
  };
  return vscode.languages.registerCodeActionsProvider(everywhere, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  });
}

function quickFix(verdict: Verdict, finding: SpokenFinding, fix: Fix): vscode.CodeAction {
  const action = actionFor(verdict, finding, titleOf(fix, finding), vscode.CodeActionKind.QuickFix);
  action.edit = editOf(verdict, [fix]);
  action.isPreferred = fix.safe && finding.fixes[0] === fix;
  return action;
}

/** All findings of one rule in the file, each by its first fix; shown as a preview as soon as one of them is not safe. */
function fixAllOfRule(verdict: Verdict, { ruleId }: SpokenFinding): readonly vscode.CodeAction[] {
  const fixes = verdict.findings
    .filter((other) => other.ruleId === ruleId)
    .flatMap(({ fixes }) => fixes[0] ?? []);
  if (fixes.length < 2) return [];
  const title = `Fix all ${fixes.length} of ${ruleId} in this file`;
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = editOf(verdict, fixes);
  return [action];
}

/** What may run on save: fixes that change no read and no unit. */
function fixAll(verdict: Verdict): vscode.CodeAction[] {
  const safe = verdict.findings.flatMap(({ fixes }) => fixes.find((fix) => fix.safe) ?? []);
  if (safe.length === 0) return [];
  const action = new vscode.CodeAction("Fix all deprecated AI/ML API uses that are safe to fix", FIX_ALL);
  action.edit = editOf(verdict, safe);
  return [action];
}

function suppressions(verdict: Verdict, finding: SpokenFinding): readonly vscode.CodeAction[] {
  const kind = vscode.CodeActionKind.QuickFix;
  return finding.silences.map((silence) => {
    const title = { line: "Ignore on this line", file: "Ignore in this file" }[silence.reach];
    const action = actionFor(verdict, finding, `${title} (${finding.ruleId})`, kind);
    action.edit = editOf(verdict, [{ safe: true, edits: [silence.edit] }]);
    return action;
  });
}

function actionFor(
  { document }: Verdict,
  finding: SpokenFinding,
  title: string,
  kind: vscode.CodeActionKind,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  const range = rangeOf(document, finding);
  action.diagnostics = vscode.languages
    .getDiagnostics(document.uri)
    .filter((it) => it.source === "AI/ML API" && it.range.isEqual(range));
  return action;
}

/** The edits of all `fixes`, each place once; one that is not safe asks for a look at the preview first. */
function editOf({ document }: Verdict, fixes: readonly Pick<Fix, "safe" | "edits">[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const needsConfirmation = fixes.some(({ safe }) => !safe);
  const seen = new Set<string>();
  for (const { start, end, text } of fixes.flatMap(({ edits }) => edits)) {
    const place = `${start}-${end}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const metadata = { label: "Move off the deprecated AI/ML API billing", needsConfirmation };
    edit.replace(
      document.uri,
      rangeOf(document, { start, end }),
      text,
      needsConfirmation ? metadata : undefined,
    );
  }
  return edit;
}
