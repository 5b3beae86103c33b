import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

import { readRegular } from "./regular.ts";

const passedOver = new Set([
  "node_modules",
  "bower_components",
  "jspm_packages",
  ".git",
  ".hg",
  ".svn",
  ".venv",
  "site-packages",
  "__pycache__",
  ".tox",
  ".nox",
]);

interface Ignoring {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Told of a folder that cannot be listed; what comes after it is walked through all the same. */
type Unreadable = (folder: string, error: unknown) => void;

/** Files below a folder, in order of their names; what git ignores and what packages bring is passed over. */
export async function* walk(root: string, unreadable: Unreadable): AsyncGenerator<string> {
  const above = await ignoresAbove(root);
  // A folder that was named although it is ignored is looked at: what ignores it does not count inside.
  const heeded = above.filter((one) => !isIgnored(one, root, true));
  yield* below(root, heeded, unreadable);
}

async function* below(
  folder: string,
  inherited: readonly Ignoring[],
  unreadable: Unreadable,
): AsyncGenerator<string> {
  const own = await ignoreIn(folder);
  const rules = own ? [...inherited, own] : inherited;
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    unreadable(folder, error);
    return [];
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (!isFolder && !entry.isFile()) continue;
    if (isFolder && (passedOver.has(entry.name) || existsSync(join(path, "pyvenv.cfg")))) continue;
    if (ignored(rules, path, isFolder)) continue;
    if (isFolder) yield* below(path, rules, unreadable);
    else yield path;
  }
}

/** The deepest file that says anything about the path decides, as in git. */
function ignored(all: readonly Ignoring[], path: string, isFolder: boolean): boolean {
  for (const one of [...all].reverse()) {
    const result = one.rules.test(within(one, path, isFolder));
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

function isIgnored(one: Ignoring, path: string, isFolder: boolean): boolean {
  const inside = within(one, path, isFolder);
  return inside !== "" && inside !== "/" && one.rules.ignores(inside);
}

function within(one: Ignoring, path: string, isFolder: boolean): string {
  return relative(one.folder, path).split(sep).join("/") + (isFolder ? "/" : "");
}

/** Ignore files of the folders above, up to the one that holds the repository. */
async function ignoresAbove(root: string): Promise<readonly Ignoring[]> {
  const found: Ignoring[] = [];
  let folder = root;
  while (!existsSync(join(folder, ".git"))) {
    const parent = dirname(folder);
    if (parent === folder) return [];
    folder = parent;
    const one = await ignoreIn(folder);
    if (one) found.unshift(one);
  }
  return found;
}

async function ignoreIn(folder: string): Promise<Ignoring | undefined> {
  const text = await readRegular(join(folder, ".gitignore")).catch(() => undefined);
  return text === undefined ? undefined : { folder, rules: ignore().add(text.toString("utf8")) };
}
