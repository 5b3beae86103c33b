import type { MovementRow } from "../../billing/page/page-view.ts";

export const CHUNK = 100;
/** As many chunks are kept; the one used longest ago goes first. */
const KEPT = 40;

/** The rows at hand of a list that may be far longer, in chunks under the revision they belong to. */
export interface RowCache {
  /** The row at a place; an old one while the new one is still on its way. */
  get(index: number): MovementRow | undefined;
  put(revision: number, offset: number, rows: readonly MovementRow[]): boolean;
  /** Starts of the chunks to ask for so that `first` to `last` can show; each is given out once. */
  missing(first: number, last: number): readonly number[];
  /** All rows are to be asked for anew. Until they come the old ones show, moved down by `shift`; null drops them. */
  renew(revision: number, shift: number | null): void;
  /** Chunks held, at most 80. */
  readonly size: number;
}

export function createRowCache(): RowCache {
  let current = -1;
  let fresh = new Map<number, readonly MovementRow[]>();
  let old = new Map<number, readonly MovementRow[]>();
  let shifted = 0;
  const asked = new Set<number>();

  const read = (chunks: ReadonlyMap<number, readonly MovementRow[]>, index: number) =>
    chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK];

  return {
    get: (index) => read(fresh, index) ?? read(old, index - shifted),
    put(revision, offset, rows) {
      if (revision !== current || offset % CHUNK !== 0) return false;
      const chunk = offset / CHUNK;
      asked.delete(chunk);
      fresh.delete(chunk);
      fresh.set(chunk, rows);
      for (const oldest of fresh.keys()) if (fresh.size > KEPT) fresh.delete(oldest);
      return true;
    },
    missing(first, last) {
      const wanted: number[] = [];
      for (let chunk = Math.floor(first / CHUNK); chunk * CHUNK <= last; chunk++) {
        const rows = fresh.get(chunk);
        if (rows) {
          // Used last, so thrown away last.
          fresh.delete(chunk);
          fresh.set(chunk, rows);
        } else if (!asked.has(chunk)) {
          asked.add(chunk);
          wanted.push(chunk * CHUNK);
        }
      }
      return wanted;
    },
    renew(revision, shift) {
      if (shift === null) old = new Map();
      else if (fresh.size > 0) old = fresh;
      shifted = (fresh.size > 0 ? 0 : shifted) + (shift ?? 0);
      fresh = new Map();
      asked.clear();
      current = revision;
    },
    get size() {
      return fresh.size + old.size;
    },
  };
}
