import type { FilePort } from "./files.ts";
import type { ProgramSyntax } from "./program.ts";
import type { ModulePort } from "./resolver.ts";
import type { SyntaxNode, SyntaxTree } from "./syntax.ts";
import { createUnit, type Unit } from "./unit.ts";

/** Parses a file that was found; undefined when it is no program or cannot be parsed. */
export type LoadUnit = (found: {
  readonly file: string;
  readonly text: string;
}) => Promise<{ readonly tree: SyntaxTree; readonly unit: Unit } | undefined>;

export interface NeighbourOptions {
  readonly source: { readonly file: string; readonly text: string };
  readonly root: SyntaxNode;
  readonly reader: ProgramSyntax;
  readonly load: LoadUnit;
  readonly files?: FilePort;
}

interface Wanted {
  readonly unit: Unit;
  readonly module: string;
}

/** The analysed file and the ones it is tied to by one relative import, in either direction. */
export interface Neighbours {
  readonly main: Unit;
  readonly importers: () => readonly Unit[];
  readonly module: ModulePort;
  /** Starts a round: modules asked for from now on gather in the returned list. */
  readonly round: () => readonly Wanted[];
  /** Reads what a round lacked; says whether there is anything new. */
  readonly fetch: (wanted: readonly Wanted[], open: boolean) => Promise<boolean>;
  /** Deletes the trees of the neighbours. */
  readonly dispose: () => void;
}

const mostImporters = 12;

export function createNeighbours({ source, root, reader, load, files }: NeighbourOptions): Neighbours {
  const main = createUnit(undefined, source.text, root, reader);
  const known = new Map<string, Unit | undefined>();
  const trees: SyntaxTree[] = [];
  const importers: Unit[] = [];
  let asked = false;
  let wanted: Wanted[] = [];

  const keyOf = (unit: Unit, module: string): string => `${unit.file ?? ""}\n${module}`;

  const parse = async (found: {
    readonly file: string;
    readonly text: string;
  }): Promise<Unit | undefined> => {
    const loaded = await load(found);
    if (loaded) trees.push(loaded.tree);
    return loaded?.unit;
  };

  const read = async ({ unit, module }: Wanted): Promise<Unit | undefined> => {
    const candidates = unit.syntax.moduleFiles(module);
    const found =
      candidates.length > 0 ? await files?.readFirst(unit.file ?? source.file, candidates) : undefined;
    if (!found) return undefined;
    return found.file === source.file ? main : parse(found);
  };

  return {
    main,
    importers: () => importers,
    module: (unit, module) => {
      if (unit !== main && !importers.includes(unit)) return undefined;
      const key = keyOf(unit, module);
      if (!known.has(key) && !wanted.some((one) => keyOf(one.unit, one.module) === key))
        wanted.push({ unit, module });
      return known.get(key);
    },
    round: () => (wanted = []),
    fetch: async (lacking, open) => {
      if (!files) return false;
      let more = false;
      for (const one of lacking) {
        const unit = await read(one);
        known.set(keyOf(one.unit, one.module), unit);
        more ||= unit !== undefined;
      }
      if (open && !asked && files.importers) {
        asked = true;
        for (const found of (await files.importers(source.file)).slice(0, mostImporters)) {
          const unit = await parse(found);
          if (unit) importers.push(unit);
          more ||= unit !== undefined;
        }
      }
      return more;
    },
    dispose: () => {
      for (const tree of trees) tree.delete();
    },
  };
}
