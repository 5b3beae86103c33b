import type { Standing } from "../accounts/account-view.ts";

export type Tone = "normal" | "warning" | "error";

/** The colour a standing deserves. Auto top-up takes care of a low balance while it works, not of an empty one. */
export function toneOf({ level, armed, refillMissing }: Standing): Tone {
  if (level === "empty") return "error";
  return (level === "low" && !armed) || level === "refused" || refillMissing ? "warning" : "normal";
}

/** A value this young is not called outdated, even when the next read failed. */
const MINUTE_MS = 60_000;

/** The standing in a few words; "" when all is well. */
export function stateOf(standing: Standing): string {
  return [
    standing.doubtful
      ? "not confirmed, checking again"
      : standing.unusable
        ? "not usable for API calls"
        : LEVELS[standing.level],
    standing.level === "low" && standing.armed && "auto top-up on",
    standing.refillMissing && standing.level !== "refused" && "auto top-up didn't run",
    standing.outdated && (standing.ageMs < MINUTE_MS ? "could not be refreshed" : "outdated"),
  ]
    .filter(Boolean)
    .join(", ");
}

const LEVELS: Readonly<Record<Standing["level"], string>> = {
  loading: "loading",
  unreachable: "could not be read",
  refused: "key rejected",
  fine: "",
  low: "low",
  empty: "empty",
};
