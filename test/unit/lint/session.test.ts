import { strict as assert } from "node:assert";
import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import fc from "fast-check";
import type { Source } from "../../../src/lint/analysis.ts";
import type { Span } from "../../../src/lint/contract/finding.ts";
import { createSyntax, type Change } from "../../../src/lint/syntax/parser.ts";
import { createTestEngine, grammars, patient } from "./support.ts";

const root = join(import.meta.dirname, "../../corpus/open");
const none = { readFirst: () => Promise.resolve(undefined) };

/** Programs of the corpus, several of a language put into one file, so that there is much that an edit need not touch. */
async function programs(): Promise<{ file: string; text: string }[]> {
  const byEnding = new Map<string, string[]>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const ending = extname(entry.name);
    if (![".ts", ".tsx", ".js", ".py"].includes(ending)) continue;
    const text = await readFile(join(entry.parentPath, entry.name), "utf8");
    byEnding.set(ending, [...(byEnding.get(ending) ?? []), text]);
  }
  return [...byEnding].flatMap(([ending, texts]) => {
    const joined = Array.from({ length: Math.ceil(texts.length / 4) }, (_, index) =>
      texts.slice(index * 4, index * 4 + 4).join("\n"),
    );
    // Large files are looked at by nearness.
    const large = joined.slice(0, 2).join("\n") + "status(balance);\n".repeat(6_000);
    return [...joined, large].map((text, index) => ({ file: `joined${index}${ending}`, text }));
  });
}

/** Texts put in. */
const scraps = [
  "",
  " ",
  "x",
  "7",
  "\n",
  "\r\n",
  "}",
  "{",
  "`",
  '"',
  "'''",
  "*/",
  "/*",
  "// ",
  "# ",
  "/balance",
  "credits_used",
  "process.env.AIMLAPI_KEY",
  " /* aimlapi-disable-line */ ",
  "\n// aimlapi-disable-next-line\n",
  "\n# aimlapi-disable-next-line\n",
];

/** Texts with a name in them that the file declares, or that stands close to something reported. */
const named = [
  "NAME",
  "\nNAME = 'https://example.org/v1'\n",
  "\nNAME += 'https://example.org/v1'\n",
  "\nvar NAME = 'https://example.org/v1'\n",
  "\nimport NAME from 'NAME'\n",
  "\nfrom NAME import NAME\n",
  "\nNAME.NAME = 'https://example.org/v1'\n",
  "\nNAME('https://example.org')\n",
  "\nclass NAME:\n    NAME = 'https://example.org'\n",
  "\nclass NAME { NAME = 'https://example.org'; }\n",
  "\nfunction NAME() { return 'https://example.org' }\n",
  "\ndef NAME(): return 'https://example.org'\n",
  "\ninterface NAME { NAME: NAME }\n",
  "\nfunction other(NAME) { NAME = 'https://example.org/v1'; return fetch(NAME) }\n",
];

interface Edit {
  /** Where: anywhere, at the start of a line, close to something reported, or in an address. */
  readonly place: "any" | "line" | "finding" | "address";
  readonly at: number;
  readonly cut: number;
  readonly insert: string;
  readonly name: number;
  /** Analysed only after the next edit. */
  readonly more: boolean;
}

const part = fc.double({ min: 0, max: 0.999, noNaN: true });
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    place: fc.constantFrom(
      "any" as const,
      "line" as const,
      "line" as const,
      "finding" as const,
      "address" as const,
    ),
    at: part,
    cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(80)),
    insert: fc.oneof(fc.constantFrom(...scraps), fc.constantFrom(...named)),
    name: part,
    more: fc.boolean(),
  }),
  { minLength: 2, maxLength: 8 },
);

function changeOf(text: string, reported: readonly Span[], edit: Edit): Change {
  const spans = edit.place === "finding" ? reported : placesIn(text, /https?:\/\/[\w.]+/g);
  const focus = spans[Math.floor(edit.at * spans.length)];
  let start = Math.floor(edit.at * text.length);
  if (edit.place === "line") start = text.indexOf("\n", start) + 1;
  else if (edit.place !== "any" && focus) {
    const around = edit.place === "finding" ? 200 : 0;
    const width = focus.end - focus.start + 2 * around;
    start = Math.max(0, Math.floor(focus.start - around + edit.name * width));
  }
  const close = reported[Math.floor(edit.name * reported.length)]?.start ?? start;
  const around = text.slice(Math.max(0, close - 300), close + 200);
  const declared = [...text.matchAll(/^(?:export |const |class |async |function |def |let )*(\w+)/gm)];
  const names = [...around.matchAll(/([A-Za-z_]\w+)/g), ...declared.slice(0, 40)];
  const word = names[Math.floor(((edit.name * 7919) % 1) * names.length)]?.[1] ?? "x";
  const oldEnd = Math.min(text.length, Math.max(start, start + edit.cut));
  return { start: Math.min(start, text.length), oldEnd, text: edit.insert.replaceAll("NAME", word) };
}

