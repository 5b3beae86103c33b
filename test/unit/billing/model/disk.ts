import type { Files } from "../../../../src/host/store/file-system.ts";

/** One operation that waits for its turn; until then it has not happened. */
export type Later = <T>(label: string, run: () => T) => Promise<T>;

/** A folder in memory: names of files, which several names may share. */
export interface Disk {
  /** The disk as one window sees it, whose every operation happens when `later` says so. */
  filesFor(later: Later): Files;
  textOf(name: string): string | undefined;
  names(): readonly string[];
}

interface Entry {
  text: string;
}

export const FOLDER = "/account";

export function createDisk(): Disk {
  let made = false;
  const entries = new Map<string, Entry>();
  const watchers = new Set<(name: string) => void>();
  const nameOf = (path: string) => path.slice(FOLDER.length + 1);
  const tell = (name: string) => {
    for (const watcher of watchers) watcher(name);
  };
  const entryAt = (path: string): Entry => {
    const entry = entries.get(nameOf(path));
    if (!entry) throw failure("ENOENT");
    return entry;
  };
  const put = (path: string, entry: Entry) => {
    if (!made) throw failure("ENOENT");
    if (entries.has(nameOf(path))) throw failure("EEXIST");
    entries.set(nameOf(path), entry);
    tell(nameOf(path));
  };
  return {
    textOf: (name) => entries.get(name)?.text,
    names: () => [...entries.keys()],
    filesFor: (later) => ({
      list: () =>
        later("list", () => {
          if (!made) throw failure("ENOENT");
          return [...entries.keys()];
        }),
      read: (path) => later(`read ${nameOf(path)}`, () => entryAt(path).text),
      async writeNew(path, text) {
        const entry = { text: "" };
        await later(`create ${nameOf(path)}`, () => put(path, entry));
        await later(`half of ${nameOf(path)}`, () => (entry.text = text.slice(0, text.length / 2)));
        await later(`fill ${nameOf(path)}`, () => (entry.text = text));
      },
      link: (from, to) => later(`link ${nameOf(to)}`, () => put(to, entryAt(from))),
      remove: (path) =>
        later(`remove ${nameOf(path)}`, () => {
          if (entries.delete(nameOf(path))) tell(nameOf(path));
        }),
      makeFolder: () =>
        later("make folder", () => {
          made = true;
        }),
      syncFolder: () => later("sync folder", () => undefined),
      watch(_folder, onEntry) {
        const watcher = (name: string) => void later(`event ${name}`, () => onEntry(name));
        watchers.add(watcher);
        return { dispose: () => void watchers.delete(watcher) };
      },
    }),
  };
}

const failure = (code: string) => Object.assign(new Error(code), { code });
