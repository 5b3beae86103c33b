import { DAY_MS } from "../time/calendar-day.ts";

/**
 * A stretch of the ledger that was read without a gap: from a moment (0 is the ledger's beginning) to its newest
 * movement. Times are the vendor's, taken from movements, so that no other clock matters.
 */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** What of the ledger has been read, newest segment first. More than one means that a reading was cut short. */
export type Track = readonly Segment[];

/** A charge lands late, but not this late: what is older when a segment was read stays as it is. */
export const OVERLAP_MS = DAY_MS;

/** Up to here nothing of a segment changes any more; a later reading replaces what comes after. */
export const settledTo = ({ from, to }: Segment): number => Math.max(from, to - OVERLAP_MS);

/** A part of the ledger that was read just now, whole: from `from` to before `to`. */
export interface Span {
  readonly from: number;
  /** Infinity for up to now. */
  readonly to: number;
}

/**
 * The track with a span more. It continues the segment that begins where it ends, or begins a new one that ends
 * with `newest`; it joins those below once it has reached what is settled in them. A span that ends nowhere
 * known changes nothing.
 */
export function cover(track: Track, span: Span, newest: number): Track {
  const place = track.findIndex(({ from }) => from === span.to);
  if (place < 0 && span.to !== Infinity) return track;
  const above = track.slice(0, Math.max(place, 0));
  const below = track.slice(place + 1);
  let grown: Segment = { from: span.from, to: track[place]?.to ?? newest };
  while (below[0] && settledTo(below[0]) >= grown.from) {
    const joined = below.shift() ?? grown;
    grown = { from: Math.min(joined.from, grown.from), to: Math.max(joined.to, grown.to) };
  }
  return [...above, grown, ...below];
}

/** The track without what lies between two moments: its movements are lost and have to be read again. */
export function forget(track: Track, from: number, to: number): Track {
  return track.flatMap((segment) => {
    if (segment.to < from || segment.from >= to) return [segment];
    return [
      ...(segment.to >= to ? [{ from: to, to: segment.to }] : []),
      ...(segment.from < from ? [{ from: segment.from, to: from - 1 }] : []),
    ];
  });
}

/** What is to be read to bring a track up to now: from `from` on, everything. */
export const freshSpan = ([newest]: Track): Span => ({ from: newest ? settledTo(newest) : 0, to: Infinity });

/** What is to be read to bring a track further back: up to the segment below, or to the beginning. */
export function olderSpan([newest, next]: Track): Span | undefined {
  if (!newest || newest.from === 0) return undefined;
  return { from: next ? settledTo(next) : 0, to: newest.from };
}
