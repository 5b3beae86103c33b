import type { Address, Part, Written } from "../contract/facts.ts";
import type { Related, Span } from "../contract/finding.ts";
import { hole, masked, split, slice } from "../values/address.ts";
import { isVendorHost, namesVendor } from "./vendor-mentions.ts";

/** What an address says about the endpoint: the vendor's, another's, named for the vendor, open, or not it. */
export interface Verdict {
  readonly kind: "vendor" | "other" | "named" | "open" | "no";
  /** Where the path is written, in which file. */
  readonly span: Span | undefined;
  readonly file: string | undefined;
  readonly related: readonly Related[];
  /** The address has a part nobody knows. */
  readonly holes: boolean;
}

/** Judges one address against `host` and the exact `path` ("/v1/billing/balance"). */
export function judgeAddress(whole: Address, host: string, path: string, receiver: string): Verdict {
  const address = withinCommand(whole);
  const text = masked(address);
  const tail = path.replace(/^\/v\d+/, "");
  const parts = split(text);
  const place = locate(address, text, path, tail);
  const verdict = (kind: Verdict["kind"]): Verdict => ({
    kind: place ? kind : "no",
    span: place?.span,
    file: place?.file,
    related: place ? hostElsewhere(address, parts.host === undefined ? 0 : parts.pathStart, place.span) : [],
    holes: text.includes(hole),
  });
  const asked = normal(text.slice(parts.pathStart, parts.pathEnd));
  const templated = parts.host !== undefined && /[^\w.:@\0-]/.test(parts.host);
  const names = [...holeNames(address), templated ? parts.host : ""].join(" ");
  if (
    parts.host !== undefined &&
    !templated &&
    (!parts.host.includes(hole) || /\0\.[a-z0-9-]+\.[a-z]+$/.test(parts.host))
  ) {
    if (!isVendorHost(parts.host, host)) return verdict(endsLike(asked, tail) ? "other" : "no");
    if (asked === path || asked === path + hole) return verdict("vendor");
    return verdict(new RegExp(`^(?:/?\0)+(?:${version(path)})?${tail}\0?$`).test(asked) ? "named" : "no");
  }
  if (parts.host !== undefined) {
    if (asked !== path && asked !== tail) return verdict("no");
    return verdict(namesVendor(names) ? "named" : "open");
  }
  const based = new RegExp(`^/?(?:\0/?)+(?:/?${version(path).slice(1)})?/?${tail.slice(1)}\0?$`).test(asked);
  const bare = asked === path || `/${asked}` === path || asked === tail || `/${asked}` === tail;
  if (!based && !bare) return verdict("no");
  return verdict(namesVendor(names) || namesVendor(receiver) ? "named" : "open");
}

function version(path: string): string {
  return /^\/v\d+/.exec(path)?.[0] ?? "";
}

function normal(path: string): string {
  const single = path.replace(/\/{2,}/g, "/");
  return single.length > 1 ? single.replace(/\/$/, "") : single;
}

function endsLike(asked: string, tail: string): boolean {
  return asked.endsWith(tail) || asked.endsWith(tail + hole);
}

function holeNames(address: Address): string[] {
  return address.flatMap((part) => (part.kind === "unknown" ? [part.name] : []));
}

/** The address in a command line: `curl -s https://…`. Other text with blanks is no address. */
function withinCommand(address: Address): Address {
  const text = masked(address);
  if (!/\s/.test(text.trim())) {
    const lead = text.length - text.trimStart().length;
    return lead > 0 || text !== text.trimEnd() ? slice(address, lead, text.trimEnd().length) : address;
  }
  if (!/(?:^|[\s/])(?:curl|wget|https?|xh|httpie|Invoke-RestMethod|iwr)\s/.test(text)) return [];
  for (const match of text.matchAll(/(?:https?:\/\/|\0)[^\s"'`<>\\]*/g)) {
    if (/billing\/+balance/.test(match[0])) return slice(address, match.index, match.index + match[0].length);
  }
  return [];
}

/** Where the path's own text is written: the stretch of source that holds it without a gap. */
function locate(
  address: Address,
  text: string,
  path: string,
  tail: string,
): { readonly span: Span; readonly file: string | undefined } | undefined {
  const segments = tail.split("/").filter((segment) => segment !== "");
  const pattern = new RegExp(`(?<!/)(?:/*${version(path).slice(1)})?/*${segments.join("/+")}`, "g");
  const match = [...text.matchAll(pattern)].at(-1);
  if (!match) return undefined;
  const first = match.index + match[0].indexOf(segments[0] ?? "");
  const cells = cellsOf(address);
  const end = match.index + match[0].length - 1;
  let start = end;
  while (start > match.index && touches(cells[start - 1], cells[start])) start--;
  const last = cells[end];
  if (!last) return undefined;
  const file = last.part.file;
  if (start > first) {
    const written = cells
      .slice(first, end + 1)
      .filter((cell) => cell && cell.part.file === file && cell.start >= 0);
    const from = Math.min(...written.map((cell) => cell?.start ?? Infinity));
    const to = Math.max(...written.map((cell) => cell?.end ?? -1));
    if (to - from < 200) return { span: { start: from, end: to }, file };
  }
  const head = cells[start];
  if (!head || head.start < 0) return undefined;
  const lead = head.start === head.part.span.start ? (head.part.lead ?? 0) : 0;
  return { span: { start: head.start - lead, end: last.end }, file };
}

interface Cell {
  readonly part: Written;
  readonly start: number;
  readonly end: number;
}

/** Source place of each character of the masked text; holes and glue have none. */
function cellsOf(address: Address): (Cell | undefined)[] {
  return address.flatMap((part: Part): (Cell | undefined)[] => {
    if (part.kind === "unknown") return [undefined];
    const { start, end } = part.span;
    const plain = end - start === part.text.length;
    return Array.from(part.text, () => part).flatMap((_, index) => {
      if (start < 0) return [undefined];
      return [plain ? { part, start: start + index, end: start + index + 1 } : { part, start, end }];
    });
  });
}

function touches(left: Cell | undefined, right: Cell | undefined): boolean {
  if (!left || !right || left.part.file !== right.part.file) return false;
  return left.end === right.start || (left.start === right.start && left.end === right.end);
}

/** Place of the host when it is written apart from the path. */
function hostElsewhere(address: Address, hostEnd: number, path: Span): readonly Related[] {
  let at = 0;
  for (const part of address) {
    if (at >= hostEnd) return [];
    at += part.kind === "written" ? part.text.length : 1;
    if (part.kind !== "written" || part.span.start < 0 || !/[a-z]\.[a-z]/i.test(part.text)) continue;
    const { start, end } = part.span;
    if (start <= path.start && path.end <= end) return [];
    return [{ code: "host", start, end, ...(part.file === undefined ? {} : { file: part.file }) }];
  }
  return [];
}
