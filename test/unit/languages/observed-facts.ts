import assert from "node:assert/strict";

import type { Address, Fact } from "../../../src/lint/contract/facts.ts";
import { createWork } from "../../../src/lint/contract/work.ts";
import type { Language } from "../../../src/lint/syntax/language.ts";

const needles = ["billing/balance", "credits_used", "x-aimlapi-credits-used"];

/**
 * What a plain language sees in `text`, a line each, told so that it can be compared: written parts between spaces with
 * unknown ones in braces, or what embedded text of another language is. Checks that every span covers its text.
 */
export function seen(language: Language, text: string, fileName = "file"): string[] {
  assert.equal(language.reader.kind, "plain");
  const { facts, regions } = language.reader.read({ text, fileName, needles, work: createWork() });
  const shown = facts.map((fact) => show(fact, text));
  for (const region of regions) {
    for (const needle of needles) {
      const at = region.text.indexOf(needle);
      const span = at === -1 ? undefined : region.toHost({ start: at, end: at + needle.length });
      if (span) assert.equal(text.slice(span.start, span.end).replaceAll("\\", ""), needle);
    }
    shown.push(`${region.language}: ${region.text.trim().replace(/\s*\n\s*/g, " ⏎ ")}`);
  }
  return shown;
}

/** The same without prose. */
export function used(language: Language, text: string, fileName?: string): string[] {
  return seen(language, text, fileName).filter((line) => !line.startsWith("prose"));
}

function show(fact: Fact, text: string): string {
  if (fact.kind === "address") {
    for (const part of fact.parts) {
      if (part.kind !== "written" || part.span.start < 0) continue;
      const { start, end } = part.span;
      if (end - start === part.text.length) assert.equal(text.slice(start, end), part.text);
    }
    return `${fact.role} ${address(fact.parts)}`;
  }
  assert.equal(text.slice(fact.span.start, fact.span.end).toLowerCase(), fact.name.toLowerCase());
  const origins = fact.origins.map((origin) => ` < ${address(origin)}`).join("");
  if (fact.kind === "header") return `${fact.role} header ${fact.name}${origins}`;
  return `${fact.role} ${[...fact.path, fact.name].join(".")} of ${fact.from}${origins}`;
}

function address(parts: Address): string {
  return parts.map((part) => (part.kind === "written" ? part.text : `{${part.name}}`)).join(" ");
}

export function lines(...list: readonly string[]): string {
  return list.join("\n");
}
