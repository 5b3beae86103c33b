/** The spans of time the page can show. */
export type PageRange = "24h" | "7d" | "30d" | "90d";

export const RANGES: readonly PageRange[] = ["24h", "7d", "30d", "90d"];

interface RangeWords {
  /** On its button. */
  readonly label: string;
  /** Completes "the last …" and "the … before". */
  readonly span: string;
}

export const RANGE_WORDS: Readonly<Record<PageRange, RangeWords>> = {
  "24h": { label: "24 h", span: "24 hours" },
  "7d": { label: "7 d", span: "7 days" },
  "30d": { label: "30 d", span: "30 days" },
  "90d": { label: "90 d", span: "90 days" },
};
