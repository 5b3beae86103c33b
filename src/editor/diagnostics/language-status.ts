import * as vscode from "vscode";
import type { Disposable } from "../../billing/disposable.ts";
import type { Limit } from "../../lint/finding.ts";
import type { Verdict } from "./documents.ts";

/** Says beside the language of the active editor how much was found in it, and whether a limit was hit. */
export interface LanguageStatus extends Disposable {
  show(verdict: Verdict | undefined): void;
}

export function createLanguageStatus(everywhere: vscode.DocumentSelector): LanguageStatus {
  let item: vscode.LanguageStatusItem | undefined;
  return {
    show(verdict) {
      if (!verdict) {
        item?.dispose();
        item = undefined;
        return;
      }
      item ??= vscode.languages.createLanguageStatusItem("aimlapi.diagnostics", everywhere);
      const count = verdict.findings.length;
      const [limit] = verdict.limits;
      item.name = "AI/ML API Deprecations";
      item.text = `AI/ML API: ${count === 0 ? "nothing deprecated" : count === 1 ? "1 deprecated use" : `${count} deprecated uses`}`;
      if (limit) item.detail = presentLimit(limit);
      else delete item.detail;
      item.severity = limit
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
      item.command = { title: "Show Problems", command: "workbench.actions.view.problems" };
    },
    dispose: () => item?.dispose(),
  };
}

function presentLimit({ code, detail }: Limit): string {
  switch (code) {
    case "size":
      return `This file is larger than ${detail} and was not looked at.`;
    case "parse-time":
      return `This file could not be read within ${detail} and was not looked at.`;
    case "grammar":
      return "The grammar of this language could not be loaded.";
  }
}
