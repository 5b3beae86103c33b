import * as vscode from "vscode";
import type { Level } from "../../lint/finding.ts";
import type { SpokenFinding } from "../../protocol/lint.ts";
import type { Verdict } from "./documents.ts";

/** How findings are shown, from the settings. */
export interface DiagnosticSettings {
  readonly severities: Readonly<Record<Level, vscode.DiagnosticSeverity | undefined>>;
  readonly strikeThrough: boolean;
}

/** What is shown of a verdict. `pageOf` gives the address of a rule's page. */
export function diagnosticsOf(
  { document, findings }: Verdict,
  settings: DiagnosticSettings,
  pageOf: (ruleId: string) => vscode.Uri,
): readonly vscode.Diagnostic[] {
  return findings.flatMap((finding) => {
    const severity = settings.severities[finding.level];
    if (severity === undefined) return [];
    const diagnostic = new vscode.Diagnostic(rangeOf(document, finding), finding.message, severity);
    diagnostic.source = "AI/ML API";
    diagnostic.code = { value: finding.ruleId, target: pageOf(finding.ruleId) };
    if (settings.strikeThrough) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
    // Only a place in this file can be pointed at by offset.
    diagnostic.relatedInformation = finding.related
      .filter(({ file }) => file === undefined)
      .map((place) => {
        const location = new vscode.Location(document.uri, rangeOf(document, place));
        return new vscode.DiagnosticRelatedInformation(location, "The host stands here.");
      });
    return [diagnostic];
  });
}

export function rangeOf(
  document: vscode.TextDocument,
  { start, end }: Pick<SpokenFinding, "start" | "end">,
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
