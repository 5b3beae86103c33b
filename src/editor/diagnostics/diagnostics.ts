import * as vscode from "vscode";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { Rule } from "../../lint/contract/rule.ts";
import { createLineFilter, createPrefilter } from "../../lint/syntax/prefilter.ts";
import type { Verdict } from "./analysis-result.ts";
import { followDocuments } from "./document-tracker.ts";
import { createLazyEngine, type EngineOptions } from "./engine-client.ts";
import { createLanguageStatus, presentTrouble } from "./language-status.ts";
import { createNearbyFiles } from "./nearby-files.ts";
import { registerQuickFixes } from "./quick-fixes.ts";
import { registerRulePages } from "./rule-pages.ts";
import { readDiagnosticSettings } from "./settings.ts";
import { diagnosticsOf } from "./to-diagnostics.ts";

export interface DiagnosticsOptions {
  readonly extensionUri: vscode.Uri;
  readonly rules: readonly Rule[];
  readonly startEngine: EngineOptions["start"];
  /** Takes a line for the log: a limit that was hit, a failure of the engine. */
  readonly onTrouble: (line: string) => void;
}

export interface Diagnostics extends Disposable {
  /** Shows the page of a rule; asks which when it is given none. */
  explainRule(ruleId: unknown): Promise<void>;
}

/** Every document of every file system, also in Restricted Mode: nothing is run and nothing is sent. */
const EVERYWHERE: vscode.DocumentSelector = [{ pattern: "**" }];

/** Flags deprecated AI/ML API use in open files, and helps to get off it. */
export function registerDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const { extensionUri, rules, startEngine, onTrouble } = options;
  const collection = vscode.languages.createDiagnosticCollection("aimlapi");
  const pages = registerRulePages(extensionUri, rules);
  const status = createLanguageStatus(EVERYWHERE);
  /** Limits that the log has been told of, by document. */
  const told = new WeakMap<vscode.TextDocument, Set<string>>();
  const engine = createLazyEngine({
    start: startEngine,
    nearby: createNearbyFiles(),
    onFindings: (message) => documents.receive(message),
    onNeighbours: (id, files) => documents.lean(id, files),
    onFailed: (id, reason) => documents.fail(id, reason),
    onLost: () => documents.restart(),
  });
  const documents = followDocuments({
    mayMatch: createPrefilter(rules),
    mayHold: createLineFilter(rules),
    engine,
    onVerdict: publish,
  });

  function publish(document: vscode.TextDocument, verdict: Verdict | undefined): void {
    if (verdict) {
      const settings = readDiagnosticSettings(document.uri);
      collection.set(document.uri, diagnosticsOf(document, verdict, settings, pages.pageOf));
      tell(document, verdict);
    } else collection.delete(document.uri);
    if (vscode.window.activeTextEditor?.document === document) show(document, verdict);
  }

  function tell(document: vscode.TextDocument, { limits }: Verdict): void {
    const before = told.get(document) ?? new Set();
    told.set(document, before);
    for (const limit of limits) {
      if (before.has(limit.code)) continue;
      before.add(limit.code);
      const why = limit.code === "failed" ? ` (${limit.detail})` : "";
      onTrouble(
        `Not fully checked: ${document.uri.scheme}:${document.uri.path}. ${presentTrouble(limit)}${why}`,
      );
    }
  }

  function show(document: vscode.TextDocument | undefined, verdict: Verdict | undefined): void {
    const count = document ? (collection.get(document.uri)?.length ?? 0) : 0;
    const { findings = [], limits = [] } = verdict ?? {};
    // What was found but is not to be shown is not counted, and not denied.
    const isSilent = count === 0 && limits.length === 0 && findings.length > 0;
    status.show(verdict && !isSilent ? { count, limits } : undefined);
  }

  function showActive(editor: vscode.TextEditor | undefined): void {
    show(editor?.document, editor && documents.verdictOn(editor.document));
  }

  showActive(vscode.window.activeTextEditor);
  const parts = vscode.Disposable.from(
    documents,
    engine,
    registerQuickFixes(documents, EVERYWHERE),
    vscode.window.onDidChangeActiveTextEditor(showActive),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("aimlapi.diagnostics")) return;
      for (const document of vscode.workspace.textDocuments) {
        const verdict = documents.verdictOn(document);
        if (verdict) publish(document, verdict);
      }
    }),
    collection,
    status,
    pages,
  );
  return {
    explainRule: pages.explain,
    dispose() {
      parts.dispose();
    },
  };
}
