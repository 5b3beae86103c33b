// The entry of the engine's thread: keeps the open documents' trees and answers with findings.
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { languages, rules } from "../catalog.ts";
import { createEngine, type Session } from "../lint/engine.ts";
import { messageOf } from "../lint/message.ts";
import type { Finding } from "../lint/finding.ts";
import type { FromEngine, NearbyFile, SpokenFinding, ToEngine } from "../protocol/lint.ts";
import { createGrammarPort } from "./grammars.ts";

/** What the thread is started with. */
export interface EngineData {
  /** The folder of the runtime and the grammars. */
  readonly grammars: string;
}

/** Serves one editor through `port` until it is closed. */
export function serveEngine(port: MessagePort, grammarFolder: string): void {
  const send = (message: FromEngine) => port.postMessage(message);
  const waiting = new Map<number, (found: NearbyFile | undefined) => void>();
  let requests = 0;
  const engine = createEngine({
    languages,
    rules,
    grammars: createGrammarPort(grammarFolder),
    files: {
      readFirst: (from, candidates) =>
        new Promise((resolve) => {
          requests += 1;
          waiting.set(requests, resolve);
          send({ type: "read", request: requests, from, candidates });
        }),
    },
  });
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const sessions = new Map<string, Session>();

  function spoken(finding: Finding): readonly SpokenFinding[] {
    const rule = ruleOf.get(finding.ruleId);
    return rule ? [{ ...finding, message: messageOf(rule, finding) }] : [];
  }

  async function analyze(message: Extract<ToEngine, { type: "analyze" }>): Promise<void> {
    const { document, version, languageId, content } = message;
    let session = sessions.get(document);
    if ("text" in content) {
      session?.dispose();
      session = engine.open({ file: document, text: content.text, languageId });
      sessions.set(document, session);
    } else session?.change(content.changes);
    if (!session) return;
    const { findings, limits } = await session.analyze();
    if (sessions.get(document) === session) {
      send({ type: "findings", document, version, findings: findings.flatMap(spoken), limits });
    }
  }

  port.on("message", (message: ToEngine) => {
    switch (message.type) {
      case "analyze":
        analyze(message).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          send({ type: "failed", document: message.document, version: message.version, reason });
        });
        return;
      case "close":
        sessions.get(message.document)?.dispose();
        sessions.delete(message.document);
        return;
      case "file":
        waiting.get(message.request)?.(message.found);
        waiting.delete(message.request);
        return;
    }
  });
}

if (parentPort) serveEngine(parentPort, (workerData as EngineData).grammars);
