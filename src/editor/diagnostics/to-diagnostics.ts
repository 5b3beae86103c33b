import * as vscode from "vscode";
import type { Level } from "../../lint/contract/finding.ts";
import type { SpokenFinding } from "../../protocol/lint.ts";
import type { Verdict } from "./analysis-result.ts";
import { placeOf } from "./analyzed-text.ts";

/** How findings are shown, from the settings. */
export interface DiagnosticSettings {
  readonly severities: Readonly<Record<Level, vscode.DiagnosticSeverity | undefined>>;
  readonly strikeThrough: boolean;
}

export const SOURCE = "AI/ML API";

/** A finding that stands in one document. */
export interface Placed {
  readonly finding: SpokenFinding;
  readonly range: vscode.Range;
}

export function placedIn({ uri }: vscode.TextDocument, { parts, findings }: Verdict): readonly Placed[] {
  const own = parts.filter(({ document }) => document.uri.toString() === uri.toString());
  return findings.flatMap((finding) => {
    const place = placeOf(own, finding);
    return place ? [{ finding, range: place.range }] : [];
  });
}

/** What is shown of a verdict in one document. `pageOf` gives the address of a rule's page. */
export function diagnosticsOf(
  document: vscode.TextDocument,
  verdict: Verdict,
  settings: DiagnosticSettings,
  pageOf: (ruleId: string) => vscode.Uri,
): readonly vscode.Diagnostic[] {
  return placedIn(document, verdict).flatMap(({ finding, range }) => {
    const severity = settings.severities[finding.level];
    if (severity === undefined) return [];
    const diagnostic = new vscode.Diagnostic(range, messageOf(finding), severity);
    diagnostic.source = SOURCE;
    diagnostic.code = { value: finding.ruleId, target: pageOf(finding.ruleId) };
    if (settings.strikeThrough) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
    diagnostic.relatedInformation = finding.related.flatMap((related) => {
      // A place in another file comes as offsets into a text that is not at hand.
      const place = related.file === undefined ? placeOf(verdict.parts, related) : undefined;
      return place ? [new vscode.DiagnosticRelatedInformation(place, "The host is defined here.")] : [];
    });
    return [diagnostic];
  });
}

const messageOf = ({ message, data }: SpokenFinding) =>
  data.shared ? `${message} Other addresses share this text, so there is no quick fix.` : message;
