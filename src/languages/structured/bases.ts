import type { Source } from "../plain/source.ts";
import { textAt, type DocumentMap, type DocumentNode } from "./node.ts";

const baseKey =
  /(?:^|[_-])(?:base(?:[_-]?ur[li]|[_-]?address)?|ur[li]|host(?:[_-]?name)?|server(?:[_-]?url)?|origin|root|domain|endpoint|upstream|api[_-]?(?:base|url|host|root))$/i;
const basePathKey = /^(?:base[_-]?path|path[_-]?prefix|prefix|api[_-]?prefix)$/i;
const base = /^(?:https?:\/\/|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/|$)|\{\{|\$\{)/i;

/** A map that names more bases is a list of addresses. */
const mostBases = 64;

interface Bases {
  readonly named: readonly { readonly name: string; readonly source: Source }[];
  readonly prefix: Source | undefined;
}

/**
 * What a relative path in a document is joined to: the base beside it, or beside a map around it. Rows of sources,
 * each row one base (host and prefix); none when there is no telling.
 */
export type BaseLookup = (
  path: Source,
  key: string,
  owners: readonly DocumentNode[],
) => readonly (readonly Source[])[];

/** Each map is looked through once, however many paths are in it. */
export function createBaseLookup(): BaseLookup {
  const known = new Map<DocumentMap, Bases>();
  const basesOf = (owner: DocumentMap): Bases => {
    let bases = known.get(owner);
    if (!bases) {
      bases = basesIn(owner);
      known.set(owner, bases);
    }
    return bases;
  };
  return (path, key, owners) => {
    for (const owner of owners.slice(-4).reverse()) {
      if (owner.kind !== "map") continue;
      const { named, prefix } = basesOf(owner);
      if (named.length > mostBases) return [];
      const bases = named.filter(({ source }) => source !== path);
      if (bases.length === 0) continue;
      const tail = prefix && prefix !== path ? [prefix] : [];
      const shared = bases.map(({ name }) => sharedWords(name, key));
      const best = Math.max(...shared);
      const chosen =
        best > 0 ? bases.filter((_, at) => shared[at] === best) : bases.length === 1 ? bases : [];
      return chosen.map(({ source }) => [source, ...tail]);
    }
    return [];
  };
}

function basesIn({ entries }: DocumentMap): Bases {
  const prefix = entries.find(({ key }) => basePathKey.test(spaced(key.text)))?.value;
  return {
    named: entries.flatMap(({ key, value }) =>
      value?.kind === "text" && base.test(value.source.text) && baseKey.test(spaced(key.text))
        ? [{ name: key.text, source: value.source }]
        : [],
    ),
    prefix: prefix?.kind === "text" ? prefix.source : undefined,
  };
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
