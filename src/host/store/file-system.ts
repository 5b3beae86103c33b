import { watch } from "node:fs";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { basename } from "node:path";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";

/** The file operations a cell is made of. They reject with the system's error codes. */
export interface Files {
  list(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<string>;
  /** Makes a new file and forces its content to disk; rejects with EEXIST when there is one. */
  writeNew(path: string, text: string): Promise<void>;
  /** Gives the file `from` the further name `to`, at once or not at all; rejects with EEXIST when that name is taken. */
  link(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all in it; one that is not there is fine. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Forces the names in a folder to disk, where the system can do that. */
  syncFolder(path: string): Promise<void>;
  /** Tells the name of every entry that changes; `onEnd`, never before it returned, when watching is or becomes impossible. */
  watch(folder: string, onEntry: (name: string) => void, onEnd: () => void): Disposable;
}

/** What file systems say that cannot force a folder to disk, as some on a network. */
const UNSYNCABLE: readonly string[] = ["EINVAL", "ENOTSUP", "ENOSYS"];

export const diskFiles: Files = {
  list: (folder) => readdir(folder),
  read: (path) => readFile(path, "utf8"),
  async writeNew(path, text) {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  link,
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  async syncFolder(path) {
    // Windows opens no folder as a file; its file system writes names down before it says so.
    if (process.platform === "win32") return;
    const folder = await open(path);
    try {
      await folder.sync();
    } catch (error) {
      if (!UNSYNCABLE.includes(codeOf(error) ?? "")) throw error;
    } finally {
      await folder.close();
    }
  },
  watch(folder, onEntry, onEnd) {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // The folder itself was removed: it is gone even when there is a new one of its name.
        if (name === basename(folder)) onEnd();
        onEntry(name === basename(folder) ? "" : (name ?? ""));
      });
      watcher.on("error", onEnd);
      return { dispose: () => watcher.close() };
    } catch {
      // A missing folder, or a file system or system limit that does not allow watching.
      queueMicrotask(onEnd);
      return { dispose() {} };
    }
  },
};

/** The code of a failed system call, such as "ENOENT"; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
