import type { ReadUsage } from "../../billing/ledger/usage-reader.ts";
import type { BalanceLog } from "../../billing/ledger/observed-balance-log.ts";
import { moneyFrom, toDecimal } from "../../billing/money/money.ts";
import { EMPTY_STATE, type AccountState } from "../../billing/state/account-state.ts";
import { decodeState, encodeState } from "../../billing/state/state-encoding.ts";
import type { Version } from "../../billing/state/state-store.ts";
import { inTime, observe, type ObservedBalance } from "../../billing/store/balance-record.ts";
import { markOf, type ClockMark } from "../../billing/store/clock-mark.ts";
import { byClockOfNow, decideLease, releaseLease } from "../../billing/store/leases.ts";
import type { Grant, LeaseRequest, StateStore, UsageStore } from "../../billing/store/store.ts";
import type { Clock } from "../../billing/time/clock.ts";
import type { Connection, Row } from "./sqlite-connection.ts";
import type { Database } from "./sqlite-database.ts";
import { StoreError } from "./store-error.ts";

export interface SqliteAccountOptions {
  readonly database: Database;
  readonly fingerprint: string;
  readonly clock: Clock;
  /** Called with what could not be read. */
  readonly onDamage: (what: string) => void;
}

/** Undefined for an account without a state: nothing else is kept of one that was deleted. */
export const accountId = (connection: Connection, fingerprint: string): number | undefined =>
  connection.get("SELECT id FROM accounts WHERE fingerprint = ?", fingerprint)?.["id"] as number | undefined;

export const nextVersion = (connection: Connection): number =>
  connection.get("UPDATE sequence SET last = last + 1 RETURNING last")?.["last"] as number;

export function createSqliteState(options: SqliteAccountOptions): StateStore {
  const { database, fingerprint, clock, onDamage } = options;
  let decoded: Version | undefined;

  function versionOf(row: Row | undefined): Version {
    if (!row) return { id: "", state: EMPTY_STATE };
    const id = String(row["version"]);
    if (decoded?.id === id) return decoded;
    const found = decodeState(String(row["state"]));
    if (found.kind === "newer") throw new StoreError("written by a newer version of this extension");
    if (found.kind === "damaged") onDamage("the state of an account");
    return (decoded = { id, state: found.kind === "state" ? found.state : EMPTY_STATE });
  }

  const rowOf = (connection: Connection) =>
    connection.get("SELECT * FROM accounts WHERE fingerprint = ?", fingerprint);

  /** `mark` where leases or requests were written by the clock of now. */
  function put(connection: Connection, state: AccountState, mark?: ClockMark): Version {
    const version = nextVersion(connection);
    connection.run(
      `INSERT INTO accounts (fingerprint, version, state) VALUES (?, ?, ?)
       ON CONFLICT (fingerprint) DO UPDATE SET version = excluded.version, state = excluded.state`,
      fingerprint,
      version,
      encodeState(state),
    );
    if (mark)
      connection.run(
        "UPDATE accounts SET written_at = ?, written_run = ?, written_ms = ? WHERE fingerprint = ?",
        ...markColumns(mark),
        fingerprint,
      );
    return { id: String(version), state };
  }

  const take = (request: LeaseRequest, renewing: boolean): Promise<Grant> =>
    database.write((connection) => {
      const row = rowOf(connection);
      const mark = markOf(clock);
      const written = row && markIn(row, "written");
      const { state } = versionOf(row);
      const now = written ? byClockOfNow(state, written, mark) : state;
      const decision = decideLease(now, request, mark.at, renewing);
      if (decision.kind !== "acquired") return decision;
      return { kind: "acquired", version: put(connection, decision.state, mark) };
    });

  return {
    read: () => database.read((connection) => versionOf(rowOf(connection))),
    swap: (expected, next) =>
      database.write((connection) => {
        if (versionOf(rowOf(connection)).id !== expected.id) return false;
        put(connection, next);
        return true;
      }),
    acquire: (request) => take(request, false),
    renew: (request) => take(request, true),
    release: (lease, token) =>
      database.write((connection) => {
        const state = releaseLease(versionOf(rowOf(connection)).state, lease, token);
        if (state) put(connection, state);
        return state !== undefined;
      }),
    watch: (listener) => database.watch(listener),
    clear: () =>
      database.write((connection) => {
        connection.run("DELETE FROM accounts WHERE fingerprint = ?", fingerprint);
      }),
  };
}

