import type { Standing } from "./account-view.ts";

export type Tone = "normal" | "warning" | "error";

/** The colour a standing deserves. A refill that is on takes care of a low balance, not of an empty one. */
export function toneOf({ level, armed }: Standing): Tone {
  if (level === "empty") return "error";
  return (level === "low" && !armed) || level === "refused" ? "warning" : "normal";
}

/** A value this young is not called outdated, even when the next read failed. */
const MINUTE_MS = 60_000;

/** The standing in a few words; "" when all is well. */
export function stateOf(standing: Standing): string {
  return [
    LEVELS[standing.level],
    standing.level === "low" && standing.armed && "refill is on",
    standing.outdated && (standing.ageMs < MINUTE_MS ? "could not be refreshed" : "outdated"),
  ]
    .filter(Boolean)
    .join(", ");
}

const LEVELS: Readonly<Record<Standing["level"], string>> = {
  loading: "loading",
  unreachable: "could not be read",
  refused: "the key was refused",
  fine: "",
  low: "low",
  empty: "empty",
};
