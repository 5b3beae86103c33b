import type { Part } from "../../lint/contract/facts.ts";
import type { Span } from "../../lint/contract/finding.ts";
import { createOffsetMap, type Piece } from "../../lint/contract/offset-map.ts";

/** A stretch of cooked text that knows where each of its units stands in the file. */
export interface Source {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where a stretch stands; undefined when it touches text that the file does not hold. */
  readonly span: (from: number, to: number) => Span | undefined;
}

/** `text` from `start` to `end`, as it stands. */
export function sourceAt(text: string, start: number, end: number): Source {
  return sourceOf(text.slice(start, end), [{ from: 0, to: start, length: end - start }]);
}

export function sourceOf(text: string, pieces: readonly Piece[]): Source {
  const toHost = createOffsetMap(pieces);
  return { text, pieces, span: (start, end) => toHost({ start, end }) };
}

/** Sources and glue in a row; glue has no place in the file. */
export function joinSources(list: readonly (string | Source)[]): Source {
  const pieces: Piece[] = [];
  let text = "";
  for (const item of list) {
    if (typeof item !== "string") {
      for (const piece of item.pieces) pieces.push({ ...piece, from: piece.from + text.length });
    }
    text += typeof item === "string" ? item : item.text;
  }
  return sourceOf(text, pieces);
}

export function slice(source: Source, from: number, to: number): Source {
  const pieces: Piece[] = [];
  for (let index = firstPiece(source.pieces, from); index < source.pieces.length; index++) {
    const piece = source.pieces[index];
    if (!piece || piece.from >= to) break;
    const start = Math.max(piece.from, from);
    const end = Math.min(piece.from + piece.length, to);
    if (start >= end) continue;
    const size = piece.size === undefined ? {} : { size: piece.size };
    const shift = piece.size === undefined ? start - piece.from : 0;
    pieces.push({ from: start - from, to: piece.to + shift, length: end - start, ...size });
  }
  return sourceOf(source.text.slice(from, to), pieces);
}

/** Index of the first of ascending pieces that ends after a place. */
function firstPiece(pieces: readonly Piece[], from: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece && piece.from + piece.length <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}

const url = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)([^]*)/i;

/** Parts for a stretch; cut around the path where escapes make text and source differ in length. */
export function writtenParts(source: Source, from: number, to: number): readonly Part[] {
  const text = source.text.slice(from, to);
  const whole = source.span(from, to);
  const exact = whole && whole.end - whole.start === text.length;
  const cuts = exact ? [text] : (url.exec(text) ?? []).slice(1);
  const parts: Part[] = [];
  let at = from;
  for (const cut of cuts) {
    if (!cut) continue;
    const span = source.span(at, at + cut.length);
    parts.push(span ? { kind: "written", text: cut, span } : { kind: "unknown", name: "" });
    at += cut.length;
  }
  return parts;
}
