import type { Span } from "../contract/finding.ts";
import type { Touched } from "./edited-range.ts";
import type { SyntaxNode } from "./parser.ts";

/** Something looked for in a text. Knows no tree and no text of its own, so that it outlives both. */
export interface Search {
  /** Says what is looked for: the same key is the same search. */
  readonly key: string;
  /** Offsets from `from` up to `to` (not counted) where it stands, ascending. May look at the characters around. */
  readonly scan: (text: string, from: number, to: number) => readonly number[];
  /** Whether a place counts, told by the top-level statement it stands in; every place does when absent. */
  readonly counts?: (offset: number, root: SyntaxNode) => boolean;
  /** The analysis looks only at those places that another search leads it to. */
  readonly passive?: true;
}

/** Answers searches in one state of a text. */
export interface SearchView {
  /** `all` may tell every place of the whole text at once, when somebody knows them. */
  readonly find: (search: Search, all?: () => readonly number[]) => readonly number[];
  /** Says that something was asked for which there is no search: any edit may change it. */
  readonly askElse: () => void;
  /** The analysis is done: what it did not ask is forgotten, and edits are compared with what it asked. */
  readonly settle: () => void;
}

/**
 * Where everything stands that the analysis of an edited text looked for. An analysis sees nothing but the places its
 * searches found and the top-level statements around them. So, after an edit, only the touched statements are searched
 * again, and when nothing that counts was or is there, whatever the analysis worked out still holds.
 */
export interface Searches {
  readonly view: (text: string, root: SyntaxNode) => SearchView;
  /** Follows an edit that made `text`; says whether the last settled analysis saw nothing of what it touched. */
  readonly follow: (touched: Touched, text: string, root: SyntaxNode) => boolean;
}

interface Known {
  readonly search: Search;
  readonly places: readonly number[];
}

/** Characters to search again beyond which searching anew, for what is asked then, is no dearer. */
const mostWork = 2_000_000;

/** Places of one name that are looked at; a name that stands in more of them tells little. */
const mostCounted = 3_000;

export function createSearches(): Searches {
  let known = new Map<string, Known>();
  let isSettled = false;
  let state = 0;

  const counting = ({ counts }: Search, places: readonly number[], root: SyntaxNode): readonly number[] =>
    counts ? places.slice(0, mostCounted).filter((place) => counts(place, root)) : places;

  return {
    view: (text, root) => {
      const own = state;
      const asked = new Set<string>();
      let isComplete = true;
      return {
        find: (search, all) => {
          asked.add(search.key);
          const before = own === state ? known.get(search.key) : undefined;
          if (before) return before.places;
          const everywhere = all?.() ?? search.scan(text, 0, text.length);
          const places = counting(search, everywhere, root);
          // Which places are looked at at all depends on every edit.
          if (search.counts && everywhere.length > mostCounted / 2) isComplete = false;
          else if (own === state) known.set(search.key, { search, places });
          return places;
        },
        askElse: () => {
          isComplete = false;
        },
        settle: () => {
          if (own !== state) return;
          known = new Map([...known].filter(([key]) => asked.has(key)));
          isSettled = isComplete;
        },
      };
    },
    follow: (touched, text, root) => {
      state++;
      if ((touched.newEnd - touched.start) * known.size > mostWork) {
        known.clear();
        isSettled = false;
      }
      for (const [key, { search, places }] of known) {
        const from = indexFrom(places, touched.start);
        const to = indexFrom(places, touched.oldEnd);
        const now = counting(search, search.scan(text, touched.start, touched.newEnd), root);
        if ((to > from || now.length > 0) && !search.passive) isSettled = false;
        known.set(key, { search, places: spliced(places, from, to, now, touched.newEnd - touched.oldEnd) });
      }
      return isSettled;
    },
  };
}

function spliced(
  places: readonly number[],
  from: number,
  to: number,
  now: readonly number[],
  by: number,
): readonly number[] {
  if (from === to && now.length === 0 && (by === 0 || from === places.length)) return places;
  const result = places.slice(0, from);
  for (const place of now) result.push(place);
  for (let index = to; index < places.length; index++) result.push((places[index] ?? 0) + by);
  return result;
}

/** Those of ascending places that are in a stretch of the text. */
export function placesWithin(places: readonly number[], { start, end }: Span): readonly number[] {
  return places.slice(indexFrom(places, start), indexFrom(places, end));
}

/** Index of the first of ascending places that is at or after an offset. */
function indexFrom(places: readonly number[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Scans for a name that stands alone: no letter, digit, `_` or `$` next to it. */
export function wordScan(name: string): Search["scan"] {
  return (text, from, to) => {
    const places: number[] = [];
    if (name === "") return places;
    const part = from === 0 && to >= text.length ? text : text.slice(from, to);
    for (let at = part.indexOf(name); at !== -1; at = part.indexOf(name, at + name.length)) {
      const place = from + at;
      if (!isWord(text.charCodeAt(place - 1)) && !isWord(text.charCodeAt(place + name.length)))
        places.push(place);
    }
    return places;
  };
}

/** How far a pattern may look around itself. */
const margin = 80;

/** Scans for the starts of a global pattern. */
export function patternScan(pattern: RegExp): Search["scan"] {
  return (text, from, to) => {
    const start = Math.max(0, from - margin);
    const places: number[] = [];
    for (const { index } of text.slice(start, to + margin).matchAll(pattern)) {
      if (start + index >= from && start + index < to) places.push(start + index);
    }
    return places;
  };
}

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}
