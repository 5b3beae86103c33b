// From an opened or changed text to its findings, through the engine's own thread as the editor uses it; the thread's
// start, the messages and the grammar are in the figures. Medians in milliseconds; needs `npm run build`.
import { join } from "node:path";
import { startEngineThread } from "../../src/host/lint/engine-thread.ts";
import type { AnalyzeMessage, FromEngine } from "../../src/protocol/lint.ts";
import { root } from "../support/run.ts";

const RUNS = 21;
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;
const show = (name: string, all: readonly number[]) =>
  console.log(`${name.padEnd(64)} ${median(all).toFixed(2).padStart(9)} ms`);

const typical = `import { key } from "./key.js";

export async function left() {
  const response = await fetch("https://api.aimlapi.com/v1/billing/balance", { headers: { authorization: key } });
  const body = await response.json();
  return body.balance / 2_000_000;
}

${Array.from({ length: 20 }, (_, index) => `export const step${index} = (list) => list.map((one) => one + ${index});\n`).join("\n")}`;

function start() {
  let answered: (message: FromEngine) => void = () => undefined;
  const thread = startEngineThread({
    script: join(root, "dist/lint-worker.cjs"),
    data: { grammars: join(root, "dist/grammars") },
    onMessage(message) {
      if (message.type === "read" || message.type === "importers")
        thread.post({ type: "files", request: message.request, found: [] });
      else answered(message);
    },
    onEnd(error) {
      throw error instanceof Error ? error : new Error("the engine ended");
    },
  });
  const ask = async (message: Omit<AnalyzeMessage, "type">) => {
    const began = performance.now();
    const answer = await new Promise<FromEngine>((resolve) => {
      answered = resolve;
      thread.post({ type: "analyze", ...message });
    });
    if (answer.type !== "findings" || answer.findings.length === 0) throw new Error(JSON.stringify(answer));
    return performance.now() - began;
  };
  return { ask, dispose: () => thread.dispose() };
}

const whole = (text: string) => ({ file: "file:///left.js", languageId: "javascript", text });

const cold: number[] = [];
/** Processor time of the whole process: what a busy machine cannot stretch. */
const work: number[] = [];
const second: number[] = [];
for (let run = 0; run < 9; run++) {
  const before = process.cpuUsage();
  const { ask, dispose } = start();
  cold.push(await ask({ id: 1, revision: 1, content: whole(typical) }));
  const { user, system } = process.cpuUsage(before);
  work.push((user + system) / 1000);
  second.push(await ask({ id: 2, revision: 1, content: whole(typical) }));
  dispose();
}
show("open a typical file with a hit: thread and grammar cold", cold);
show("  the same, processor time", work);
show("open the second one", second);

const { ask, dispose } = start();
const warm: number[] = [];
for (let run = 0; run < RUNS + 10; run++)
  warm.push(await ask({ id: run, revision: 1, content: whole(typical) }));
show("open a typical file with a hit: warm", warm.slice(10));

const key: number[] = [];
await ask({ id: 1000, revision: 1, content: whole(typical) });
const end = typical.length;
for (let run = 0; run < RUNS; run++) {
  const changes = [{ start: end, oldEnd: end, text: "x" }];
  key.push(await ask({ id: 1000, revision: run + 2, content: { changes } }));
}
show("a key in a typical file with a hit, after the pause", key);
dispose();
