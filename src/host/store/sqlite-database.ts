import { renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { Clock } from "../../billing/time/clock.ts";
import { codeOf, diskFiles } from "./file-system.ts";
import {
  asStoreError,
  BUSY_MS,
  identityOf,
  isBusy,
  isDamage,
  openFile,
  rollBack,
  type Connection,
  type OpenFile,
  type Sqlite,
} from "./sqlite-connection.ts";
import { StoreError } from "./store-error.ts";

export interface DatabaseOptions {
  readonly sqlite: Sqlite;
  readonly path: string;
  readonly clock: Clock;
  /** From 0 to 1: how long this window waits before it tries anew. */
  readonly random: () => number;
  /** Called with the name that a damaged file was given. */
  readonly onDamage: (name: string) => void;
}

/** A database that any number of windows share. Work is one synchronous function, and may be run more than once. */
export interface Database extends Disposable {
  read<T>(work: (connection: Connection) => T): Promise<T>;
  /** All of it or nothing, and on disk when it resolves. */
  write<T>(work: (connection: Connection) => T): Promise<T>;
  /** Gives the room of deleted rows back, and their content up. */
  compact(): Promise<void>;
  /** Calls `listener` soon after any window wrote, and now and then without a reason. */
  watch(listener: () => void): Disposable;
}

/** After this long another window is held to be stuck. */
const LONGEST_WAIT_MS = 10_000;
/** Where the system tells of no change. */
const LOOK_EVERY_MS = 5000;

export function createDatabase(options: DatabaseOptions): Database {
  const { sqlite, path, clock, random, onDamage } = options;
  const listeners = new Set<() => void>();
  let file: OpenFile | undefined;
  let disposed = false;
  let seen: unknown;
  let watching: Disposable | undefined;
  let looking: Disposable | undefined;

  /** The file that has the name now: one that was moved away under this window is not written to. */
  function current(): OpenFile {
    if (disposed) throw new StoreError("it is closed");
    if (file) {
      const identity = identityOf(path);
      if (identity === file.identity) return file;
      close();
      // To begin anew at once would bring back what somebody deleted, and renew the budget.
      if (identity === undefined) throw new StoreError("the file was deleted");
    }
    file = openFile(sqlite, path, random);
    seen = undefined;
    return file;
  }

  function close(): void {
    const open = file;
    file = undefined;
    open?.close();
  }

  /** Waits without the thread while another window has the file. */
  async function attempt<T>(work: (file: OpenFile) => T): Promise<T> {
    let waited = 0;
    let repaired = false;
    for (;;) {
      try {
        return work(current());
      } catch (error) {
        if (isDamage(error) && !repaired) {
          repaired = true;
          setAside();
        } else if (!isBusy(error)) throw asStoreError(error);
        else if (waited >= LONGEST_WAIT_MS) throw new StoreError("other windows keep it busy");
        else waited += BUSY_MS + (await pause());
      }
    }
  }

  /** Long beside what a try takes: the thread is free even while another window is stuck. */
  async function pause(): Promise<number> {
    const ms = 2 + random() * 18;
    await new Promise<void>((resolve) => clock.after(ms, resolve));
    return ms;
  }

  /** The file gets another name; its journal goes first, as it would be played into the new one. */
  function setAside(): void {
    const damaged = file?.identity ?? identityOf(path);
    close();
    if (damaged === undefined || identityOf(path) !== damaged) return;
    const aside = `${path}.damaged`;
    try {
      rmSync(`${path}-journal`, { force: true });
      renameSync(path, aside);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw asStoreError(error);
    }
    onDamage(basename(aside));
  }

  function transaction<T>(open: OpenFile, begin: string, work: (connection: Connection) => T): T {
    open.exec(begin);
    try {
      const result = work(open);
      open.exec("COMMIT");
      return result;
    } catch (error) {
      rollBack(open);
      throw error;
    }
  }

  const notify = () => {
    for (const listener of [...listeners]) listener();
  };

  /** Tells of what other windows wrote since the last time. */
  function look(): void {
    let version: unknown = "unknown";
    try {
      version = current().get("PRAGMA data_version")?.["data_version"];
    } catch {
      // Whoever reads next is told why.
    }
    if (version === seen && version !== "unknown") return;
    seen = version;
    notify();
  }

  function startWatching(): void {
    if (watching || disposed) return;
    const name = basename(path);
    watching = diskFiles.watch(
      dirname(path),
      (entry) => {
        if (entry === "" || entry === name) look();
      },
      () => {
        watching?.dispose();
        watching = undefined;
      },
    );
    looking ??= clock.after(LOOK_EVERY_MS, lookAgain);
  }

  function lookAgain(): void {
    looking = undefined;
    look();
    if (listeners.size > 0) startWatchingAgain();
  }

  function startWatchingAgain(): void {
    startWatching();
    looking ??= clock.after(LOOK_EVERY_MS, lookAgain);
  }

  function stopWatching(): void {
    watching?.dispose();
    looking?.dispose();
    watching = looking = undefined;
  }

  return {
    read: (work) => attempt((open) => transaction(open, "BEGIN", work)),
    async write(work) {
      const result = await attempt((open) => {
        if (open.newer) throw new StoreError("written by a newer version of this extension");
        return transaction(open, "BEGIN IMMEDIATE", work);
      });
      notify();
      return result;
    },
    compact: () => attempt((open) => open.exec("VACUUM")),
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
    dispose() {
      disposed = true;
      listeners.clear();
      stopWatching();
      close();
    },
  };
}
