import type { Alternatives, Stage } from "./value.ts";

export type One = Alternatives[number];

/** An answer at another stage; only one that is at a stage of `only`, if given. */
export function staged(one: One, stage: Stage, only?: readonly Stage[]): One {
  const { value, picks } = one;
  if (value.kind !== "answer" || (only && !only.includes(value.stage))) return one;
  return { value: { ...value, stage }, picks };
}
