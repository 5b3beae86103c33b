import type { Source } from "../plain/source.ts";
import { textAt, type DocumentNode } from "./node.ts";

const baseKey =
  /(?:^|[_-])(?:base(?:[_-]?ur[li]|[_-]?address)?|ur[li]|host(?:[_-]?name)?|server(?:[_-]?url)?|origin|root|domain|endpoint|upstream|api[_-]?(?:base|url|host|root))$/i;
const basePathKey = /^(?:base[_-]?path|path[_-]?prefix|prefix|api[_-]?prefix)$/i;
const base = /^(?:https?:\/\/|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/|$)|\{\{|\$\{)/i;

/**
 * What a relative path in a document is joined to: the base beside it, or beside a map around it. Rows of sources,
 * each row one base (host and prefix); none when there is no telling.
 */
export function baseFor(
  path: Source,
  key: string,
  owners: readonly DocumentNode[],
): readonly (readonly Source[])[] {
  for (let index = owners.length - 1; index >= 0 && index >= owners.length - 4; index--) {
    const owner = owners[index];
    if (owner?.kind !== "map") continue;
    const bases = owner.entries.flatMap(({ key: name, value }) => {
      const found = value?.kind === "text" && value.source !== path && baseKey.test(spaced(name.text));
      return found && base.test(value.source.text) ? [{ name: name.text, source: value.source }] : [];
    });
    if (bases.length === 0) continue;
    const prefix = owner.entries.find((entry) => basePathKey.test(spaced(entry.key.text)))?.value;
    const tail = prefix?.kind === "text" && prefix.source !== path ? [prefix.source] : [];
    const shared = bases.map(({ name }) => sharedWords(name, key));
    const best = Math.max(...shared);
    const chosen = best > 0 ? bases.filter((_, at) => shared[at] === best) : bases.length === 1 ? bases : [];
    return chosen.map(({ source }) => [source, ...tail]);
  }
  return [];
}

/** How the surroundings of a value are called: its keys, and the names of the maps around it. */
export function nameFor(keys: readonly Source[], owners: readonly DocumentNode[]): string {
  const named = owners
    .slice(-2)
    .flatMap((owner) =>
      ["name", "id", "provider", "vendor"].flatMap((key) => textAt(owner, key)?.text.slice(0, 80) ?? []),
    );
  return [...keys.slice(-4).map((key) => key.text), ...named].join(".");
}

function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2");
}

/** How many first words two names have in common (`AIML_BASE_URL`, `AIML_BALANCE_PATH`: one). */
export function sharedWords(left: string, right: string): number {
  const others = spaced(right).toLowerCase().split(/[_-]/);
  const words = spaced(left).toLowerCase().split(/[_-]/);
  const stop = words.findIndex((word, index) => word !== others[index]);
  return stop === -1 ? words.length : stop;
}