function placesIn(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
}

describe("an edited program", function () {
  this.timeout(300_000);

  // RUNS and SEED make it search longer, or again.
  const numRuns = Number(process.env["RUNS"] ?? 75);
  const seed = process.env["SEED"] === undefined ? {} : { seed: Number(process.env["SEED"]) };

  it("is not looked at again for an edit elsewhere, and is when a file it imports changed", async () => {
    let base = "https://api.aimlapi.com/v1";
    const readFirst = (_from: string, [file]: readonly string[]) =>
      Promise.resolve(file === undefined ? undefined : { file, text: `export const BASE = "${base}";\n` });
    const engine = createTestEngine({ readFirst });
    const text = 'import { BASE } from "./base";\nfetch(`${BASE}/billing/balance`);\nfunction other() {\n}\n';
    const session = engine.open({ file: "a.ts", text });
    const type = async (put: string) => {
      const end = session.text().length - 3;
      session.change([{ start: end, oldEnd: end, text: put }]);
      return (await session.analyze())?.findings.map(({ level }) => level);
    };
    assert.deepEqual(await type("\n  run();"), ["certain"]);
    const before = engine.looks();
    assert.deepEqual(await type("\n  walk();"), ["certain"]);
    assert.equal(engine.looks(), before);
    base = "https://example.org/v1";
    assert.deepEqual(await type("\n  stop();"), []);
    assert.equal(engine.looks(), before + 1);
    session.dispose();
  });

  it("follows a comment that opens elsewhere, where there are directives", async () => {
    const engine = createTestEngine(none);
    const call = 'fetch("https://api.aimlapi.com/v1/billing/balance");\n';
    const session = engine.open({
      file: "a.js",
      text: `const a = "";\nconst b = \`\n aimlapi-disable-file\n\`;\n${call}`,
    });
    assert.equal((await session.analyze())?.findings.length, 1);
    session.change([{ start: 11, oldEnd: 11, text: "/*" }]);
    const now = await session.analyze();
    const fresh = await engine.analyze({ file: "a.js", text: session.text() });
    assert.deepEqual(now?.findings, fresh.findings);
    session.dispose();
  });

  it("tells that code nested beyond reason was passed over", async () => {
    const text = `curl https://api.aimlapi.com/v1/billing/balance ${"$(".repeat(50_000)}`;
    const { limits } = await createTestEngine(none).analyze({ file: "a.sh", text });
    assert.deepEqual(limits, [{ code: "work", detail: "nesting" }]);
  });

  it("gives what a fresh analysis gives, wherever it is edited, also when nothing is looked at again", async () => {
    const sources = await programs();
    const engine = createTestEngine(none, patient);
    const syntax = createSyntax(grammars);
    let [kept, analyses, otherwise] = [0, 0, 0];

    /** tree-sitter itself may recover from broken code in another way when it reuses a tree. */
    const parsesAlike = async (source: Source, batches: readonly (readonly Change[])[]): Promise<boolean> => {
      const grammar = engine.languageOf(source.file)?.grammar ?? "javascript";
      let { text } = source;
      let tree = await syntax.parse(grammar, text, patient.parseMillis);
      for (const changes of batches) {
        text = changed(text, changes);
        const next = tree?.reparse(changes, text, patient.parseMillis);
        tree?.delete();
        tree = next?.tree;
      }
      const fresh = await syntax.parse(grammar, text, patient.parseMillis);
      const isAlike = tree?.root.toString() === fresh?.root.toString();
      tree?.delete();
      fresh?.delete();
      return isAlike;
    };

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), edits, async (source, all) => {
        const session = engine.open(source);
        let reported = (await session.analyze())?.findings ?? [];
        const batches: Change[][] = [];
        let batch: Change[] = [];
        try {
          for (const [index, edit] of all.entries()) {
            const change = changeOf(session.text(), reported, edit);
            session.change([change]);
            batch.push(change);
            if (edit.more && index < all.length - 1) continue;
            batches.push(batch);
            batch = [];
            const before = engine.looks();
            const now = await session.analyze();
            analyses++;
            if (engine.looks() === before) kept++;
            const fresh = await engine.analyze({ file: source.file, text: session.text() });
            try {
              assert.deepEqual(now?.findings, fresh.findings);
            } catch (error) {
              if (await parsesAlike(source, batches)) throw error;
              otherwise++;
              break;
            }
            reported = fresh.findings;
          }
        } finally {
          session.dispose();
        }
        assert.equal(engine.trees(), 0);
      }),
      { numRuns, ...seed },
    );
    const figures = `${kept} of ${analyses} results kept, ${otherwise} parsed otherwise`;
    assert.ok(kept > analyses / 10 && kept < analyses * 0.9, figures);
    assert.ok(otherwise < analyses / 50, figures);
  });
});

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce(
    (now, { start, oldEnd, text: put }) => now.slice(0, start) + put + now.slice(oldEnd),
    text,
  );
}
