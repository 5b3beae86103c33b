import type { Span } from "../../lint/contract/finding.ts";
import type { Piece } from "../../lint/contract/offset-map.ts";
import { sourceAt, sourceOf, type Source } from "../plain/source.ts";

export interface Request {
  /** Name others refer to it by (`# @name`). */
  readonly name?: string;
  /** Target of the request line, lines of its query joined. */
  readonly target: Source;
  readonly host?: Source;
  readonly headers: readonly { readonly name: Source; readonly value: Source }[];
  /** Everything after the headers: body, tests, handlers. */
  readonly body?: Source;
}

export interface RequestFile {
  readonly variables: readonly { readonly name: string; readonly value: Source }[];
  readonly requests: readonly Request[];
  readonly comments: readonly Span[];
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const methods = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|GRAPHQL|WEBSOCKET|WS|SSE|GRPC";
const method = new RegExp(`^(?:${methods})[ \\t]+`);
const protocol = /(?<![ \t])[ \t]+HTTP\/[\d.]+$/;
const startsRequest = new RegExp(`^(?:(?:${methods})[ \\t]+\\S|https?://|\\{\\{[\\w.$ ]+\\}\\}/)`);

/** Reads a file of requests divided by `###` (REST Client, JetBrains, httpYac). */
export function readRequests(text: string): RequestFile {
  const variables: { name: string; value: Source }[] = [];
  const requests: Request[] = [];
  const comments: Span[] = [];
  let block: Line[] = [];
  const finish = (): void => {
    const request = readBlock(text, block, variables, comments);
    if (request) requests.push(request);
    block = [];
  };
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at <= text.length;) {
    const breakAt = text.indexOf("\n", at);
    const stop = breakAt === -1 ? text.length : breakAt;
    const end = text[stop - 1] === "\r" && stop > at ? stop - 1 : stop;
    const line = { start: at, end, text: text.slice(at, end) };
    if (line.text.startsWith("###")) {
      finish();
      comments.push({ start: line.start, end: line.end });
    } else block.push(line);
    at = stop + 1;
  }
  finish();
  return { variables, requests, comments };
}

function readBlock(
  text: string,
  lines: readonly Line[],
  variables: { name: string; value: Source }[],
  comments: Span[],
): Request | undefined {
  let name: string | undefined;
  let index = 0;
  for (; index < lines.length; index++) {
    const line = lines[index];
    if (!line) break;
    const variable = /^[ \t]*@([\w.-]+)[ \t]*=[ \t]*/.exec(line.text);
    if (variable?.[1]) {
      const start = line.start + variable[0].length;
      variables.push({ name: variable[1], value: sourceAt(text, start, Math.max(start, line.end)) });
    } else if (/^[ \t]*(?:#|\/\/)/.test(line.text)) {
      name = /@name[ \t=]+([\w.-]+)/.exec(line.text)?.[1] ?? name;
      comments.push({ start: line.start, end: line.end });
    } else if (startsRequest.test(line.text.trimStart())) break;
  }
  const first = lines[index];
  if (!first) return undefined;
  const indent = first.text.length - first.text.trimStart().length;
  const line = first.text.slice(indent);
  const lead = method.exec(line)?.[0].length ?? 0;
  let target = line.slice(lead).trimEnd().replace(protocol, "");
  if (target === "") return undefined;
  const from = first.start + indent + lead;
  const pieces: Piece[] = [{ from: 0, to: from, length: target.length }];
  index++;
  for (; index < lines.length; index++) {
    const line = lines[index];
    const more = /^[ \t]+([?&/]\S*)[ \t]*$/.exec(line?.text ?? "")?.[1];
    if (!line || !more) break;
    pieces.push({ from: target.length, to: line.start + line.text.indexOf(more), length: more.length });
    target += more;
  }
  const headers: { name: Source; value: Source }[] = [];
  for (; index < lines.length; index++) {
    const line = lines[index];
    if (!line || line.text.trim() === "") break;
    const header = /^[ \t]*([\w-]+)[ \t]*:[ \t]*/.exec(line.text);
    if (/^[ \t]*(?:#|\/\/)/.test(line.text)) comments.push({ start: line.start, end: line.end });
    else if (header?.[1]) {
      const nameAt = line.start + line.text.indexOf(header[1]);
      headers.push({
        name: sourceAt(text, nameAt, nameAt + header[1].length),
        value: sourceAt(text, line.start + header[0].length, line.start + line.text.trimEnd().length),
      });
    } else break;
  }
  const host = headers.find((header) => header.name.text.toLowerCase() === "host")?.value;
  const bodyAt = lines[index];
  const last = lines.at(-1);
  return {
    target: pieces.length === 1 ? sourceAt(text, from, from + target.length) : sourceOf(target, pieces),
    headers,
    ...(name === undefined ? {} : { name }),
    ...(host ? { host } : {}),
    ...(bodyAt && last ? { body: sourceAt(text, bodyAt.start, last.end) } : {}),
  };
}
