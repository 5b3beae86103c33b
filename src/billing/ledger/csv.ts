/** What makes a spreadsheet take a text for a formula, also behind blanks and in full-width form. */
const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * One line of RFC 4180. A text that a spreadsheet would run begins with an apostrophe, which makes it text there;
 * a number, or a text that is nothing but a decimal, stays as it is.
 */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(",")}\r\n`;

function cell(value: string | number): string {
  if (typeof value === "number" || /^-?\d+(\.\d+)?$/.test(value)) return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
