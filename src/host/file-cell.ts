import { EMPTY_STATE, type AccountState } from "../billing/state/account-state.ts";
import type { Cell, Version } from "../billing/state/state-store.ts";
import { decodeRecord, encodeRecord } from "./file-record.ts";
import { codeOf, type Files } from "./store/file-system.ts";
import { StoreError } from "./store/store-error.ts";

export interface FileCellOptions {
  readonly files: Files;
  /** The account's own folder; made when first written to. */
  readonly folder: string;
  /** A new random name, hexadecimal. */
  readonly newId: () => string;
  /** Called once for each damaged file that was set aside. */
  readonly onDamage: (name: string) => void;
}

/** How many generations are kept, for readers that listed the folder a moment ago. */
const KEPT = 3;
/** How many ancestors a record names: a writer that was overtaken by fewer still knows that it succeeded. */
const LINEAGE = 16;
/** How often a listing may name a file that is gone, as a network home with an old listing does, before it counts as broken. */
const MOST_MISSES = 10;
const RECORD = /^(\d{12})\.json$/;
const DRAFT = /^(\d{12})-[0-9a-f]+\.draft$/;

/**
 * A cell of files that any number of windows share. Every version is a file of its own, named by its generation;
 * the highest is the truth. A version becomes visible by a hard link to its number, which the file system gives to
 * one writer only, and only after its content is safe on disk: so there is no lock that a dead window could keep.
 */
export function createFileCell({ files, folder, newId, onDamage }: FileCellOptions): Cell {
  const pathOf = (name: string) => `${folder}/${name}`;
  const damaged = new Set<string>();
  const listeners = new Set<() => void>();
  let watching: { dispose(): void } | undefined;

  async function list(): Promise<readonly string[]> {
    try {
      return await files.list(folder);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      stopWatching();
      return [];
    }
  }

  async function read(): Promise<Version> {
    for (let misses = 0; misses < MOST_MISSES; misses += 1) {
      const generations = generationsIn(await list());
      const newest = generations[0];
      if (newest === undefined) return { id: "", state: EMPTY_STATE };
      startWatching();
      const found = await newestReadable(generations);
      if (found !== "pruned") return { id: idOf(newest, found.lineage), state: found.state };
    }
    throw new StoreError("the folder lists files that are not there");
  }

  /** The state of the highest generation that can be read. One that was removed meanwhile means that newer ones exist. */
  async function newestReadable(generations: readonly number[]) {
    for (const generation of generations) {
      const name = nameOf(generation);
      const text = await files.read(pathOf(name)).catch(absent);
      if (text === undefined) return "pruned";
      const record = decodeRecord(text);
      if (record.kind === "newer") throw new StoreError("written by a newer version of this extension");
      if (record.kind === "record") return record;
      await setAside(name);
    }
    return { lineage: [], state: EMPTY_STATE };
  }

  /** Keeps a damaged file under another name; its number stays taken, so that nobody mistakes the older one for the newest. */
  async function setAside(name: string): Promise<void> {
    if (damaged.has(name)) return;
    damaged.add(name);
    onDamage(name);
    await files.link(pathOf(name), pathOf(`damaged-${name}`)).catch(() => undefined);
  }

  async function swap(expected: Version, next: AccountState): Promise<boolean> {
    const { generation, lineage } = partsOf(expected.id);
    if (!Number.isSafeInteger(generation)) return false;
    // Only a cell that was never written gets its folder made: one that was deleted must not come back by a late write.
    if (generation === 0) await files.makeFolder(folder);
    const id = newId();
    const target = generation + 1;
    const draft = pathOf(`${digits(target)}-${id}.draft`);
    try {
      await files.writeNew(draft, encodeRecord([id, ...lineage].slice(0, LINEAGE), next));
      await files.link(draft, pathOf(nameOf(target)));
    } catch (error) {
      if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
      throw error;
    } finally {
      await removeOrLeave(draft);
    }
    if (!(await isInForce(target, id))) return false;
    // What was forgotten on purpose must not live on in an older version.
    await prune(target - (next.reading ? KEPT : 1));
    return true;
  }

  /**
   * A writer that slept since it read may have been given a number that was used and cleaned up long ago:
   * its version counts only if the newest one is it, or was made from it. And if all was cleared meanwhile,
   * which shows by the version before it being gone, it must not come back.
   */
  async function isInForce(target: number, id: string): Promise<boolean> {
    for (let misses = 0; misses < MOST_MISSES; misses += 1) {
      const generations = generationsIn(await list());
      const newest = generations[0] ?? 0;
      if (newest === target) {
        if (target === 1 || generations.includes(target - 1)) return true;
        await removeOrLeave(pathOf(nameOf(target)));
        return false;
      }
      const text = await files.read(pathOf(nameOf(newest))).catch(absent);
      if (text === undefined) continue;
      const record = decodeRecord(text);
      return record.kind === "record" && record.lineage.includes(id);
    }
    return false;
  }

  /** Removes versions up to `last`, and drafts that dead windows left for those and the next. */
  async function prune(last: number): Promise<void> {
    const names = await list().catch(() => []);
    const old = names.filter(
      (name) =>
        Number(RECORD.exec(name)?.[1] ?? Infinity) <= last ||
        Number(DRAFT.exec(name)?.[1] ?? Infinity) <= last + 1,
    );
    await Promise.all(old.map((name) => removeOrLeave(pathOf(name))));
  }

  /** What cannot be removed now (a virus scanner reads it, say) is removed after a later write. */
  const removeOrLeave = (path: string) => files.remove(path).catch(() => undefined);

  function startWatching(): void {
    if (watching || listeners.size === 0) return;
    const watcher = files.watch(
      folder,
      (name) => {
        if (name !== "" && !RECORD.test(name)) return;
        for (const listener of listeners) listener();
      },
      () => {
        if (watching === watcher) stopWatching();
      },
    );
    watching = watcher;
  }

  function stopWatching(): void {
    watching?.dispose();
    watching = undefined;
  }

  return {
    read,
    swap,
    watch(listener) {
      listeners.add(listener);
      startWatching();
      return {
        dispose() {
          listeners.delete(listener);
          if (listeners.size === 0) stopWatching();
        },
      };
    },
    async clear() {
      stopWatching();
      await files.remove(folder);
    },
  };
}

const digits = (generation: number) => String(generation).padStart(12, "0");
const nameOf = (generation: number) => `${digits(generation)}.json`;
const idOf = (generation: number, lineage: readonly string[]) => [generation, ...lineage].join(" ");

function partsOf(id: string): { readonly generation: number; readonly lineage: readonly string[] } {
  const [generation = "", ...lineage] = id.split(" ");
  return { generation: Number(generation), lineage };
}

function generationsIn(names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => RECORD.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

function absent(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
}
