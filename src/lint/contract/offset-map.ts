import type { Span } from "./finding.ts";

/** `length` units of embedded text at `from` stand at `to` in the host; `size` host units when escaped. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** Host units taken by the piece; defaults to `length`. Escapes (`\n` is 1 of 2) are pieces of their own. */
  readonly size?: number;
}

/** Maps a span of embedded text to the host's; undefined when it touches text that the host does not hold. */
export type OffsetMap = (span: Span) => Span | undefined;

/** `pieces` ascend by `from` and do not overlap. */
export function createOffsetMap(pieces: readonly Piece[]): OffsetMap {
  const find = (offset: number): Piece | undefined => {
    let low = 0;
    let high = pieces.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const piece = pieces[middle];
      if (!piece) return undefined;
      if (offset < piece.from) high = middle - 1;
      else if (offset >= piece.from + piece.length) low = middle + 1;
      else return piece;
    }
    return undefined;
  };
  return ({ start, end }) => {
    const first = find(start);
    const last = end > start ? find(end - 1) : first;
    if (!first || !last) return undefined;
    const to = first.size === undefined ? first.to + (start - first.from) : first.to;
    const stop = last.size === undefined ? last.to + (end - last.from) : last.to + last.size;
    return { start: to, end: end > start ? stop : to };
  };
}
