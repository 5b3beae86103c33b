import assert from "node:assert/strict";
import { createUsageReader } from "../../../../src/billing/ledger/usage-reader.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { createHistoryGate } from "../../../../src/billing/polling/history-lease.ts";
import { decideHistory } from "../../../../src/billing/polling/history-schedule.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { HISTORY_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import { canonicalTimeZone } from "../../../../src/billing/time/time-zone.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Endpoint } from "../../../../src/billing/vendor/endpoint.ts";
import type { Usage, UsageQuery, UsageSource } from "../../../../src/billing/vendor/provider.ts";
import { createFakeClock } from "../fake-clock.ts";

const DAY_MS = 86_400_000;
const kolkata = canonicalTimeZone("Asia/Calcutta");

function createStage(more: Partial<UsageSource> = {}) {
  const clock = createFakeClock();
  const cell = createMemoryCell();
  const asked: UsageQuery[] = [];
  const queries = new Map<Endpoint<Usage>, UsageQuery>();
  const endpoint = (query: UsageQuery): Endpoint<Usage> => {
    const question = { path: "/usage", decode: () => assert.fail() };
    queries.set(question, query);
    return question;
  };
  const answers: { failure: (query: UsageQuery) => Failure | undefined } = { failure: () => undefined };
  return {
    clock,
    cell,
    asked,
    answers,
    reader: createUsageReader({
      clock,
      gate: createHistoryGate({ cell, clock, token: () => String(asked.length) }),
      source: { scope: "key", mostDays: 92, days: endpoint, hours: endpoint, ...more },
      ask(question) {
        const query = queries.get(question) ?? assert.fail();
        asked.push(query);
        const failure = answers.failure(query);
        if (failure) return Promise.reject(new BillingError(failure));
        const { from, to } = query;
        return Promise.resolve({ from, to, spend: usd(asked.length), requests: 1, groups: [] });
      },
    }),
  };
}

describe("the usage reader", () => {
  it("asks for days of the person's zone by its canonical name, and not again for a while", async () => {
    const { reader, asked, clock } = createStage();
    const first = await reader.read(30, kolkata, "timer");
    assert.ok(first.kind === "read");
    assert.deepEqual(first.value.zone, { name: "Asia/Kolkata", fallback: false });
    assert.deepEqual(asked, [{ from: clock.now() - 30 * DAY_MS, to: clock.now(), timeZone: "Asia/Kolkata" }]);
    await clock.advance(299_999);
    assert.deepEqual(await reader.read(30, kolkata, "timer"), first);
    assert.notDeepEqual(await reader.read(30, kolkata, "asked"), first);
    assert.equal(asked.length, 2);
    await reader.read(200, kolkata, "timer");
    assert.equal(asked[2]?.from, clock.now() - 92 * DAY_MS);
  });

  it("takes UTC, and says so, where the vendor does not take the zone", async () => {
    const stage = createStage();
    stage.answers.failure = ({ timeZone }) =>
      timeZone === "UTC" ? undefined : { kind: "unexpected-answer", status: 400 };
    const outcome = await stage.reader.read(7, kolkata, "timer");
    assert.ok(outcome.kind === "read");
    assert.deepEqual(outcome.value.zone, { name: "UTC", fallback: true });
    assert.deepEqual(stage.asked.map(({ timeZone }) => timeZone), ["Asia/Kolkata", "UTC"]);
    assert.equal((await stage.cell.read()).state.history, undefined);
    stage.answers.failure = () => ({ kind: "unexpected-answer", status: 400 });
    assert.equal((await stage.reader.read(8, kolkata, "timer")).kind, "failed");
  }); // prettier-ignore

  it("remembers that there is none, apart from the ledger", async () => {
    const stage = createStage();
    stage.answers.failure = () => ({ kind: "forbidden", status: 403, fromVendor: true });
    assert.equal((await stage.reader.read(7, kolkata, "timer")).kind, "failed");
    const again = await stage.reader.read(7, kolkata, "asked");
    assert.ok(again.kind === "waiting" && again.because === "unavailable");
    const { state } = await stage.cell.read();
    assert.equal(decideHistory(state, { turn: "t", source: "ledger" }, stage.clock.now()).kind, "ask");
    assert.equal(decideHistory(state, { turn: "t", source: "usage" }, stage.clock.now()).kind, "wait");
    const pass = createHistoryGate({ cell: stage.cell, clock: stage.clock, token: () => "l" }).begin(
      "ledger",
      false,
    );
    await pass.permit();
    await pass.end(undefined);
    const after = (await stage.cell.read()).state.history;
    assert.deepEqual(Object.keys(after?.unavailable ?? {}), ["usage"]);
  });

  it("asks a vendor that knows only UTC for nothing else, and for no more days than it has", async () => {
    const { reader, asked, clock } = createStage({ timeZone: "UTC", mostDays: 30 });
    const outcome = await reader.read(92, kolkata, "timer");
    assert.ok(outcome.kind === "read" && outcome.value.zone.name === "UTC");
    assert.deepEqual(asked, [{ from: clock.now() - 30 * DAY_MS, to: clock.now(), timeZone: "UTC" }]);
  });

  it("reads the hours of a day apart from the days, and each as seldom", async () => {
    const { reader, asked, clock } = createStage();
    await reader.read(1, canonicalTimeZone("UTC"), "timer");
    const first = await reader.readHours?.("timer");
    assert.ok(first?.kind === "read");
    assert.equal(asked.length, 2);
    assert.deepEqual(await reader.readHours?.("timer"), first);
    await clock.advance(300_000);
    assert.notDeepEqual(await reader.readHours?.("timer"), first);
  });

  it("asks again when the clock was set back since: an answer of later says nothing of now", async () => {
    for (const back of [1, 60_000, 40 * DAY_MS]) {
      const { reader, asked, clock } = createStage();
      await reader.read(30, kolkata, "timer");
      clock.jump(-back);
      const again = await reader.read(30, kolkata, "timer");
      assert.ok(again.kind === "read" && again.value.at === clock.now());
      assert.equal(asked.length, 2);
      assert.deepEqual(await reader.read(30, kolkata, "timer"), again, "and then no more for a while");
    }
  });

  it("shares the hour's budget with the ledger", async () => {
    const { reader, asked, clock } = createStage();
    for (let days = 1; days <= HISTORY_PER_HOUR + 5; days += 1) {
      const outcome = await reader.read(days, kolkata, "asked");
      assert.equal(outcome.kind, days <= HISTORY_PER_HOUR ? "read" : "waiting");
    }
    assert.equal(asked.length, HISTORY_PER_HOUR);
    clock.jump(-DAY_MS);
    assert.equal(
      (await reader.read(91, kolkata, "asked")).kind,
      "waiting",
      "a clock set back renews no budget",
    );
    assert.equal(asked.length, HISTORY_PER_HOUR);
  });
});