const markColumns = ({ at, steady }: ClockMark) => [at, steady?.run ?? null, steady?.ms ?? null] as const;

function markIn(row: Row, prefix: "written" | "noted"): ClockMark | undefined {
  const [at, run, ms] = [row[`${prefix}_at`], row[`${prefix}_run`], row[`${prefix}_ms`]];
  if (typeof at !== "number") return undefined;
  return { at, ...(typeof run === "string" && typeof ms === "number" && { steady: { run, ms } }) };
}

export function createSqliteBalances({ database, fingerprint, clock }: SqliteAccountOptions): BalanceLog {
  const recordsOf = (connection: Connection, account: number) =>
    connection.all("SELECT * FROM balances WHERE account = ? ORDER BY id", account).flatMap(recordIn);

  return {
    read: () =>
      database.read((connection) => {
        const account = accountId(connection, fingerprint);
        return account === undefined ? [] : inTime(recordsOf(connection, account));
      }),
    note: (reading) =>
      database.write((connection) => {
        const account = accountId(connection, fingerprint);
        if (account === undefined) return;
        const before = recordsOf(connection, account);
        const after = new Set<ObservedBalance>(observe(before, reading, markOf(clock)));
        for (const record of before)
          if (!after.delete(record)) connection.run("DELETE FROM balances WHERE id = ?", record.id);
        for (const { at, until, balance, mark, line } of after)
          connection.run(
            `INSERT INTO balances (account, at, until, amount, currency, noted_at, noted_run, noted_ms, line)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            ...[account, at, until, toDecimal(balance), balance.currency, ...markColumns(mark), line],
          );
      }),
    clear: () =>
      database.write((connection) => {
        const account = accountId(connection, fingerprint);
        if (account !== undefined) connection.run("DELETE FROM balances WHERE account = ?", account);
      }),
  };
}

function recordIn(row: Row): readonly (ObservedBalance & { readonly id: number })[] {
  const { id, at, until, line } = row as Readonly<Record<string, number>>;
  const balance = moneyFrom(row["amount"], row["currency"]);
  const mark = markIn(row, "noted");
  if (!balance || !mark || id === undefined || at === undefined || until === undefined) return [];
  return [{ id, at, until, balance, mark, line: line ?? 0 }];
}

export function createSqliteUsage({ database, fingerprint }: SqliteAccountOptions): UsageStore {
  return {
    read: (name) =>
      database.read((connection) => {
        const row = connection.get(
          `SELECT answer FROM usage JOIN accounts ON accounts.id = usage.account
           WHERE fingerprint = ? AND usage.name = ?`,
          ...[fingerprint, name],
        );
        return row && decodeUsage(String(row["answer"]));
      }),
    keep: (name, usage) =>
      database.write((connection) => {
        const account = accountId(connection, fingerprint);
        if (account === undefined) return;
        connection.run(
          `INSERT INTO usage (account, name, at, answer) VALUES (?, ?, ?, ?)
           ON CONFLICT (account, name) DO UPDATE SET at = excluded.at, answer = excluded.answer
           WHERE excluded.at >= usage.at`,
          ...[account, name, usage.at, encodeUsage(usage)],
        );
      }),
    clear: () =>
      database.write((connection) => {
        const account = accountId(connection, fingerprint);
        if (account !== undefined) connection.run("DELETE FROM usage WHERE account = ?", account);
      }),
  };
}

/** Amounts as text, which is the only place where an answer has whole billionths. */
const encodeUsage = (usage: ReadUsage): string =>
  JSON.stringify(usage, (_key, value: unknown) =>
    typeof value === "bigint" ? { nanos: `${value}` } : value,
  );

const decodeUsage = (text: string): ReadUsage =>
  JSON.parse(text, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "nanos" in value && typeof value.nanos === "string"
      ? BigInt(value.nanos)
      : value,
  ) as ReadUsage;
