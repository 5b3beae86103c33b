import type { FilePort } from "../contract/file-port.ts";
import type { SyntaxNode, SyntaxTree } from "../syntax/parser.ts";
import type { ProgramSyntax } from "../syntax/program-syntax.ts";
import type { Searches } from "../syntax/search-index.ts";
import { createUnit, type Unit } from "../syntax/source-unit.ts";
import type { ModulePort } from "../values/evaluator-port.ts";

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
  /** Of the analysed file, when it is being edited. */
  readonly searches?: Searches;
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
  /** Reads again what was read, and says whether it is as before. */
  readonly areUnchanged: () => Promise<boolean>;
  /** Deletes the trees of the neighbours. */
  readonly dispose: () => void;
}

const mostImporters = 12;

export function createNeighbours({
  source,
  root,
  reader,
  load,
  files,
  searches,
}: NeighbourOptions): Neighbours {
  const main = createUnit(undefined, source.text, root, reader, searches);
  const known = new Map<string, Unit | undefined>();
  const trees: SyntaxTree[] = [];
  const importers: Unit[] = [];
  const readings: (() => Promise<boolean>)[] = [];
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
    if (!files || candidates.length === 0) return undefined;
    const from = unit.file ?? source.file;
    const found = await files.readFirst(from, candidates);
    if (found?.file !== source.file) {
      readings.push(async () => isSame(found, await files.readFirst(from, candidates)));
    }
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
        const search = async (): Promise<readonly Read[]> =>
          ((await files.importers?.(source.file)) ?? []).slice(0, mostImporters);
        const all = await search();
        readings.push(async () => {
          const now = await search();
          return now.length === all.length && now.every((one, index) => isSame(one, all[index]));
        });
        for (const found of all) {
          const unit = await parse(found);
          if (unit) importers.push(unit);
          more ||= unit !== undefined;
        }
      }
      return more;
    },
    areUnchanged: async () => {
      for (const isAsBefore of readings) if (!(await isAsBefore())) return false;
      return true;
    },
    dispose: () => {
      for (const tree of trees) tree.delete();
    },
  };
}

interface Read {
  readonly file: string;
  readonly text: string;
}

function isSame(one: Read | undefined, other: Read | undefined): boolean {
  return one?.file === other?.file && one?.text === other?.text;
}
