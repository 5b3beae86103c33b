import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { changesOf, type Change } from "./operators.ts";

/** The folders of `src` that are mutated: all files of them, without exclusions. */
export const areas = ["billing", "host", "providers", "protocol", "editor", "lint"] as const;

export interface Mutant {
  /** The same as long as the file stays as it is. */
  readonly id: string;
  readonly area: string;
  /** From the root of the repository, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly change: Change;
  /** What stands at the place, on one line. */
  readonly was: string;
}

export function listMutants(root: string): readonly Mutant[] {
  return areas.flatMap((area) =>
    globSync(`src/${area}/**/*.ts`, { cwd: root })
      .map((file) => file.replaceAll("\\", "/"))
      .sort()
      .flatMap((file) => mutantsOf(area, file, readFileSync(join(root, file), "utf8"))),
  );
}

export function mutantsOf(area: string, file: string, text: string): readonly Mutant[] {
  const version = digest(text).slice(0, 8);
  return changesOf(file, text).map((change) => ({
    id: `${file}@${version}:${change.start}-${change.end}:${change.operator}`,
    area,
    file,
    line: text.slice(0, change.start).split("\n").length,
    change,
    was: text.slice(change.start, change.end).replace(/\s+/g, " "),
  }));
}

/**
 * As many mutants of each area and operator as their share of all is; which ones, the seed decides.
 * A smaller sample of the same seed is, but for rounding, part of a larger one.
 */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: number): readonly Mutant[] {
  const strata = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const name = `${mutant.area}/${mutant.change.operator}`;
    strata.set(name, [...(strata.get(name) ?? []), mutant]);
  }
  const shares = [...strata].map(([name, members]) => {
    const exact = (size * members.length) / mutants.length;
    return { name, members, whole: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let left = Math.min(size, mutants.length) - shares.reduce((sum, { whole }) => sum + whole, 0);
  return shares
    .sort((a, b) => b.rest - a.rest || (a.name < b.name ? -1 : 1))
    .flatMap(({ members, whole }) => shuffled(members, seed).slice(0, whole + (left-- > 0 ? 1 : 0)))
    .sort((a, b) => order(seed, a) - order(seed, b));
}

function shuffled(mutants: readonly Mutant[], seed: number): readonly Mutant[] {
  return [...mutants].sort((a, b) => order(seed, a) - order(seed, b));
}

function order(seed: number, { id }: Mutant): number {
  return Number.parseInt(digest(`${seed} ${id}`).slice(0, 12), 16);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
