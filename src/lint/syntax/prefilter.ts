import type { Rule } from "../contract/rule.ts";

/** Whether a text can hold anything that a rule looks for. Nothing is parsed before this says yes. */
export type Prefilter = (text: string) => boolean;

export function createPrefilter(rules: readonly Rule[]): Prefilter {
  const single: string[] = [];
  const together: RegExp[][] = [];
  for (const needle of rules.flatMap((rule) => rule.needles)) {
    if (typeof needle === "string") single.push(escaped(needle));
    else together.push(needle.map((one) => new RegExp(escaped(one), "i")));
  }
  const any = new RegExp([...new Set(single)].join("|") || "(?!)", "i");
  return (text) => any.test(text) || together.some((all) => all.every((one) => one.test(text)));
}

/** Whether a line can hold a part of what a rule looks for: says yes to every line that makes the prefilter say so. */
export function createLineFilter(rules: readonly Rule[]): Prefilter {
  const parts = new Set(rules.flatMap((rule) => rule.needles.flat()).map(escaped));
  const any = new RegExp([...parts].join("|") || "(?!)", "i");
  return (text) => any.test(text);
}

/** Whether a text speaks of the fields or the unit of an answer that is going to change: what it says would be wrong. */
export function createAnswerFilter(rules: readonly Rule[]): Prefilter {
  const fields = rules.flatMap(({ pattern }) => (pattern.kind === "response-field" ? pattern.fields : []));
  // An HTTP answer has a status of its own.
  const names = fields.map(({ name }) => escaped(name)).filter((name) => name !== "status");
  const any = new RegExp(`(?<![\\w/-])(?:${["[Cc]redits?", ...names].join("|")})(?![\\w-])`);
  return (text) => any.test(text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
