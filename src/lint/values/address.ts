import type { Address, Part, Written } from "../contract/facts.ts";

/** Stands for one unknown part in a masked address. */
export const hole = "\0";

/** The address as text, each unknown part as one `hole`. */
export function masked(address: Address): string {
  let text = "";
  for (const part of address) text += part.kind === "written" ? part.text : hole;
  return text;
}

export function slice(address: Address, start: number, end = Infinity): Address {
  const parts: Part[] = [];
  let at = 0;
  for (const part of address) {
    const length = part.kind === "written" ? part.text.length : 1;
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) parts.push(part.kind === "written" ? cut(part, from, to) : part);
    at += length;
  }
  return parts;
}

function cut(part: Written, from: number, to: number): Written {
  const { start, end } = part.span;
  // Escaped text has no offsets inside.
  if (end - start !== part.text.length) return { ...part, text: part.text.slice(from, to) };
  return { ...part, text: part.text.slice(from, to), span: { start: start + from, end: start + to } };
}

/** Text that nobody wrote: a separator put in by a join. */
export function glue(text: string): Written {
  return { kind: "written", text, span: { start: -1, end: -1 } };
}

export function trimEnd(address: Address, character = "/"): Address {
  const text = masked(address);
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return end === text.length ? address : slice(address, 0, end);
}

export function trimStart(address: Address, character = "/"): Address {
  const text = masked(address);
  let start = 0;
  while (text[start] === character) start++;
  if (start === 0) return address;
  const [first, ...rest] = slice(address, start);
  if (!first) return [];
  const inside = first.kind === "written" && first.span.start > 0 && !address.includes(first);
  return inside ? [{ ...first, lead: start }, ...rest] : [first, ...rest];
}

/** `base` and `path` with exactly one slash between, as axios, ky, got, ofetch, httpx and url-join do. */
export function append(base: Address, path: Address): Address {
  if (isAbsolute(path) || base.length === 0) return path;
  if (path.length === 0) return base;
  return masked(path).startsWith("/") ? [...trimEnd(base), ...path] : [...trimEnd(base), glue("/"), ...path];
}

/** RFC 3986 reference resolution, as `new URL`, `urljoin` and aiohttp do. */
export function resolve(base: Address, path: Address): Address {
  const text = masked(path);
  if (isAbsolute(path) || base.length === 0) return path;
  const root = authority(base);
  if (!root) return append(base, path);
  if (text.startsWith("//")) return path;
  if (text.startsWith("/")) return [...root, ...path];
  if (text.startsWith(hole)) return append(base, path);
  const whole = masked(base).replace(/[?#].*/s, "");
  const rootLength = masked(root).length;
  const folder = whole.lastIndexOf("/") >= rootLength ? whole.lastIndexOf("/") + 1 : rootLength;
  let up = 0;
  let rest = text;
  while (rest.startsWith("../") || rest.startsWith("./")) {
    if (rest.startsWith("../")) up++;
    rest = rest.slice(rest.indexOf("/") + 1);
  }
  let kept = masked(slice(base, rootLength, folder));
  for (; up > 0; up--) kept = kept.slice(0, kept.lastIndexOf("/", kept.length - 2) + 1);
  const tail = slice(path, text.length - rest.length);
  return append(slice(base, 0, rootLength + kept.length), tail);
}

const absolute = /^(?:[a-z][a-z0-9+.-]*:|\0:)?\/\//i;
const bareHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?=\/|$)/i;
const fileName = /\.(?:html?|php|aspx?|json|ya?ml|md|txt|js|ts|py|css)$/i;

export function isAbsolute(address: Address): boolean {
  return absolute.test(masked(address));
}

/** Scheme and host; undefined when there is none. */
export function authority(address: Address): Address | undefined {
  const text = masked(address);
  const match = /^(?:[a-z][a-z0-9+.-]*:|\0:)?\/\/[^/?#]*/i.exec(text) ?? barely(text);
  return match ? slice(address, 0, match[0].length) : undefined;
}

function barely(text: string): RegExpExecArray | null {
  const match = bareHost.exec(text);
  return match && !fileName.test(match[0]) ? match : null;
}

export interface Split {
  /** Host in lower case without user and port; undefined when relative or led by an unknown base. */
  readonly host: string | undefined;
  /** Where path starts in the masked text. */
  readonly pathStart: number;
  readonly pathEnd: number;
}

export function split(text: string): Split {
  const match = /^((?:[a-z][a-z0-9+.-]*:|\0:)?\/\/)([^/?#]*)/i.exec(text);
  const bare = match ? null : barely(text);
  const pathStart = match ? match[0].length : bare ? bare[0].length : 0;
  const stop = text.slice(pathStart).search(/[?#]/);
  const pathEnd = stop === -1 ? text.length : pathStart + stop;
  const raw = match?.[2] ?? bare?.[0];
  const host = raw
    ?.toLowerCase()
    .replace(/^.*@/, "")
    .replace(/:(?:\d+|\0)?$/, "")
    .replace(/\.$/, "");
  return { host, pathStart, pathEnd };
}

export function unknownNames(address: Address): string[] {
  return address.flatMap((part) => (part.kind === "unknown" ? [part.name] : []));
}
