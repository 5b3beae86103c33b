import { createOffsetMap } from "../../lint/contract/offset-map.ts";
import type { Work } from "../../lint/contract/work.ts";
import type { Region } from "../../lint/syntax/language.ts";
import { joinSources, type Source } from "../plain/source.ts";
import { itemsOf, textAt, type DocumentNode } from "./node.ts";
import type { Scope } from "./scope.ts";

const commandKey =
  /^(?:run|script|scripts|command|commands|cmd|entrypoint|args|test|shell|before_script|after_script|install|deploy|inline|bash|sh|exec|(?:on|post|pre|initialize|update)[A-Z]\w*Command)$/;
const lineKey = /^(?:script|commands|before_script|after_script|install|deploy)$/;
const asks = /(?:^|[\s;&|('"$])(?:curl|wget|https?|xh|jq|grep)\s/;

/** The script that a string of a document holds, if its key or its look says so. */
export function embeddedIn(
  source: Source,
  keys: readonly Source[],
  owners: readonly DocumentNode[],
  scope: Scope,
  work: Work,
): Region | undefined {
  const key = keys.at(-1)?.text ?? "";
  const owner = owners.findLast((each) => each.kind === "map");
  if (!/\s|\(/.test(source.text.trim())) return undefined;
  if (/^(?:jsCode|functionCode)$/.test(key)) return regionOf("javascript", source);
  if (key === "pythonCode") return regionOf("python", source);
  if (/^actions\/github-script\b/.test(textAt(stepOf(owners), "uses")?.text ?? "") && key === "script") {
    return regionOf("javascript", source);
  }
  if (key === "exec" && keys.at(-2)?.text === "script") return undefined;
  const inScripts = keys.some(({ text }) => commandKey.test(text));
  if (!inScripts) return undefined;
  const shell = textAt(owner, "shell")?.text ?? "";
  if (key === "run" && /^(?:python|node)/.test(shell)) {
    return regionOf(shell.startsWith("python") ? "python" : "javascript", source);
  }
  if (!asks.test(source.text) && key !== "run" && !source.text.includes("\n")) return undefined;
  return regionOf("shell", joinSources([...assignments(source, owners, scope, work), source]));
}

/** Variables the surroundings set, told to the script as if it had set them. */
function assignments(
  source: Source,
  owners: readonly DocumentNode[],
  scope: Scope,
  work: Work,
): readonly (string | Source)[] {
  const names = new Set([...source.text.matchAll(named)].map((match) => match[1] ?? ""));
  return [...names].flatMap((name) =>
    scope
      .sources(name, owners)
      .filter(({ text }) => work.take(text.length) && !/['\n]/.test(text))
      .flatMap((value) => [`${name}='`, value, "'\n"]),
  );
}

const named = /\$(?:\{?|\{\{[^{}]*?\.)([A-Za-z_]\w*)/g;

/** A list whose items are the lines of one script. */
export function scriptLines(
  node: DocumentNode,
  keys: readonly Source[],
  owners: readonly DocumentNode[],
  scope: Scope,
  work: Work,
): Region | undefined {
  if (node.kind !== "list" || !lineKey.test(keys.at(-1)?.text ?? "")) return undefined;
  const lines = node.items.flatMap((item) => (item.kind === "text" ? [item.source, "\n"] : []));
  if (lines.length === 0 || lines.length !== node.items.length * 2) return undefined;
  const script = joinSources(lines);
  return regionOf("shell", joinSources([...assignments(script, owners, scope, work), script]));
}

/** Tests and handlers of a collection keep their program as a list of lines: one region. */
export function programsIn(node: DocumentNode): readonly Region[] {
  if (node.kind !== "map") return [];
  return node.entries.flatMap(({ key, value }) => {
    const lines = itemsOf(key.text === "exec" ? value : undefined);
    const sources = lines.flatMap((line) => (line.kind === "text" ? [line.source, "\n"] : []));
    return sources.length > 0 ? [regionOf("javascript", joinSources(sources))] : [];
  });
}

function stepOf(owners: readonly DocumentNode[]): DocumentNode | undefined {
  return owners.filter((owner) => owner.kind === "map").at(-2);
}

function regionOf(language: string, source: Source): Region {
  return { language, text: source.text, toHost: createOffsetMap(source.pieces), isQuoted: true };
}
