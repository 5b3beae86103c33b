import type { Address } from "../../lint/contract/facts.ts";
import type { Work } from "../../lint/contract/work.ts";
import type { PlainFacts } from "../../lint/syntax/language.ts";
import { masked } from "../../lint/values/address.ts";
import { holdsNeedle } from "../plain/addresses.ts";
import { askedOf, commandOf, languageOf, type Command } from "./commands.ts";
import { createTeller, type Role } from "./fact-collector.ts";
import { parseShell } from "./parse.ts";
import { jqReads, quotedReads } from "./reads.ts";
import { isDiverted, isFormatting, isOnlyShown } from "./shown.ts";
import { plainText } from "./syntax.ts";
import type { Assignment, Piece, Redirect, Simple, Stage, Statement, Word } from "./syntax.ts";
import { emptyValue, formatValue, joinValues, trimValue, unknownValue, type Value } from "./values.ts";

const deepest = 12;
const mostPieces = 400;
const mostSteps = 10_000;
/** Text read again at every step that counts as one piece of work. */
const lengthShare = 32;

/** Walks through a script once, as it would run, with every branch taken; functions run where they are called. */
export function runShell(
  text: string,
  statements: readonly Statement[],
  needles: readonly string[],
  work: Work,
): PlainFacts {
  const teller = createTeller(text, needles);
  const { tell, reads } = teller;
  const functions = new Map<string, readonly Statement[]>();
  const called = new Set<string>();
  const running = new Set<string>();
  const variables = new Map<string, readonly Value[]>();
  const files = new Map<string, readonly Address[]>();
  let steps = 0;
  let depth = 0;
  /** How many readers, known or not, the output of what runs now goes to. */
  let readers = 0;
  const captured = <T>(work: () => T): T => {
    readers++;
    const result = work();
    readers--;
    return result;
  };

  const run = (list: readonly Statement[], input: readonly Value[]): readonly Value[] => {
    const output: Value[] = [];
    for (const statement of list) {
      if (++steps > mostSteps || !work.take(1)) {
        work.cut();
        break;
      }
      if (statement.kind === "function") functions.set(statement.name, statement.body);
      else if (statement.kind === "pattern") {
        for (const word of statement.words) tell(evaluate(word), "definition");
      } else if (statement.kind === "each") {
        const values = statement.words.flatMap((word) => evaluate(word));
        tell(values, "use");
        variables.set(statement.name, values.slice(0, 64));
      } else {
        let flow = input;
        const lastUnshown = statement.stages.findLastIndex((stage) => !isFormatting(stage));
        for (const [index, stage] of statement.stages.entries()) {
          const isShown = index >= lastUnshown;
          flow = isShown
            ? runStage(stage, flow, statement.maybe)
            : captured(() => runStage(stage, flow, statement.maybe));
        }
        output.push(...flow);
      }
    }
    return output;
  };

  const runStage = (stage: Stage, input: readonly Value[], maybe: boolean): readonly Value[] => {
    const work = (): readonly Value[] =>
      stage.kind === "group" ? run(stage.body, read(stage.redirects, input)) : runSimple(stage, input, maybe);
    return write(stage.redirects, isDiverted(stage) ? captured(work) : work());
  };

  /** Input as redirected: here-strings, here-documents, files, process substitutions. */
  const read = (redirects: readonly Redirect[], input: readonly Value[]): readonly Value[] => {
    let flow = input;
    for (const { op, target, document } of redirects) {
      if (op === "<<<" || document) flow = evaluate(document ?? target);
      else if (op === "<") flow = answerOf(target) ?? evaluate(target);
    }
    return flow;
  };

  const write = (redirects: readonly Redirect[], output: readonly Value[]): readonly Value[] => {
    const to = redirects.find(({ op }) => /^(?:>>?|>\||&>>?)$/.test(op));
    if (!to) return output;
    keep(
      to.target,
      output.flatMap(({ body }) => body),
    );
    return [];
  };

  const keep = (target: Word, body: readonly Address[]): void => {
    if (body.length > 0) files.set(text.slice(target.start, target.end), body);
  };

  const answerOf = (word: Word): readonly Value[] | undefined => {
    const body = files.get(text.slice(word.start, word.end));
    return body && [{ ...emptyValue, body }];
  };

  const runSimple = (simple: Simple, input: readonly Value[], maybe: boolean): readonly Value[] => {
    for (const assignment of simple.assignments) assign(assignment, maybe);
    const piped = read(simple.redirects, input);
    if (simple.words.length === 0) return [];
    const command = commandOf(simple.words);
    const args = simple.words.slice(command.at + 1);
    const values = simple.words.map((word) => evaluate(word)).slice(command.at + 1);
    const leaves = simple.redirects.some(({ op }) => op.startsWith(">"));
    nested(simple, command);
    documents(simple, command);
    const role: Role =
      command.kind === "compare" ? "definition" : command.speaks && !leaves ? "prose" : "use";
    const unread = readers === 0 && isOnlyShown(command, args);
    if (command.kind !== "printf") for (const value of values) tell(value, role, undefined, unread);
    if (command.kind !== "compare") teller.headers(simple.words, command);
    const body = functions.get(command.name);
    if (body) return call(command.name, body, values, piped);
    return effect(command, args, values, piped);
  };

  const effect = (
    command: Command,
    args: readonly Word[],
    values: readonly (readonly Value[])[],
    input: readonly Value[],
  ): readonly Value[] => {
    const fromFiles = args.flatMap((arg) => answerOf(arg) ?? []);
    const flow = fromFiles.length > 0 ? fromFiles : input;
    switch (command.kind) {
      case "ask": {
        const asked = askedOf(command.name, args, values);
        const body = asked.urls
          .flatMap((index) => values[index]?.map(({ parts }) => parts) ?? [])
          .filter(isPlace);
        for (const index of asked.outputs) {
          const target = args[index];
          if (target && plainText(target) !== "-") keep(target, body);
        }
        return [{ ...emptyValue, body }];
      }
      case "jq":
        reads(args, jqReads, flow);
        return [];
      case "script":
        teller.scripts(command, args, flow);
        return [];
      case "text-filter":
        reads(args, quotedReads, flow, true);
        return flow;
      case "echo":
        return values.reduce<readonly Value[]>((all, next) => joinValues(all, next, work), [emptyValue]);
      case "read": {
        const name = plainText(args.at(-1));
        if (name !== undefined && flow.length > 0) variables.set(name, flow);
        return [];
      }
      case "printf": {
        const [format, ...rest] = values.map((each) => each[0] ?? emptyValue);
        return format ? [formatValue(format, rest, work)] : [];
      }
      case "cat":
      case "pass":
        return flow;
      case "compare":
      case "other":
        return [];
    }
  };

  const call = (
    name: string,
    body: readonly Statement[],
    values: readonly (readonly Value[])[],
    input: readonly Value[],
  ): readonly Value[] => {
    called.add(name);
    if (depth >= deepest || running.has(name)) return [];
    running.add(name);
    const outer = new Map([...variables].filter(([key]) => /^[\d@*]+$/.test(key)));
    for (const key of outer.keys()) variables.delete(key);
    values.forEach((value, index) => variables.set(String(index + 1), value));
    variables.set("@", values.flat());
    depth++;
    const output = captured(() => run(body, input));
    depth--;
    running.delete(name);
    for (const key of [...variables.keys()]) if (/^[\d@*]+$/.test(key)) variables.delete(key);
    for (const [key, value] of outer) variables.set(key, value);
    return output;
  };

  const assign = (assignment: Assignment, maybe: boolean): void => {
    const { name, index, append } = assignment;
    const all: Value[] = [];
    for (const { key, value } of assignment.values) {
      const values = evaluate(value).map((each) => ({ ...each, names: [...each.names, name] }));
      nestedWord(value);
      tell(values, "use", name);
      all.push(...values);
      if (key !== undefined) variables.set(`${name}[${key}]`, values);
    }
    if (index !== undefined) variables.set(`${name}[${index}]`, all);
    const before = variables.get(name) ?? [];
    const joined = append && !assignment.list && index === undefined;
    if (joined && before.length > 0) variables.set(name, joinValues(before, all, work));
    else variables.set(name, maybe || append || index !== undefined ? [...before, ...all].slice(-64) : all);
  };

  const evaluate = (word: Word): readonly Value[] =>
    word.pieces
      .slice(0, mostPieces)
      .reduce<readonly Value[]>((all, piece) => joinValues(all, evaluatePiece(piece), work), [emptyValue]);

  const evaluatePiece = (piece: Piece): readonly Value[] => {
    if (piece.kind === "text") {
      const span = { start: piece.start, end: piece.end };
      return [{ ...emptyValue, parts: [{ kind: "written", text: piece.text, span }] }];
    }
    if (piece.kind === "run") {
      const output = captured(() => run(piece.body, [])).filter(
        ({ parts, body }) => parts.length + body.length > 0,
      );
      return output.length > 0 ? output : [unknownValue("")];
    }
    const keyed = piece.index === undefined ? undefined : variables.get(`${piece.name}[${piece.index}]`);
    const known = keyed ?? variables.get(piece.name);
    const operand = piece.operand ? evaluate(piece.operand) : [];
    if (/^:?[-=]$/.test(piece.op)) {
      const values = known?.some(({ parts }) => parts.length > 0) ? [...known, ...operand] : operand;
      const named = values.some(({ parts }) => parts.length > 0) ? values : [unknownValue(piece.name)];
      if (piece.op.endsWith("=")) variables.set(piece.name, named);
      return named;
    }
    const values = known ?? [unknownValue(piece.name)];
    if (/^[%#]/.test(piece.op)) {
      const pattern = masked(operand[0]?.parts ?? []);
      return values.flatMap((value) => trimValue(value, piece.op, pattern) ?? []);
    }
    if (/^:?\+$/.test(piece.op)) return operand;
    return piece.op.startsWith("/") && known ? [unknownValue(piece.name)] : values;
  };

  /** `bash -c "curl …"`, `watch 'curl …'`: a script in a word. */
  const nested = (simple: Simple, command: Command): void => {
    if (command.speaks || command.kind === "ask" || command.kind === "compare") return;
    for (const word of simple.words) nestedWord(word);
  };

  const nestedWord = (word: Word): void => {
    const [piece] = word.pieces;
    if (word.pieces.length !== 1 || piece?.kind !== "text" || depth >= deepest) return;
    if (!work.take(piece.text.length / lengthShare)) return;
    if (!/(?:^|[\s;|&(])(?:curl|wget|https?|xh)\s/.test(piece.text) || !/\s/.test(piece.text)) return;
    depth++;
    captured(() => run(parseShell(text, piece.start, piece.end), []));
    depth--;
  };

  /** Here-documents: programs for an interpreter, files being written. */
  const documents = (simple: Simple, command: Command): void => {
    for (const { document } of simple.redirects) {
      if (!document || !work.take((document.end - document.start) / lengthShare)) continue;
      if (!holdsNeedle(text.slice(document.start, document.end), needles)) continue;
      const language = languageOf(simple, command);
      if (language) {
        teller.program(language, document.start, document.end);
      } else {
        const leaves = simple.redirects.some(({ op }) => op.startsWith(">")) || command.kind !== "cat";
        tell(evaluate(document), leaves ? "use" : "prose");
      }
    }
  };

  run(statements, []);
  for (const [name, body] of functions) if (!called.has(name)) call(name, body, [], []);
  return teller;
}

/** Whether a row of parts may be an address at all. */
function isPlace(parts: Address): boolean {
  const text = masked(parts);
  return /[/.]/.test(text) && !/^-|\s/.test(text);
}
