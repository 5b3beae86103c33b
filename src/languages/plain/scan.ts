/** The letters, digits, `_` and `-` that a text ends with. */
export function wordAtEnd(text: string): string {
  let start = text.length;
  while (start > 0 && /[\w-]/.test(text[start - 1] ?? "")) start--;
  return text.slice(start);
}

/** Where `sought` stands between two places, or -1. */
export function indexWithin(text: string, sought: string, from: number, to: number): number {
  const index = text.slice(from, to).indexOf(sought);
  return index === -1 ? -1 : from + index;
}
