import { visibleText } from "./plain-text.ts";

const LONGEST = 120;

/** A name the vendor gave, fit to be read: nothing in it hides, and it ends after so many letters. */
export function shownName(name: string, longest = LONGEST): string {
  const visible = visibleText(name.slice(0, 4 * longest))
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .trim();
  const letters = Array.from(visible);
  if (letters.length === 0) return "(no name)";
  return letters.length > longest ? `${letters.slice(0, longest).join("")}…` : visible;
}
