import assert from "node:assert/strict";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import { decodeRecord } from "../../../../src/host/file-record.ts";
import type { Disk } from "./disk.ts";

interface Stored {
  readonly generation: number;
  readonly lineage: readonly string[];
  readonly state: AccountState;
}

/** Looks at the disk after every single operation, and at every request, and throws when a promise of the store is broken. */
export interface Referee {
  afterStep(window: number, now: number): void;
  atRequest(window: number): void;
  stored(): AccountState | undefined;
  readonly writes: number;
}

/** Turns of window 3 have tokens such as "3/17". */
export const tokenOf = (window: number, turn: number) => `${window}/${turn}`;
const windowOf = (token: string | undefined) =>
  token === undefined ? undefined : Number(token.split("/")[0]);

export function createReferee(disk: Disk): Referee {
  let last: Stored | undefined;
  let writes = 0;

  function newest(): Stored | undefined {
    const name = disk
      .names()
      .filter((it) => /^\d+\.json$/.test(it))
      .sort()
      .at(-1);
    if (name === undefined || Number.parseInt(name) === last?.generation) return last;
    const record = decodeRecord(disk.textOf(name) ?? "");
    assert.ok(record.kind === "record", `${name} became visible before it was whole`);
    return { generation: Number.parseInt(name), ...record };
  }

  return {
    afterStep(window, now) {
      const before = last;
      const after = newest();
      if (!after || after === before) return;
      last = after;
      writes += 1;
      assert.equal(after.generation, (before?.generation ?? 0) + 1, "no generation is skipped or falls back");
      assert.equal(after.lineage[1], before?.lineage[0], "a version is made from the one before it");
      const [was, is] = [before?.state, after.state];
      if (is.lease && is.lease.token !== was?.lease?.token) {
        assert.ok(!was?.lease || now >= was.lease.until, "a lease is taken only when none stands");
      }
      if (result(is) !== result(was)) {
        assert.equal(windowOf(was?.lease?.token), window, "a result is written by who held the lease");
      }
      assert.ok((is.reading?.at ?? 0) >= (was?.reading?.at ?? 0), "the time of the reading goes on");
      assert.ok(
        (is.reading?.balance.nanos ?? 0n) >= (was?.reading?.balance.nanos ?? 0n),
        "an older answer never replaces a newer one",
      );
    },
    atRequest(window) {
      assert.equal(windowOf(last?.state.lease?.token), window, "a request is sent by who holds the lease");
    },
    stored: () => last?.state,
    get writes() {
      return writes;
    },
  };
}

const result = (state: AccountState | undefined) =>
  JSON.stringify([state?.reading?.at, state?.trouble?.at, state?.detailAskedAt]);
