import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A relative module in quotes: imported, loaded later, or started as a process or thread. */
const modules = /["'](\.{1,2}\/[^"'\n]+\.ts)["']/g;

/** Gives the tests of units and corpus whose modules, followed to the end, include a file; those nearest to it first. */
export function createReach(root: string): (file: string) => readonly string[] {
  const direct = new Map<string, readonly string[]>();
  const modulesOf = (file: string): readonly string[] => {
    const known = direct.get(file);
    if (known) return known;
    const text = readFileSync(join(root, file), "utf8");
    const found = [...text.matchAll(modules)]
      .map(([, path = ""]) => relative(root, join(root, dirname(file), path)).replaceAll("\\", "/"))
      .filter((path) => existsSync(join(root, path)));
    direct.set(file, [...new Set(found)]);
    return found;
  };
  const tests = globSync(["test/unit/**/*.test.ts", "test/corpus/**/*.test.ts"], { cwd: root })
    .map((test) => test.replaceAll("\\", "/"))
    .sort()
    .map((test) => ({ test, steps: stepsFrom(test, modulesOf) }));
  return (file) =>
    tests
      .map(({ test, steps }) => ({ test, distance: steps.get(file) ?? Infinity }))
      .filter(({ distance }) => distance < Infinity)
      .sort((a, b) => a.distance - b.distance)
      .map(({ test }) => test);
}

/** How many imports away each module is. */
function stepsFrom(
  start: string,
  modulesOf: (file: string) => readonly string[],
): ReadonlyMap<string, number> {
  const steps = new Map([[start, 0]]);
  for (const [file, distance] of steps)
    for (const next of modulesOf(file)) if (!steps.has(next)) steps.set(next, distance + 1);
  return steps;
}
