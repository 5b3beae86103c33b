import type { Fact } from "../../lint/contract/facts.ts";
import { createOffsetMap } from "../../lint/contract/offset-map.ts";
import type { PlainFacts, Region } from "../../lint/syntax/language.ts";
import { headerFacts, holdsNeedle, mentionsIn, useOf } from "../plain/addresses.ts";
import { sourceAt } from "../plain/source.ts";
import type { Command } from "./commands.ts";
import { scriptReads, type Read } from "./reads.ts";
import { plainText, type Word } from "./syntax.ts";
import type { Value } from "./values.ts";

export type Role = "use" | "prose" | "definition";

/** Collects what a script's words say, while it is walked through. */
export interface Teller extends PlainFacts {
  /** Addresses in `values`; in the middle of other text they are prose, unless quoted there. */
  readonly tell: (values: readonly Value[], role: Role, receiver?: string, unread?: boolean) => void;
  readonly headers: (words: readonly Word[], command: Command) => void;
  /** What the programs among `args` read of `flow`; with `known`, only of answers that are known. */
  readonly reads: (
    args: readonly Word[],
    find: (program: string) => readonly Read[],
    flow: readonly Value[],
    known?: boolean,
  ) => void;
  /** Programs given to an interpreter on its command line. */
  readonly scripts: (command: Command, args: readonly Word[], flow: readonly Value[]) => void;
  readonly program: (language: string, start: number, end: number) => void;
}

export function createTeller(text: string, needles: readonly string[]): Teller {
  const facts: Fact[] = [];
  const regions: Region[] = [];

  const tell: Teller["tell"] = (values, role, receiver, unread = false) => {
    for (const { parts } of values) {
      for (const mention of mentionsIn(parts, needles)) {
        const { before, after, whole } = mention;
        const used = whole || before === "" || /["'=]/.test(before) || after === '"';
        const use = useOf(mention.parts, receiver);
        if (role === "use" && used) facts.push(unread ? { ...use, unread } : use);
        else facts.push({ kind: "address", parts: mention.parts, role: role === "use" ? "prose" : role });
      }
    }
  };

  const headers: Teller["headers"] = (words, command) => {
    const searching = command.kind === "text-filter" && searchesCode(words);
    for (const word of words) {
      for (const piece of word.pieces) {
        if (piece.kind !== "text" || !holdsNeedle(piece.text, needles)) continue;
        const sent = /^\s*[\w-]+:\s*\S/.test(piece.text) && command.kind === "ask";
        const role = command.kind === "echo" || searching ? "prose" : sent ? "definition" : "read";
        facts.push(...headerFacts(sourceAt(text, piece.start, piece.end), needles, role));
      }
    }
  };

  const reads: Teller["reads"] = (args, find, flow, known = false) => {
    const origins = flow.flatMap(({ body }) => body);
    if (known && origins.length === 0) return;
    const names = flow.flatMap((value) => value.names).filter((name) => name !== "");
    const from = origins.length > 0 ? "body" : "unknown";
    for (const word of args) {
      for (const piece of word.pieces) {
        if (piece.kind !== "text" || piece.text.length !== piece.end - piece.start) continue;
        for (const read of find(piece.text)) {
          const span = { start: piece.start + read.from, end: piece.start + read.to };
          const { name, path } = read;
          facts.push({ kind: "field", name, span, path, from, origins, names, role: "read" });
        }
      }
    }
  };

  const program: Teller["program"] = (language, start, end) => {
    const toHost = createOffsetMap([{ from: 0, to: start, length: end - start }]);
    regions.push({ language, text: text.slice(start, end), toHost });
  };

  const scripts: Teller["scripts"] = (command, args, flow) => {
    if (flow.length > 0) reads(args, scriptReads, flow);
    args.forEach((word, index) => {
      const [piece] = word.pieces;
      const given = /^-(?:c|e|p|pe)$|^--(?:eval|print)$/.test(plainText(args[index - 1]) ?? "");
      if (!given || word.pieces.length !== 1 || piece?.kind !== "text") return;
      if (!holdsNeedle(piece.text, needles)) return;
      program(command.name.startsWith("python") ? "python" : "javascript", piece.start, piece.end);
    });
  };

  return { facts, regions, tell, headers, reads, scripts, program };
}

/** A search through source code, or a replacement in it: it names a header, but reads none. */
function searchesCode(words: readonly Word[]): boolean {
  const [name = "", ...rest] = words.map((word) => plainText(word) ?? "");
  if (/^(?:rg|ag|ack)$/.test(name)) return true;
  const option = name.endsWith("sed") ? /^-[a-zA-Z]*i|^--in-place/ : /^-[a-zA-Z]*[rR]|^--recursive/;
  return rest.some((text) => option.test(text));
}
