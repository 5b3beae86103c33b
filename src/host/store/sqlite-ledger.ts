import type { SQLInputValue } from "node:sqlite";
import { decodeIndex, encodeIndex } from "../../billing/ledger/encoding.ts";
import { EMPTY_INDEX, type LedgerIndex } from "../../billing/ledger/ledger-index.ts";
import type { LedgerVersion } from "../../billing/ledger/store.ts";
import { OTHER_MODELS, type DaySummary } from "../../billing/ledger/summary.ts";
import { isSpend, type Movement } from "../../billing/money/credits.ts";
import { USAGE } from "../../billing/store/over-days.ts";
import type { TransactionQuery, TransactionStore } from "../../billing/store/store.ts";
import { utcDayOf } from "../../billing/time/calendar-day.ts";
import { accountId, nextVersion, type SqliteAccountOptions } from "./sqlite-account.ts";
import type { Connection, Row } from "./sqlite-connection.ts";
import { StoreError } from "./store-error.ts";

/** What a transaction is, as summaries count. */
const WAY = { topup: 0, use: 1, loss: 2 } as const;

const ROWS = `SELECT at, way, types.name AS type, credits, models.name AS model, reference
FROM transactions JOIN names AS types ON types.id = type LEFT JOIN names AS models ON models.id = model`;

export function createSqliteLedger(options: SqliteAccountOptions): TransactionStore {
  const { database, fingerprint, onDamage } = options;
  /** By version of the day: what did not change is not decoded anew. */
  let decoded = new Map<number, DaySummary>();

  /** Nothing without an account, which may have been deleted. */
  const reading = <T>(nothing: T, work: (connection: Connection, account: number) => T): Promise<T> =>
    database.read((connection) => {
      const account = accountId(connection, fingerprint);
      return account === undefined ? nothing : work(connection, account);
    });

  function indexOf(connection: Connection, account: number, head: string): LedgerIndex {
    const rows = connection.all(
      "SELECT day, version, file, summary FROM days WHERE account = ? ORDER BY day DESC",
      account,
    );
    const known = decoded;
    decoded = new Map();
    const days = rows.flatMap((row) => {
      const version = Number(row["version"]);
      const summary = known.get(version) ?? indexIn(String(row["summary"]))?.days[0];
      if (!summary) return [];
      decoded.set(version, summary);
      return [summary];
    });
    return { ...(indexIn(head) ?? EMPTY_INDEX), days };
  }

  function indexIn(text: string): LedgerIndex | undefined {
    const found = decodeIndex(text);
    if (found.kind === "value") return found.value;
    if (found.kind === "newer") throw new StoreError("written by a newer version of this extension");
    onDamage("a part of the ledger");
    return undefined;
  }

  return {
    read: () =>
      reading<LedgerVersion>({ id: "", index: EMPTY_INDEX }, (connection, account) => {
        const row = connection.get("SELECT version, head FROM ledgers WHERE account = ?", account);
        if (!row) return { id: "", index: EMPTY_INDEX };
        return { id: String(row["version"]), index: indexOf(connection, account, String(row["head"])) };
      }),
    day: ({ day, file }) =>
      reading<readonly Movement[] | undefined>(undefined, (connection, account) => {
        const row = connection.get("SELECT file FROM days WHERE account = ? AND day = ?", account, day);
        if (!row || String(row["file"]) !== file) return undefined;
        return rowsOf(connection, account, day).map(movementIn);
      }),
    commit: (expected, index, changed) =>
      database.write((connection) => {
        const account = accountId(connection, fingerprint);
        if (account === undefined) return undefined;
        const row = connection.get("SELECT version FROM ledgers WHERE account = ?", account);
        if (String(row?.["version"] ?? "") !== expected.id) return undefined;
        return write(connection, account, index, changed, (day, summary) => decoded.get(day) === summary);
      }),
    clear: () =>
      database.write((connection) => {
        const account = accountId(connection, fingerprint);
        if (account !== undefined) connection.run("DELETE FROM ledgers WHERE account = ?", account);
      }),
    page: (query) =>
      reading<readonly Movement[]>([], (connection, account) => {
        const where = conditions(connection, account, query);
        if (!where) return [];
        const order = query.sort === "amount" ? "credits DESC, day DESC, place DESC" : "day DESC, place DESC";
        const sql = `${ROWS} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`;
        return connection.all(sql, ...where.values, query.limit, query.offset).map(movementIn);
      }),
    sums: (first, last) =>
      reading([], (connection, account) =>
        connection
          .all(
            `SELECT sums.day, name, credits, count FROM (
               SELECT day, model, sum(credits) AS credits, sum(count) AS count FROM spent
               WHERE account = ? AND utc_day BETWEEN ? AND ? AND day BETWEEN ? AND ? GROUP BY day, model
             ) AS sums LEFT JOIN names ON names.id = model`,
            // No calendar is more than a day off.
            ...[account, first - 2, last + 2, first, last],
          )
          .map((row) => ({
            day: Number(row["day"]),
            model: row["name"] === null ? null : String(row["name"]),
            credits: Number(row["credits"]),
            count: Number(row["count"]),
          })),
      ),
  };
}

/** Newest first. */
const rowsOf = (connection: Connection, account: number, day: number) =>
  connection.all(`${ROWS} WHERE account = ? AND day = ? ORDER BY place DESC`, account, day);

function movementIn(row: Row): Movement {
  return {
    at: Number(row["at"]),
    direction: row["way"] === WAY.topup ? "topup" : "charge",
    type: String(row["type"]),
    credits: Number(row["credits"]),
    model: row["model"] === null ? null : String(row["model"]),
    reference: row["reference"] === null ? null : String(row["reference"]),
  };
}

