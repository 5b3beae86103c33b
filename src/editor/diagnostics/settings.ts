import * as vscode from "vscode";
import { DEFAULTS } from "../settings/defaults.ts";
import type { DiagnosticSettings } from "./to-diagnostics.ts";

const SEVERITIES: Readonly<Record<string, vscode.DiagnosticSeverity | undefined>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
  off: undefined,
};

/** How findings in `document` are to be shown: a workspace may decide that for its files. */
export function readDiagnosticSettings(document: vscode.Uri): DiagnosticSettings {
  const values = vscode.workspace.getConfiguration("aimlapi", document);
  const read = (key: keyof typeof DEFAULTS): unknown => values.get(key);
  const severity = (chosen: unknown, fallback: string) =>
    SEVERITIES[typeof chosen === "string" && Object.hasOwn(SEVERITIES, chosen) ? chosen : fallback];
  return {
    severities: {
      certain: severity(read("diagnostics.certain"), DEFAULTS["diagnostics.certain"]),
      likely: severity(read("diagnostics.likely"), DEFAULTS["diagnostics.likely"]),
      possible: severity(read("diagnostics.possible"), DEFAULTS["diagnostics.possible"]),
    },
    strikeThrough: read("diagnostics.strikeThrough") !== false,
  };
}
