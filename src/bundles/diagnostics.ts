// The front door of the diagnostics, a bundle of its own that is loaded after activation: the balance comes first.
import type { ExtensionContext } from "vscode";
import { rules } from "../catalog.ts";
import { registerDiagnostics, type Diagnostics } from "../editor/diagnostics/diagnostics.ts";
import { startEngineThread, type EngineThread } from "../host/lint/engine-thread.ts";

export interface DiagnosticsPorts {
  readonly onTrouble: (line: string) => void;
  /** Called with each thread of the engine that is started. */
  readonly onEngine: (engine: EngineThread) => void;
}

export function startDiagnostics(
  context: ExtensionContext,
  { onTrouble, onEngine }: DiagnosticsPorts,
): Diagnostics {
  return registerDiagnostics({
    extensionUri: context.extensionUri,
    rules,
    onTrouble,
    startEngine(onMessage, onEnd) {
      const engine = startEngineThread({
        script: context.asAbsolutePath("dist/lint-worker.cjs"),
        data: { grammars: context.asAbsolutePath("dist/grammars") },
        onMessage,
        onEnd,
      });
      onEngine(engine);
      return engine;
    },
  });
}
