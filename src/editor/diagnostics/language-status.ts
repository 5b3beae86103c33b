import * as vscode from "vscode";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import { COMMANDS } from "../commands/command-ids.ts";
import type { Trouble } from "./analysis-result.ts";

/** What is said of the document in the active editor. */
export interface Summary {
  /** Findings that are shown. */
  readonly count: number;
  readonly limits: readonly Trouble[];
}

/** Says beside the language of the active editor how much was found in it, and whether a limit was hit. */
export interface LanguageStatus extends Disposable {
  show(summary: Summary | undefined): void;
}

export function createLanguageStatus(everywhere: vscode.DocumentSelector): LanguageStatus {
  let item: vscode.LanguageStatusItem | undefined;
  return {
    show(summary) {
      if (!summary) {
        item?.dispose();
        item = undefined;
        return;
      }
      item ??= vscode.languages.createLanguageStatusItem("aimlapi.diagnostics", everywhere);
      const { count, limits } = summary;
      const [limit] = limits;
      item.name = "AI/ML API Deprecations";
      item.text = `AI/ML API: ${limit && count === 0 ? "not fully checked" : presentCount(count)}`;
      if (limit) item.detail = presentTrouble(limit);
      else delete item.detail;
      item.severity = limit
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
      item.command = limit
        ? { title: "Show Log", command: COMMANDS.showLog.id }
        : { title: "Show Problems", command: "workbench.actions.view.problems" };
    },
    dispose: () => item?.dispose(),
  };
}

function presentCount(count: number): string {
  if (count === 0) return "no deprecations";
  return count === 1 ? "1 deprecation" : `${count} deprecations`;
}

export function presentTrouble({ code, detail }: Trouble): string {
  switch (code) {
    case "size":
      return `Files larger than ${detail} are not checked.`;
    case "parse-time":
      return `Parsing took longer than ${detail}.`;
    case "work":
      return `Analysis stopped after ${detail}. There may be more findings.`;
    case "grammar":
      return "The grammar for this language could not be loaded.";
    case "failed":
      return "The analysis failed.";
  }
}