/** Undefined where nothing can fit. */
function conditions(
  connection: Connection,
  account: number,
  { from, to, day, direction, kind, model }: TransactionQuery,
): { readonly sql: string; readonly values: readonly SQLInputValue[] } | undefined {
  const parts = ["account = ?"];
  const values: SQLInputValue[] = [account];
  const add = (sql: string, ...more: SQLInputValue[]) => {
    parts.push(sql);
    values.push(...more);
  };
  if (day !== undefined) add("day = ?", day);
  if (from !== undefined) add("day >= ? AND at >= ?", utcDayOf(from), from);
  if (to !== undefined) add("day <= ? AND at < ?", utcDayOf(to), to);
  if (direction !== undefined) add(direction === "topup" ? "way = 0" : "way <> 0");
  if (kind === USAGE) add("way = 1");
  else if (kind !== undefined) {
    const type = knownName(connection, kind);
    if (type === undefined) return undefined;
    add("way <> 1 AND type = ?", type);
  }
  if (model !== undefined) {
    const id = knownName(connection, model);
    if (id === undefined) return undefined;
    const other = knownName(connection, OTHER_MODELS) ?? id;
    add("way = 1 AND model = ?", id);
    // Only days that have it: summaries are few.
    add("day IN (SELECT utc_day FROM spent WHERE account = ? AND model IN (?, ?))", account, id, other);
  }
  return { sql: parts.join(" AND "), values };
}

const knownName = (connection: Connection, name: string) =>
  connection.get("SELECT id FROM names WHERE name = ?", name)?.["id"] as number | undefined;

/** Changes what differs from what is stored. `isKnown` spares summaries that were read and not touched the comparison. */
function write(
  connection: Connection,
  account: number,
  index: LedgerIndex,
  changed: ReadonlyMap<number, readonly Movement[]>,
  isKnown: (version: number, summary: DaySummary) => boolean,
): LedgerVersion {
  const version = nextVersion(connection);
  const stored = new Map(
    connection
      .all("SELECT day, version, summary FROM days WHERE account = ?", account)
      .map((row) => [Number(row["day"]), row]),
  );
  const days = index.days.map((summary) =>
    changed.has(summary.day) ? { ...summary, file: String(version) } : summary,
  );
  connection.run(
    `INSERT INTO ledgers (account, version, head) VALUES (?, ?, ?)
     ON CONFLICT (account) DO UPDATE SET version = excluded.version, head = excluded.head`,
    ...[account, version, encodeIndex({ ...index, days: [] })],
  );
  const names = createNames(connection);
  for (const summary of days) {
    const { day } = summary;
    const row = stored.get(day);
    stored.delete(day);
    const movements = changed.get(day);
    const same =
      row && (isKnown(Number(row["version"]), summary) || row["summary"] === encodeSummary(summary));
    if (!same) writeSummary(connection, account, nextVersion(connection), summary, names);
    if (movements) writeDay(connection, account, day, movements, names);
  }
  for (const day of stored.keys())
    connection.run("DELETE FROM days WHERE account = ? AND day = ?", account, day);
  return { id: String(version), index: { ...index, days } };
}

const encodeSummary = (summary: DaySummary): string => encodeIndex({ ...EMPTY_INDEX, days: [summary] });

type Names = (name: string) => number;

function createNames(connection: Connection): Names {
  const ids = new Map<string, number>();
  return (name) => {
    const id = ids.get(name) ?? knownName(connection, name) ?? added(connection, name);
    ids.set(name, id);
    return id;
  };
}

const added = (connection: Connection, name: string): number =>
  connection.get("INSERT INTO names (name) VALUES (?) RETURNING id", name)?.["id"] as number;

function writeSummary(
  connection: Connection,
  account: number,
  version: number,
  summary: DaySummary,
  names: Names,
): void {
  const { day, file, spent } = summary;
  connection.run(
    `INSERT INTO days (account, day, version, file, summary) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account, day) DO UPDATE
     SET version = excluded.version, file = excluded.file, summary = excluded.summary`,
    ...[account, day, version, Number(file), encodeSummary(summary)],
  );
  connection.run("DELETE FROM spent WHERE account = ? AND utc_day = ?", account, day);
  for (const { day: local, model, credits, count } of spent)
    connection.run(
      "INSERT INTO spent (account, utc_day, day, model, credits, count) VALUES (?, ?, ?, ?, ?, ?)",
      ...[account, day, local, model === null ? 0 : names(model), credits, count],
    );
}

/** Rows of a day come at its end as a rule: what is the same before them stays as it is. */
function writeDay(
  connection: Connection,
  account: number,
  day: number,
  movements: readonly Movement[],
  names: Names,
): void {
  const known = rowsOf(connection, account, day).map(movementIn).reverse();
  const fresh = movements.toReversed();
  const first = fresh.findIndex((movement, place) => !isSame(movement, known[place]));
  const same = first < 0 ? fresh.length : first;
  connection.run("DELETE FROM transactions WHERE account = ? AND day = ? AND place >= ?", account, day, same);
  for (let place = same; place < fresh.length; place += 1) {
    const movement = fresh[place];
    if (!movement) continue;
    const { at, type, credits, model, reference } = movement;
    connection.run(
      `INSERT INTO transactions (account, day, place, at, way, type, credits, model, reference)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[account, day, place, at, wayOf(movement), names(type), credits],
      ...[model === null ? 0 : names(model), reference],
    );
  }
}

const wayOf = (movement: Movement): number =>
  movement.direction === "topup" ? WAY.topup : isSpend(movement) ? WAY.use : WAY.loss;

const isSame = (a: Movement, b: Movement | undefined): boolean =>
  a.at === b?.at &&
  a.credits === b.credits &&
  a.direction === b.direction &&
  a.type === b.type &&
  a.model === b.model &&
  a.reference === b.reference;
