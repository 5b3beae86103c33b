import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { codeOf } from "./file-system.ts";
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from "./sqlite-schema.ts";
import { StoreError } from "./store-error.ts";

/** The part of `node:sqlite` that is used. */
export type Sqlite = Pick<typeof import("node:sqlite"), "DatabaseSync">;

/** Undefined where the editor's Node.js has none: forks with an older one, builds that left it out, the web. */
export async function loadSqlite(): Promise<Sqlite | undefined> {
  try {
    const sqlite: Partial<Sqlite> = await import("node:sqlite");
    return sqlite.DatabaseSync && { DatabaseSync: sqlite.DatabaseSync };
  } catch {
    return undefined;
  }
}

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** One open file. All of it is synchronous, and statements are compiled once. */
export interface Connection {
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  /** How many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
}

export interface OpenFile extends Connection {
  exec(sql: string): void;
  close(): void;
  /** Which file it is, whatever its name comes to stand for. */
  readonly identity: string;
  /** Written by a newer extension: to be read only. */
  readonly newer: boolean;
}

/** How long SQLite itself waits for a lock, with the thread: as long as another window reads, not as it writes. */
export const BUSY_MS = 2;

const SETTINGS = `
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
`;

/** The file behind a path: undefined when there is none. */
export function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev} ${stat.ino}`;
}

/** Opens the database, or makes it. Whatever fails, nothing stays open. */
export function openFile({ DatabaseSync }: Sqlite, path: string, random: () => number): OpenFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  makeFile(path);
  // A journal with content: somebody died while writing, or is writing now.
  const unclean = (statSync(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    const connection = connect(database);
    database.exec(SETTINGS);
    const newer = prepareSchema(connection, database, random);
    if (unclean && connection.get("PRAGMA quick_check(1)")?.["quick_check"] !== "ok") throw new DamageError();
    const identity = identityOf(path);
    if (identity === undefined) throw new StoreError("the file was deleted");
    return {
      ...connection,
      exec: (sql) => database.exec(sql),
      close: () => database.close(),
      identity,
      newer,
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** For this person alone. An existing file is not opened: to close it would let go of locks of this process. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

function connect(database: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => prepared(sql).all(...values),
    get: (sql, ...values) => prepared(sql).get(...values),
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
  };
}

/** Whether a newer extension wrote it. A new file gets its tables from one window. */
function prepareSchema(connection: Connection, database: DatabaseSync, random: () => number): boolean {
  const version = () => Number(connection.get("PRAGMA user_version")?.["user_version"]);
  if (version() === 0) {
    database.exec("BEGIN IMMEDIATE");
    try {
      if (version() === 0) {
        if (connection.get("SELECT 1 FROM sqlite_schema"))
          throw new StoreError("the file is another program's");
        database.exec(SCHEMA);
        connection.run("INSERT INTO sequence VALUES (?)", Math.floor(random() * 2 ** 40));
        database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
      }
      database.exec("COMMIT");
    } catch (error) {
      if (database.isOpen) rollBack(database);
      throw error;
    }
  }
  if (connection.get("PRAGMA application_id")?.["application_id"] !== APPLICATION_ID)
    throw new StoreError("the file is another program's");
  return version() > SCHEMA_VERSION;
}

/** SQLite may have rolled back by itself, as it does when the disk is full. */
export function rollBack(database: { exec(sql: string): void }): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // Nothing was begun, or it is gone already.
  }
}

/** What is in the file is not a database any more. */
class DamageError extends Error {
  override readonly name = "DamageError";
}

const RESULT = { busy: 5, locked: 6, corrupt: 11, notDatabase: 26 } as const;

/** In words, for what can go wrong outside of us. Source: https://www.sqlite.org/rescode.html. */
const REASONS: Readonly<Record<number, string>> = {
  3: "no permission",
  8: "it is read-only",
  10: "the disk failed",
  13: "the disk is full",
  14: "the file cannot be opened",
  23: "no permission",
};

/** SQLite's own result code without what it adds to it. */
const resultOf = (error: unknown): number | undefined =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : undefined;

/** Another window has it for a moment; on Windows a virus scanner may as well. */
export function isBusy(error: unknown): boolean {
  const result = resultOf(error);
  return result === RESULT.busy || result === RESULT.locked || codeOf(error) === "EBUSY";
}

export function isDamage(error: unknown): boolean {
  const result = resultOf(error);
  return error instanceof DamageError || result === RESULT.corrupt || result === RESULT.notDatabase;
}

/** Every failure of file or database as one that callers know; it names no path. */
export function asStoreError(error: unknown): unknown {
  const result = resultOf(error);
  if (result !== undefined) return new StoreError(REASONS[result] ?? `SQLite failed with ${result}`);
  const code = codeOf(error);
  return code?.startsWith("E") && !code.startsWith("ERR_") ? new StoreError(code) : error;
}
