import type { Language } from "../lint/language.ts";
import { readBlocks } from "./markup/blocks.ts";
import { componentFacts, isExpression } from "./markup/component.ts";
import { slice, type Source } from "./plain/source.ts";

const inTemplate =
  /\{\{([^]*?)\}\}|\s(?::[\w.-]+|v-(?:if|else-if|show|text|html|bind(?::[\w.-]+)?))="([^"]*)"/g;

/** Template expressions that read a member; a `ref` is unwrapped as Vue does it. */
function expressions(markup: Source, scripts: string): readonly (readonly (string | Source)[])[] {
  return [...markup.text.matchAll(inTemplate)].flatMap((match) => {
    const written = match[1] ?? match[2] ?? "";
    const start =
      match.index + match[0].indexOf(written, match[1] === undefined ? match[0].indexOf('="') + 2 : 2);
    if (!written.includes(".") || !isExpression(written)) return [];
    return [["(", ...unwrapped(slice(markup, start, start + written.length), scripts), ")"]];
  });
}

function unwrapped(source: Source, scripts: string): readonly (string | Source)[] {
  const row: (string | Source)[] = [];
  let at = 0;
  for (const match of source.text.matchAll(/(?<![\w$.'"])([A-Za-z_$][\w$]*)(?=\??\.(?!value\b)|\[)/g)) {
    const [name] = match;
    const end = match.index + name.length;
    if (!isRef(name, scripts)) continue;
    row.push(slice(source, at, end), ".value");
    at = end;
  }
  row.push(slice(source, at, source.text.length));
  return row;
}

function isRef(name: string, scripts: string): boolean {
  const word = name.replace(/\$/g, "\\$");
  const declared = `\\b(?:const|let)\\s+${word}\\s*(?::[^=]+)?=\\s*(?:ref|shallowRef|computed|customRef|toRef)\\b`;
  const taken = `\\{[^{}]*\\b${word}\\b[^{}]*\\}\\s*=\\s*(?:await\\s+)?use[A-Z]\\w*\\(`;
  return new RegExp(`${declared}|${taken}`).test(scripts);
}

export const vue: Language = {
  id: "vue",
  aliases: ["vue", "vue-html"],
  endings: [".vue"],
  comments: [["<!--", "-->"]],
  reader: { kind: "plain", read: ({ text, needles }) => componentFacts(text, needles, expressions) },
  prose: (text) => readBlocks(text).comments,
};
