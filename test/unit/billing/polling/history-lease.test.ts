import assert from "node:assert/strict";
import { createHistoryGate } from "../../../../src/billing/polling/history-lease.ts";
import { createRefugeCell } from "../../../../src/billing/state/fallback-state-store.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { HISTORY_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import type { Cell } from "../../../../src/billing/state/state-store.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import { createFakeClock } from "../fake-clock.ts";
import { HOUR, MINUTE } from "./windows.ts";

function createStage(cell: Cell = createMemoryCell(), clock = createFakeClock()) {
  let turns = 0;
  const open = () => createHistoryGate({ cell, clock, token: () => `turn-${(turns += 1)}` });
  return { cell, clock, open };
}

describe("the history gate", () => {
  it("lets one turn in at a time, and the next once it has ended or has been silent too long", async () => {
    const { clock, open } = createStage();
    const [first, second, third] = [1, 2, 3].map(() => open().begin("ledger", false));
    assert.equal((await first?.permit())?.kind, "ask");
    const waits = await second?.permit();
    assert.ok(waits?.kind === "wait" && waits.because === "asking");
    assert.equal(await second?.hold(), false);
    await first?.end(undefined);
    assert.equal((await second?.permit())?.kind, "ask");
    await clock.advance(20_000);
    assert.equal((await third?.permit())?.kind, "ask");
    assert.equal(await second?.stands(), false);
    assert.equal((await second?.permit())?.kind, "wait", "it was replaced");
    assert.equal(await third?.stands(), true);
  });

  it("believes no lease that is further off than one can be: its clock was set back", async () => {
    for (const ahead of [20_001, HOUR, 400 * 24 * HOUR]) {
      const { cell, clock, open } = createStage();
      const lease = { token: "gone", until: clock.now() + ahead };
      await rewrite(cell, (state) => ({ ...state, history: { lease } }));
      assert.equal((await open().begin("usage", false).permit()).kind, "ask", `${ahead} ms ahead`);
      await rewrite(cell, (state) => ({ ...state, history: { lease } }));
      assert.equal(await open().begin("usage", false).hold(), true, `${ahead} ms ahead`);
    }
  });

  it("keeps to the hour's budget in real time, also when the wall clock leaps ahead", async () => {
    const { clock, open } = createStage();
    const gate = open();
    let asked = 0;
    for (let tries = 0; tries < 2 * HISTORY_PER_HOUR; tries += 1) {
      const pass = gate.begin("ledger", true);
      if ((await pass.permit()).kind === "ask") asked += 1;
      await pass.end(undefined);
      clock.jump(2 * HOUR);
    }
    assert.equal(asked, HISTORY_PER_HOUR);
    await clock.advance(2 * HOUR);
    assert.equal((await gate.begin("ledger", true).permit()).kind, "ask");
  });

  it("leaves the requests that are to be spared", async () => {
    const { open } = createStage();
    const pass = open().begin("ledger", false);
    for (let left = HISTORY_PER_HOUR; left > 12; left -= 1) assert.equal((await pass.permit(12)).kind, "ask");
    const waits = await pass.permit(12);
    assert.ok(waits.kind === "wait" && waits.because === "budget");
    assert.equal((await pass.permit()).kind, "ask");
  });

  it("sends nothing for a window that slept after it took its turn, until it has taken it again", async () => {
    const shared = createMemoryCell();
    const clock = createFakeClock();
    let sleeps = 1;
    const cell: Cell = {
      ...shared,
      async swap(expected, next) {
        const done = await shared.swap(expected, next);
        if (sleeps-- > 0) clock.sleep(8 * HOUR);
        return done;
      },
    };
    const { open } = createStage(cell, clock);
    assert.equal((await open().begin("ledger", false).permit()).kind, "ask");
    const { history, requests } = (await shared.read()).state;
    assert.ok((history?.lease?.until ?? 0) > clock.now(), "its lease is of now");
    assert.equal(requests.history?.length, 1, "the request that was not sent is eight hours old");
  });

  it("keeps the turn of a window that went on by itself when the shared store comes back", async () => {
    const shared = createMemoryCell();
    const clock = createFakeClock();
    const broken = { now: false };
    const fail = () => Promise.reject(Object.assign(new Error("no disk"), { code: "EIO" }));
    const cell = createRefugeCell({
      shared: {
        ...shared,
        read: () => (broken.now ? fail() : shared.read()),
        swap: (...versions) => (broken.now ? fail() : shared.swap(...versions)),
      },
      now: clock.now,
      onLost() {},
      onFound() {},
    });
    const { open } = createStage(cell, clock);
    await cell.read();
    broken.now = true;
    await cell.read();
    await clock.advance(5 * MINUTE - 1);
    const pass = open().begin("ledger", false);
    assert.equal((await pass.permit()).kind, "ask");
    broken.now = false;
    await clock.advance(1);
    assert.equal(await pass.stands(), true);
    assert.equal((await shared.read()).state.history?.lease?.token, "turn-1", "all windows see it");
    assert.equal((await pass.permit()).kind, "ask");
  });
});
