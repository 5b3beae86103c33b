/** The detail view, ready to be shown: every text is final, the page only places it. */
export interface DetailView {
  readonly title: string;
  /** A word beside the title, such as DEMO. */
  readonly badge?: string | undefined;
  readonly balance?: DetailBalance | undefined;
  /** A sentence to begin with, before there is an account. */
  readonly lead?: string | undefined;
  /** A sentence that stands out: what is wrong. */
  readonly notice?: string | undefined;
  readonly groups: readonly DetailGroup[];
  /** What a person can do, the most helpful first. */
  readonly actions: readonly DetailAction[];
  readonly footnote?: string | undefined;
}

export interface DetailBalance {
  readonly text: string;
  /** What a screen reader says in its place. */
  readonly spoken: string;
  readonly tone: "normal" | "warning" | "error";
  /** "low", "outdated" and the like; "" when all is well. */
  readonly state: string;
  readonly updated: string;
}

export interface DetailGroup {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly action?: DetailAction | undefined;
}

export interface DetailAction {
  readonly intent: Intent;
  readonly label: string;
}

/** What a person can ask for on the page. */
export type Intent =
  | "refresh"
  | "openBilling"
  | "copyBalance"
  | "hideAmounts"
  | "showAmounts"
  | "revealAccount"
  | "maskAccount"
  | "setKey"
  | "startDemo"
  | "leaveDemo"
  | "showLog";
