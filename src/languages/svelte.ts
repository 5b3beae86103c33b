import type { Language } from "../lint/syntax/language.ts";
import { readBlocks } from "./markup/blocks.ts";
import { componentFacts, isExpression } from "./markup/component.ts";
import { slice, type Source } from "./plain/source.ts";

/** Expressions in braces that read a member: values, attributes, and the heads of blocks. */
function expressions(markup: Source): readonly (readonly (string | Source)[])[] {
  const found: (string | Source)[][] = [];
  const { text } = markup;
  const closers = closersOf(text);
  for (let at = text.indexOf("{"); at !== -1; at = text.indexOf("{", at + 1)) {
    const close = closers.get(at);
    if (close === undefined) continue;
    const head = /^\s*(?:#(?:if|await|key|each)|:else if|@(?:html|const|render|debug))?\s*/.exec(
      text.slice(at + 1, close),
    );
    const start = at + 1 + (head?.[0].length ?? 0);
    const awaited = /#await\s/.test(head?.[0] ?? "") ? thenName(text, start, close) : undefined;
    const written = text.slice(start, close).replace(/(?<!\s)\s+(?:as|then)\s[^]*$/, "");
    if (awaited !== undefined && isExpression(written)) {
      found.push([`var ${awaited} = await (`, slice(markup, start, start + written.length), ")"]);
    } else if (written.includes(".") && !/^[#:/@]/.test(written) && isExpression(written)) {
      found.push(["(", slice(markup, start, start + written.length), ")"]);
    }
    at = close;
  }
  return found;
}

/** Name of the awaited value: `{#await x then name}`, or `{:then name}` further down. */
function thenName(text: string, start: number, close: number): string | undefined {
  const inline = /\sthen\s+([A-Za-z_$][\w$]*)\s*$/.exec(text.slice(start, close));
  return (
    inline?.[1] ?? /^[^]{0,2000}?\{:then\s+([A-Za-z_$][\w$]*)\s*\}/.exec(text.slice(close, close + 2100))?.[1]
  );
}

/** Where each brace of a text is closed, if that is near. */
function closersOf(text: string): ReadonlyMap<number, number> {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    const from = brace === "{" ? undefined : open.pop();
    if (brace === "{") open.push(index);
    else if (from !== undefined && index - from < 1000) closers.set(from, index);
  }
  return closers;
}

export const svelte: Language = {
  id: "svelte",
  aliases: ["svelte"],
  endings: [".svelte"],
  comments: [["<!--", "-->"]],
  reader: { kind: "plain", read: ({ text, needles }) => componentFacts(text, needles, () => expressions) },
  prose: (text) => readBlocks(text).comments,
};
