import * as vscode from "vscode";
import type { Disposable } from "../../billing/disposable.ts";
import { rules } from "../../catalog.ts";
import { createLineFilter, createPrefilter } from "../../lint/prefilter.ts";
import type { FromEngine } from "../../protocol/lint.ts";
import { COMMANDS } from "../command-ids.ts";
import { followDocuments, type Verdict } from "./documents.ts";
import { createLazyEngine, type EnginePort } from "./engine.ts";
import { explainRule } from "./explain-rule.ts";
import { createLanguageStatus } from "./language-status.ts";
import { readNearby } from "./nearby-files.ts";
import { diagnosticsOf } from "./publish.ts";
import { registerQuickFixes } from "./quick-fixes.ts";
import { readDiagnosticSettings } from "./settings.ts";

export interface DiagnosticsOptions {
  readonly extensionUri: vscode.Uri;
  readonly startEngine: (
    onMessage: (message: FromEngine) => void,
    onEnd: (error: unknown) => void,
  ) => EnginePort;
  readonly onTrouble: (line: string) => void;
}

export interface Diagnostics extends Disposable {
  /** Shows the page of a rule; asks which when it is given none. */
  explainRule(ruleId: unknown): Promise<void>;
}

/** Every document of every file system, also in Restricted Mode: nothing is run and nothing is sent. */
const EVERYWHERE: vscode.DocumentSelector = [{ pattern: "**" }];

/** Flags deprecated AI/ML API use in open files, and helps to get off it. */
export function registerDiagnostics({
  extensionUri,
  startEngine,
  onTrouble,
}: DiagnosticsOptions): Diagnostics {
  const collection = vscode.languages.createDiagnosticCollection("aimlapi");
  const status = createLanguageStatus(EVERYWHERE);
  const engine = createLazyEngine({
    start: startEngine,
    readNearby,
    onFindings: (message) => documents.receive(message),
    onTrouble,
    onLost: () => documents.restart(),
  });
  const documents = followDocuments({
    mayMatch: createPrefilter(rules),
    mayHold: createLineFilter(rules),
    engine,
    onVerdict: publish,
  });

  function publish(document: vscode.TextDocument, verdict: Verdict | undefined): void {
    if (verdict)
      collection.set(document.uri, diagnosticsOf(verdict, readDiagnosticSettings(document.uri), pageOf));
    else collection.delete(document.uri);
    if (vscode.window.activeTextEditor?.document === document) status.show(verdict);
  }

  function showActive(editor: vscode.TextEditor | undefined): void {
    status.show(editor && documents.verdictOn(editor.document));
  }

  showActive(vscode.window.activeTextEditor);
  const parts = vscode.Disposable.from(
    collection,
    status,
    engine,
    documents,
    registerQuickFixes(documents, EVERYWHERE),
    vscode.window.onDidChangeActiveTextEditor(showActive),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("aimlapi.diagnostics")) return;
      for (const document of vscode.workspace.textDocuments) {
        const verdict = documents.verdictOn(document);
        if (verdict) publish(document, verdict);
      }
    }),
  );
  return {
    explainRule: (ruleId) => explainRule(extensionUri, rules, ruleId),
    dispose() {
      parts.dispose();
    },
  };
}

/** The rule's page in the package, opened by a command so that it shows as a page and not as source. */
function pageOf(ruleId: string): vscode.Uri {
  return vscode.Uri.parse(
    `command:${COMMANDS.explainRule.id}?${encodeURIComponent(JSON.stringify([ruleId]))}`,
  );
}
