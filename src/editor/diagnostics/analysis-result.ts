import type { Limit } from "../../lint/contract/finding.ts";
import type { SpokenFinding } from "../../protocol/lint.ts";
import type { Part } from "./analyzed-text.ts";

/** Why a text was not looked at, or not to its end. */
export type Trouble = Limit | { readonly code: "failed"; readonly detail: string };

/** What the engine said of one state of a text. */
export interface Verdict {
  readonly parts: readonly Part[];
  readonly findings: readonly SpokenFinding[];
  readonly limits: readonly Trouble[];
}
