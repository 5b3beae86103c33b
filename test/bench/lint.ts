// Times of the engine, medians; run with: node test/bench/lint.ts
import { createEngine } from "../../src/lint/engine.ts";
import { languages, rules } from "../../src/catalog.ts";
import { createSyntax } from "../../src/lint/syntax.ts";
import { grammars } from "../unit/lint/support.ts";

const block = (index: number): string => `
export async function step${index}(input: string, count = ${index}): Promise<{ status: string; data: number[] }> {
  const response = await fetch(\`https://example.org/items/\${input}?n=\${count}\`);
  const data = (await response.json()) as { status: string; data: number[] };
  if (data.status !== "ok") throw new Error(data.status);
  return { status: data.status, data: data.data.map((one) => one + ${index}) };
}
`;

/** A program of about `lines` lines with one deprecated call in the middle. */
function program(lines: number): string {
  const blocks = Array.from({ length: Math.ceil(lines / 8) }, (_, index) => block(index));
  const call = `
const base = process.env.AIMLAPI_BASE_URL ?? "https://api.aimlapi.com/v1";
export async function left(): Promise<number> {
  const response = await fetch(\`\${base}/billing/balance\`);
  const data = await response.json();
  return data.balance;
}
`;
  blocks.splice(blocks.length >> 1, 0, call);
  return blocks.join("");
}

async function timed(runs: number, work: (run: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await work(run);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}

const show = (name: string, millis: number): void =>
  console.log(`${name.padEnd(52)} ${millis.toFixed(3)} ms`);

const cold = createEngine({ languages, rules, grammars });
const small = program(120);
show("typical file, grammar cold", await timed(1, () => cold.analyze({ file: "a.ts", text: small })));
show("typical file, grammar warm", await timed(31, () => cold.analyze({ file: "a.ts", text: small })));

const large = program(10_000);
const syntax = createSyntax(grammars);
let tree = await syntax.parse("typescript", large, 10_000);
const session = cold.open({ file: "a.ts", text: large });
await session.analyze();
const at = large.indexOf("data.balance") - 40;
const change = [{ start: at, oldEnd: at, text: " " }];
const bare: number[] = [];
const whole: number[] = [];
for (let run = 0; run < 31; run++) {
  let began = performance.now();
  const next = tree?.reparse(change, tree.text.slice(0, at) + " " + tree.text.slice(at), 10_000);
  tree?.delete();
  tree = next?.tree;
  bare.push(performance.now() - began);
  session.change(change);
  began = performance.now();
  await session.analyze();
  whole.push(performance.now() - began);
}
const median = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1] ?? 0;
show("10,000 lines: bare reparse after one character", median(bare));
show("10,000 lines: reparse and analysis", median(whole));
const plain = large.replaceAll("billing", "other");
show("10,000 lines without a needle: prefilter", await timed(101, () => cold.mayMatch(plain)));
session.dispose();
tree?.delete();
