import type { Value } from "./values.ts";
import { plainText } from "./syntax.ts";
import type { Simple, Word } from "./syntax.ts";

/** What a command does, as far as addresses and answers go. */
export type CommandKind =
  "ask" | "jq" | "script" | "text-filter" | "echo" | "printf" | "read" | "cat" | "compare" | "pass" | "other";

const wrappers = new Set([
  "sudo",
  "env",
  "time",
  "command",
  "exec",
  "nohup",
  "timeout",
  "retry",
  "nice",
  "xargs",
]);

const kinds: readonly (readonly [CommandKind, RegExp])[] = [
  ["ask", /^(?:curl|wget|wget2|http|https|httpie|xh|xhs|curlie|aria2c|hurl)$/],
  ["jq", /^(?:jq|gojq|jaq|yq|fx)$/],
  ["script", /^(?:python[\d.]*|node|bun|deno|ruby|perl)$/],
  ["text-filter", /^(?:grep|egrep|fgrep|rg|ag|ack|sed|gsed|awk|gawk|mawk)$/],
  ["echo", /^(?:echo|print)$/],
  ["printf", /^printf$/],
  ["read", /^(?:read|mapfile|readarray)$/],
  ["cat", /^(?:cat|tee)$/],
  ["compare", /^(?:\[|\[\[|test|==?)$/],
  ["pass", /^(?:tr|head|tail|sort|uniq|tidy|column|less|more|pv)$/],
];

const messages =
  /^(?:log|warn|info|error|debug|die|fail|say|msg|usage|notice|success|abort|step|logger)(?:_\w+)?$/i;

export interface Command {
  readonly kind: CommandKind;
  readonly name: string;
  /** Index of the word that names it; its arguments follow. */
  readonly at: number;
  /** Its words are for people. */
  readonly speaks: boolean;
}

export function commandOf(words: readonly Word[]): Command {
  let at = 0;
  const first = plainText(words[0]) ?? "";
  if (wrappers.has(first)) {
    const found = words.findIndex((word, index) => index > 0 && kindOf(nameOf(word)) !== "other");
    if (found > 0) at = found;
  }
  const name = nameOf(words[at]);
  const comparing = words.slice(1, 3).some((word) => /^(?:[!=]?==?|=~)$/.test(plainText(word) ?? ""));
  const kind = comparing ? "compare" : kindOf(name);
  return { kind, name, at, speaks: kind === "echo" || kind === "text-filter" || messages.test(name) };
}

function nameOf(word: Word | undefined): string {
  return (plainText(word) ?? "").replace(/^.*\//, "");
}

function kindOf(name: string): CommandKind {
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? "other";
}

const valued: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[A-Za-z]*[HdouXxAebcFwDTmKCQrtyYzE]|--(?:header|data(?:-\w+)?|json|output|user|request|proxy|user-agent|referer|cookie|cookie-jar|form|write-out|dump-header|upload-file|max-time|connect-timeout|retry(?:-\w+)?|config|cacert|cert|key|resolve|range|limit-rate))$/,
  wget: /^(?:-[A-Za-z]*[OoTtUPeai]|--(?:header|output-document|post-data|post-file|timeout|tries|user-agent|user|password|method|body-data))$/,
};

export interface Asked {
  /** Indexes of the arguments that are addresses. */
  readonly urls: readonly number[];
  /** Indexes of the arguments that name the file the answer goes to. */
  readonly outputs: readonly number[];
}

/** Tells the addresses among the arguments of curl, wget or HTTPie from the values of options. */
export function askedOf(name: string, args: readonly Word[], values: readonly (readonly Value[])[]): Asked {
  const urls: number[] = [];
  const outputs: number[] = [];
  const options = name.startsWith("wget") ? valued["wget"] : valued["curl"];
  const httpie = /^(?:https?|httpie|xhs?)$/.test(name);
  for (let index = 0; index < args.length; index++) {
    const text = plainText(args[index]) ?? "";
    const output = name.startsWith("wget")
      ? /^(?:-[A-Za-z]*O|--output-document)$/.test(text)
      : /^(?:-[A-Za-z]*o|--output)$/.test(text);
    if (output) outputs.push(index + 1);
    if (text === "--url") urls.push(++index);
    else if (text.startsWith("-")) {
      if (/^--url=/.test(text)) urls.push(index);
      if (httpie ? /^-[aps]$|^--(?:auth|session|print|output)$/.test(text) : options?.test(text)) index++;
    } else if (!httpie || urls.length === 0) {
      const known = values[index]?.some((value) => value.parts.length > 0);
      if (known && !(httpie && /^[A-Z]+$/.test(text))) urls.push(index);
    }
  }
  return { urls, outputs };
}

/** Language of a here-document: its interpreter's, or that of the file it is written to. */
export function languageOf(simple: Simple, command: Command): string | undefined {
  if (command.kind === "script") return command.name.startsWith("python") ? "python" : "javascript";
  if (/^(?:ba|z|da|k)?sh$|^ssh$/.test(command.name)) return "shell";
  if (command.kind !== "cat") return undefined;
  const target =
    simple.redirects.find(({ op }) => op.startsWith(">"))?.target ?? simple.words[command.at + 1];
  const name = plainText(target) ?? "";
  if (/\.env[\w.]*$/.test(name.slice(-100))) return "env";
  return /\.(py|[cm]?js|tsx?|sh|json|ya?ml|http)$/.exec(name)?.[1];
}
