import * as vscode from "vscode";
import type { Level } from "../../lint/finding.ts";
import type { DiagnosticSettings } from "./publish.ts";

const SEVERITIES: Readonly<Record<string, vscode.DiagnosticSeverity | undefined>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
  off: undefined,
};

export const DIAGNOSTIC_DEFAULTS = {
  "diagnostics.certain": "warning",
  "diagnostics.likely": "information",
  "diagnostics.possible": "off",
  "diagnostics.strikeThrough": true,
} as const;

export function readDiagnosticSettings(document: vscode.Uri): DiagnosticSettings {
  const values = vscode.workspace.getConfiguration("aimlapi", document);
  const severity = (level: Level) => {
    const key = `diagnostics.${level}` as const;
    const chosen = values.get<unknown>(key);
    return SEVERITIES[typeof chosen === "string" && chosen in SEVERITIES ? chosen : DIAGNOSTIC_DEFAULTS[key]];
  };
  return {
    severities: { certain: severity("certain"), likely: severity("likely"), possible: severity("possible") },
    strikeThrough: values.get<unknown>("diagnostics.strikeThrough") !== false,
  };
}
