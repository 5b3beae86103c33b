import type { Language } from "../lint/syntax/language.ts";
import { readBlocks } from "./markup/blocks.ts";
import { componentFacts, isExpression, type Expressions } from "./markup/component.ts";
import { slice, type Source } from "./plain/source.ts";

const inTemplate =
  /\{\{((?:(?!\{\{)[^])*?)\}\}|\s(?::[\w.-]+|v-(?:if|else-if|show|text|html|bind(?::[\w.-]+)?))="([^"]*)"/g;

/** Template expressions that read a member; a `ref` is unwrapped as Vue does it. */
function expressions(scripts: string): Expressions {
  const refs = refsIn(scripts);
  return (markup) => found(markup, refs);
}

function found(markup: Source, refs: ReadonlySet<string>): readonly (readonly (string | Source)[])[] {
  return [...markup.text.matchAll(inTemplate)].flatMap((match) => {
    const written = match[1] ?? match[2] ?? "";
    const start =
      match.index + match[0].indexOf(written, match[1] === undefined ? match[0].indexOf('="') + 2 : 2);
    if (!written.includes(".") || !isExpression(written)) return [];
    return [["(", ...unwrapped(slice(markup, start, start + written.length), refs), ")"]];
  });
}

function unwrapped(source: Source, refs: ReadonlySet<string>): readonly (string | Source)[] {
  const row: (string | Source)[] = [];
  let at = 0;
  for (const match of source.text.matchAll(/(?<![\w$.'"])([A-Za-z_$][\w$]*)(?=\??\.(?!value\b)|\[)/g)) {
    const [name] = match;
    const end = match.index + name.length;
    if (!refs.has(name)) continue;
    row.push(slice(source, at, end), ".value");
    at = end;
  }
  row.push(slice(source, at, source.text.length));
  return row;
}

const declared =
  /\b(?:const|let)\s+([\w$]+)\s*(?::[^=]{1,500})?=\s*(?:ref|shallowRef|computed|customRef|toRef)\b/g;
const takenOfUse = /\{([^{}]*)\}\s*=\s*(?:await\s+)?use[A-Z]\w*\(/g;

/** Names that the scripts bind to a `ref`, or take out of what a composable gives. */
function refsIn(scripts: string): ReadonlySet<string> {
  const names = new Set([...scripts.matchAll(declared)].map((match) => match[1] ?? ""));
  for (const [, taken = ""] of scripts.matchAll(takenOfUse))
    for (const [name] of taken.matchAll(/[\w$]+/g)) names.add(name);
  return names;
}

export const vue: Language = {
  id: "vue",
  aliases: ["vue", "vue-html"],
  endings: [".vue"],
  comments: [["<!--", "-->"]],
  reader: { kind: "plain", read: ({ text, needles }) => componentFacts(text, needles, expressions) },
  prose: (text) => readBlocks(text).comments,
};
