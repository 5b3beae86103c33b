import type { MessagePort } from "node:worker_threads";
import type { FilePort } from "../../lint/contract/file-port.ts";
import { messageOf } from "../../lint/contract/finding-message.ts";
import type { Finding } from "../../lint/contract/finding.ts";
import type { Rule } from "../../lint/contract/rule.ts";
import { createEngine } from "../../lint/engine.ts";
import type { Session } from "../../lint/session.ts";
import type { Language } from "../../lint/syntax/language.ts";
import type { AnalyzeMessage, FromEngine, NearbyFile, SpokenFinding, ToEngine } from "../../protocol/lint.ts";
import { createGrammarPort } from "./grammars.ts";

export interface ServedEngine {
  readonly languages: readonly Language[];
  readonly rules: readonly Rule[];
  /** The folder of the runtime and the grammars. */
  readonly grammars: string;
}

/** Serves one editor through `port`: keeps the trees of its texts, and answers with findings. */
export function serveEngine(port: MessagePort, { languages, rules, grammars }: ServedEngine): void {
  const send = (message: FromEngine) => port.postMessage(message);
  const waiting = new Map<number, (found: readonly NearbyFile[]) => void>();
  let requests = 0;
  const ask = (question: (request: number) => FromEngine) =>
    new Promise<readonly NearbyFile[]>((resolve) => {
      requests += 1;
      waiting.set(requests, resolve);
      send(question(requests));
    });
  const files: FilePort = {
    readFirst: async (from, candidates) =>
      (await ask((request) => ({ type: "read", request, from, candidates })))[0],
    importers: (file) => ask((request) => ({ type: "importers", request, file })),
  };
  const engine = createEngine({ languages, rules, grammars: createGrammarPort(grammars), files });
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const sessions = new Map<number, { readonly session: Session; readonly known: boolean }>();

  function spoken(finding: Finding): readonly SpokenFinding[] {
    const rule = ruleOf.get(finding.ruleId);
    return rule ? [{ ...finding, message: messageOf(rule, finding) }] : [];
  }

  function close(id: number): void {
    sessions.get(id)?.session.dispose();
    sessions.delete(id);
  }

  async function analyze({ id, revision, content }: AnalyzeMessage): Promise<void> {
    if ("text" in content) {
      close(id);
      const known = engine.languageOf(content.file, content.languageId) !== undefined;
      sessions.set(id, { session: engine.open(content), known });
    } else sessions.get(id)?.session.change(content.changes);
    const it = sessions.get(id);
    if (!it) throw new Error("changes of a text that was never told");
    const analysis = await it.session.analyze();
    if (!analysis || sessions.get(id) !== it) return;
    const { findings, limits } = analysis;
    const looked = it.known && (findings.length > 0 || engine.mayMatch(it.session.text()));
    send({ type: "findings", id, revision, looked, findings: findings.flatMap(spoken), limits });
  }

  port.on("message", (message: ToEngine) => {
    switch (message.type) {
      case "analyze":
        analyze(message).catch((error: unknown) => {
          const { id, revision } = message;
          close(id);
          send({
            type: "failed",
            id,
            revision,
            reason: error instanceof Error ? error.message : String(error),
          });
        });
        return;
      case "close":
        close(message.id);
        return;
      case "files":
        waiting.get(message.request)?.(message.found);
        waiting.delete(message.request);
        return;
    }
  });
}
