const LONGEST = 120;
/** Control characters, and those that change the direction of what stands around them. */
const UNSEEN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

/** A name the vendor gave, fit to be read: nothing in it hides, and it ends. */
export function shownName(name: string): string {
  const visible = name
    .slice(0, 4 * LONGEST)
    .replace(UNSEEN, "\ufffd")
    .trim();
  const letters = Array.from(visible);
  if (letters.length === 0) return "(no name)";
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : visible;
}

/** A model's name, or what stands for a charge that names none. */
export const shownModel = (model: string | null): string =>
  model === null ? "No model named" : shownName(model);
