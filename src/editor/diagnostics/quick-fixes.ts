import * as vscode from "vscode";
import type { Fix, FixCode, Silence } from "../../lint/contract/finding.ts";
import { COMMANDS } from "../commands/command-ids.ts";
import type { Verdict } from "./analysis-result.ts";
import type { Documents } from "./document-tracker.ts";
import { editOf, together } from "./edits.ts";
import { readDiagnosticSettings } from "./settings.ts";
import { placedIn, SOURCE, type Placed } from "./to-diagnostics.ts";

export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("aimlapi");
const { QuickFix } = vscode.CodeActionKind;

/** Offers the migrations that the engine found, and ways to silence a finding that a person disagrees with. */
export function registerQuickFixes(
  documents: Pick<Documents, "verdictSoon">,
  everywhere: vscode.DocumentSelector,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, { only }, token) {
      const wants = (kind: vscode.CodeActionKind) => !only || only.contains(kind);
      if (!wants(QuickFix) && !wants(FIX_ALL)) return [];
      const verdict = await documents.verdictSoon(document);
      if (!verdict || token.isCancellationRequested) return [];
      const { severities } = readDiagnosticSettings(document.uri);
      // A level that is switched off shows nothing and is changed by nothing.
      const placed = placedIn(document, verdict).filter(
        ({ finding }) => severities[finding.level] !== undefined,
      );
      const here = placed.filter((it) => it.range.intersection(range));
      return [
        ...(wants(QuickFix) ? here.flatMap((it) => actionsFor(document, verdict, it, placed)) : []),
        ...(only && wants(FIX_ALL) ? fixAll(verdict, placed) : []),
      ];
    },
  };
  return vscode.languages.registerCodeActionsProvider(everywhere, provider, {
    providedCodeActionKinds: [QuickFix, FIX_ALL],
  });
}

function actionsFor(
  document: vscode.TextDocument,
  verdict: Verdict,
  { finding, range }: Placed,
  placed: readonly Placed[],
): readonly vscode.CodeAction[] {
  const diagnostics = vscode.languages
    .getDiagnostics(document.uri)
    .filter((it) => it.source === SOURCE && it.range.isEqual(range));
  // A level that is switched off shows nothing and offers nothing.
  if (diagnostics.length === 0) return [];
  const action = (title: string, edit: vscode.WorkspaceEdit | undefined) => {
    if (!edit) return [];
    const it = new vscode.CodeAction(title, QuickFix);
    it.edit = edit;
    it.diagnostics = diagnostics;
    return [it];
  };
  const migrations = finding.fixes.flatMap((fix) =>
    action(FIX_TITLES[fix.code], editOf(verdict.parts, [fix])).map((it) =>
      Object.assign(it, { isPreferred: true }),
    ),
  );
  const silences = finding.silences.flatMap((silence) =>
    action(
      `Disable ${finding.ruleId} ${SILENCE_TITLES[silence.reach]}`,
      editOf(verdict.parts, [{ edits: [silence.edit] }]),
    ),
  );
  const explain = new vscode.CodeAction(`Show help for ${finding.ruleId}`, QuickFix);
  explain.command = { title: explain.title, command: COMMANDS.explainRule.id, arguments: [finding.ruleId] };
  explain.diagnostics = diagnostics;
  return [...migrations, ...fixAllOfRule(verdict, finding.ruleId, placed), explain, ...silences];
}

const FIX_TITLES: Readonly<Record<FixCode, string>> = { "to-billing": "Migrate to /v2/billing (USD)" };

const SILENCE_TITLES: Readonly<Record<Silence["reach"], string>> = {
  line: "for this line",
  file: "for this file",
};

/** All findings of one rule in the document that have a fix. */
function fixAllOfRule(
  verdict: Verdict,
  ruleId: string,
  placed: readonly Placed[],
): readonly vscode.CodeAction[] {
  const fixes = together(
    placed.flatMap(({ finding }): readonly Fix[] =>
      finding.ruleId === ruleId ? finding.fixes.slice(0, 1) : [],
    ),
  );
  const edit = fixes.length < 2 ? undefined : editOf(verdict.parts, fixes);
  if (!edit) return [];
  const action = new vscode.CodeAction(`Fix all ${fixes.length} in this file: ${ruleId}`, QuickFix);
  action.edit = edit;
  return [action];
}

/** What may run on save: the fixes of what is certain. */
function fixAll({ parts }: Verdict, placed: readonly Placed[]): readonly vscode.CodeAction[] {
  const certain = placed.filter(({ finding }) => finding.level === "certain");
  const fixes = together(certain.flatMap(({ finding }) => finding.fixes.slice(0, 1)));
  const edit = fixes.length === 0 ? undefined : editOf(parts, fixes);
  if (!edit) return [];
  const action = new vscode.CodeAction("Fix all safe AI/ML API deprecations", FIX_ALL);
  action.edit = edit;
  return [action];
}
