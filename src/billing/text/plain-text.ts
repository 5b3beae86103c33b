/** Text of a stranger, such as a model's name, is kept to this length. */
export const LONGEST_TEXT = 200;

/**
 * The text as it may be stored: whole characters only and at most `LONGEST_TEXT` long. A longer one ends with
 * a mark made from all of it, so that two long names stay two.
 */
export function storableText(text: string): string {
  const whole = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  if (whole.length <= LONGEST_TEXT) return whole;
  const mark = `…${hash(whole)}`;
  return whole.slice(0, LONGEST_TEXT - mark.length).replace(/\p{Surrogate}/gu, "") + mark;
}

/** FNV-1a in 8 hex digits: tells texts apart, keeps no secret. */
function hash(text: string): string {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, "0");
}

/** Controls, line and paragraph separators, and what is unseen or turns the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The text where the editor would take a part of it for an icon or a link: in its messages and lists. */
export const inertText = (text: string): string => text.replaceAll("$(", "$ (").replaceAll("](", "] (");

/** The text as it may be shown: one line in which everything can be seen; each character that cannot is a `�`. */
export const visibleText = (text: string): string => text.replace(UNSEEN, "\uFFFD");
