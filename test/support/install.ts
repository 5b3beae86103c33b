import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "./run.ts";

/** An npm package that is put to work outside `node_modules`. */
export interface Part {
  readonly name: string;
  readonly version: string;
  /** The registry's own hash of the package, so that nobody can swap what we run. */
  readonly integrity: string;
  /** Moves what is needed from the unpacked package into the part's folder. */
  readonly prepare: (pack: string, folder: string) => Promise<void>;
}

export const quietNpm = ["--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Installs a part into `.vscode-test/` unless it is there, and gives back its folder.
 * The folder is put into place by one rename: it is there whole or not at all, so an interrupted run
 * leaves nothing that looks finished, and of two runs at once the first one wins.
 */
export async function installPart(part: Part): Promise<string> {
  const cache = join(root, ".vscode-test");
  const folder = join(cache, `${part.name.replace(/^@/, "").replaceAll("/", "-")}-${part.version}`);
  const marker = join(folder, "installed.json");
  if (existsSync(marker)) return folder;

  const started = performance.now();
  await removeAbandonedDrafts(cache);
  const draft = `${folder}.draft-${process.pid}`;
  const pack = join(draft, "pack");
  await mkdir(pack, { recursive: true });
  try {
    await unpack(part, draft, pack);
    await part.prepare(pack, draft);
    await rm(pack, { recursive: true });
    await writeFile(join(draft, "installed.json"), JSON.stringify({ [part.name]: part.version }));
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(marker)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`lab: installed ${part.name}@${part.version} into .vscode-test (${seconds} s)`);
  return folder;
}

async function unpack(part: Part, draft: string, pack: string): Promise<void> {
  const wanted = `${part.name}@${part.version}`;
  await run("npm", ["pack", wanted, "--pack-destination", draft, "--ignore-scripts", ...quietNpm], draft);
  const archive = (await readdir(draft)).find((name) => name.endsWith(".tgz"));
  if (!archive) throw new Error(`npm pack ${wanted} left no archive.`);
  const hash = createHash("sha512")
    .update(await readFile(join(draft, archive)))
    .digest("base64");
  if (`sha512-${hash}` !== part.integrity) throw new Error(`${wanted} is not the package this lab knows.`);
  await run("tar", ["-xzf", archive, "-C", pack, "--strip-components=1", "--no-same-owner"], draft);
  await rm(join(draft, archive));
}

async function removeAbandonedDrafts(cache: string): Promise<void> {
  for (const name of await readdir(cache).catch(() => [])) {
    const pid = Number(/\.draft-(\d+)$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
