import assert from "node:assert/strict";
import { hear, withoutFirst } from "../../../../src/billing/alerts/detect-alerts.ts";
import type { LedgerNews } from "../../../../src/billing/alerts/ledger-alerts.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import type { AlertMemory } from "../../../../src/billing/state/alert-state.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 7, 31, 12);
const rule = { ownThreshold: null, refillKnownMs: 2 * HOUR };
const stateOf = (dollars: number, at: number): AccountState => ({
  requests: { automatic: [], manual: [] },
  reading: { balance: usd(dollars), at },
});

describe("alerts that nobody shows", () => {
  it("queue up to eight, the newest, in their order", () => {
    let state = stateOf(10, START);
    let memory = hear(undefined, state, state, START, rule);
    for (let rise = 1; rise <= 12; rise += 1) {
      const before = state;
      const now = START + rise * MINUTE;
      state = stateOf(10 + 5 * rise, now);
      memory = hear(memory, before, state, now, rule);
      assert.equal(memory?.pending.length, Math.min(rise, 8));
    }
    const minutes = memory?.pending.map(({ kind, at }) => [kind, (at - START) / MINUTE]);
    assert.deepEqual(
      minutes,
      [5, 6, 7, 8, 9, 10, 11, 12].map((at) => ["topped-up", at]),
    );
  });
});

describe("an expiry in the ledger", () => {
  const state = stateOf(10, START);
  const news = (until: number, ...expired: readonly number[]): LedgerNews => ({
    until,
    topUps: [],
    expired: expired.map((at) => ({ at, amount: usd(2) })),
  });
  /** The kinds told of each piece of news in turn, by a memory that has heard the ledger before. */
  function told(...heard: readonly LedgerNews[]): readonly string[] {
    let memory: AlertMemory | undefined = hear(undefined, state, state, START, rule, news(START));
    return heard.flatMap((each) => {
      memory = hear(memory, state, state, each.until, rule, each);
      const kinds = memory?.pending.map(({ kind }) => kind) ?? [];
      while (memory && memory.pending.length > 0) memory = withoutFirst(memory);
      return kinds;
    });
  }

  it("is told when it lands up to a day late, and not when the ledger is only read further back", () => {
    assert.deepEqual(told(news(START + HOUR, START - DAY + 1)), ["credits-expired"]);
    assert.deepEqual(told(news(START + HOUR, START - DAY - 1)), []);
    assert.deepEqual(told(news(START + HOUR), news(START + 2 * HOUR, START - 2 * DAY)), []);
  });

  it("is told once, however long it stays in the ledger", () => {
    const at = START + 1;
    const reads = Array.from({ length: 60 }, (_, hour) => news(START + (hour + 1) * HOUR, at));
    assert.deepEqual(told(...reads), ["credits-expired"]);
  });

  it("is told though nobody read the ledger for days", () => {
    assert.deepEqual(told(news(START + 9 * DAY, START + 2 * DAY)), ["credits-expired"]);
  });
});
