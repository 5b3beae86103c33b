import assert from "node:assert/strict";
import { createReportReader } from "../../../../src/billing/history/report-reader.ts";
import { createHistoryGate } from "../../../../src/billing/polling/history-lease.ts";
import { createMemoryCell } from "../../../../src/billing/state/memory-state-store.ts";
import { HISTORY_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Endpoint } from "../../../../src/billing/vendor/endpoint.ts";
import type { Report } from "../../../../src/billing/vendor/report.ts";
import { createFakeClock } from "../fake-clock.ts";

const DAY = 86_400_000;
const forbidden: Failure = { kind: "forbidden", status: 403, fromVendor: true };

/** Two reports, the first of which takes two requests; an answer is the number of requests so far. */
function createStage() {
  const clock = createFakeClock();
  const cell = createMemoryCell();
  const asked: string[] = [];
  const failures = new Map<string, Failure>();
  const endpoint = (path: string): Endpoint<unknown> => ({ path, decode: (json) => json });
  const limits = (note: string) => ({ kind: "limits", limits: [], note }) as const;
  const reports: readonly Report[] = [
    {
      id: "limits",
      title: "Limits",
      async read(ask) {
        await ask(endpoint("/limits/1"));
        await ask(endpoint("/limits/2"));
        return limits(String(asked.length));
      },
    },
    {
      id: "invoices",
      title: "Invoices",
      filters: [{ value: "all", label: "All" }, { value: "auto", label: "Automatic" }],
      async read(ask, { filter }) {
        await ask(endpoint(`/invoices/${filter}`));
        return limits(`${filter} ${asked.length}`);
      },
    },
  ]; // prettier-ignore
  let turns = 0;
  const seen: string[] = [];
  const reader = createReportReader({
    reports,
    cell,
    clock,
    gate: createHistoryGate({ cell, clock, token: () => String((turns += 1)) }),
    ask<T>({ path }: Endpoint<T>) {
      asked.push(path);
      const failure = failures.get(path);
      return failure ? Promise.reject(new BillingError(failure)) : Promise.resolve(asked.length as T);
    },
    onChange() {
      const reading = reader.states().find((state) => state.reading);
      if (reading) seen.push(reading.report.id);
    },
  });
  const notes = () => reader.states().map(({ data }) => (data?.kind === "limits" ? data.note : undefined));
  return { clock, cell, asked, failures, reader, notes, seen };
}

describe("the reports of an account", () => {
  it("are read in their order, one after the other, and counted request by request", async () => {
    const { reader, asked, cell, notes, seen } = createStage();
    assert.deepEqual(notes(), [undefined, undefined]);
    await reader.look("timer");
    assert.deepEqual(asked, ["/limits/1", "/limits/2", "/invoices/all"]);
    assert.deepEqual(seen, ["limits", "invoices"]);
    assert.deepEqual(notes(), ["2", "all 3"]);
    assert.equal((await cell.read()).state.requests.history?.length, 3);
    assert.ok(reader.states().every(({ reading, failure }) => !reading && !failure));
  });

  it("are fresh for half an hour, for a minute when a person asks", async () => {
    const { reader, asked, clock } = createStage();
    await reader.look("timer");
    await clock.advance(59_999);
    await reader.look("asked");
    assert.equal(asked.length, 3);
    await clock.advance(1);
    await reader.look("timer");
    assert.equal(asked.length, 3);
    await reader.look("asked");
    assert.equal(asked.length, 6);
    await clock.advance(1_800_000);
    await reader.look("timer");
    assert.equal(asked.length, 9);
  });

  it("are read anew after something was changed, and show what they were until then", async () => {
    const { reader, asked, notes } = createStage();
    await reader.look("timer");
    reader.expire();
    assert.deepEqual(notes(), ["2", "all 3"]);
    await reader.look("asked");
    assert.deepEqual([asked.length, notes()], [6, ["5", "all 6"]]);
    await reader.look("asked");
    assert.equal(asked.length, 6);
  });

  it("that were being read while something was changed are read once more", async () => {
    const { reader, asked } = createStage();
    const look = reader.look("timer");
    reader.expire();
    await look;
    await reader.look("timer");
    assert.ok(asked.filter((path) => path === "/limits/1").length === 2, String(asked));
  });

  it("that fail keep what was read, hold up no other, and are tried again", async () => {
    const { reader, asked, clock, failures, notes } = createStage();
    await reader.look("timer");
    failures.set("/limits/2", { kind: "server", status: 500 });
    await clock.advance(1_800_000);
    await reader.look("timer");
    assert.deepEqual(notes(), ["2", "all 6"]);
    assert.equal(reader.states()[0]?.failure?.status, 500);
    failures.clear();
    await reader.look("timer");
    assert.equal(asked.length, 6, "not before five minutes have passed");
    await reader.look("asked");
    assert.deepEqual([notes()[0], reader.states()[0]?.failure, asked.length], ["8", undefined, 8]);
  });

  it("that the vendor refuses rest for a day, but for a person who asks, once a minute", async () => {
    const { reader, asked, clock, failures } = createStage();
    const made = () => asked.filter((path) => path === "/invoices/all").length;
    failures.set("/invoices/all", forbidden);
    await reader.look("timer");
    assert.equal(made(), 1);
    await reader.look("asked");
    assert.equal(made(), 1);
    await clock.advance(60_000);
    await reader.look("asked");
    assert.equal(made(), 2);
    await clock.advance(DAY - 1);
    await reader.look("timer");
    assert.equal(made(), 2);
    assert.equal(reader.states()[1]?.failure?.kind, "forbidden");
    assert.equal(asked.length, 8, "the other is read all the same");
    failures.clear();
    await clock.advance(1_800_000);
    await reader.look("timer");
    assert.deepEqual([made(), reader.states()[1]?.failure], [3, undefined]);
  });

  it("narrowed to something else are read anew, and show nothing of what was", async () => {
    const { reader, asked, notes } = createStage();
    await reader.look("timer");
    assert.equal(reader.choose("invoices", "nonsense"), false);
    assert.equal(reader.choose("nobody", "auto"), false);
    assert.equal(reader.choose("invoices", "auto"), true);
    assert.deepEqual([notes()[1], reader.states()[1]?.filter, reader.report("invoices")], [undefined, "auto", undefined]);
    await reader.look("asked", "invoices");
    assert.deepEqual([asked.at(-1), asked.length, notes()[1]], ["/invoices/auto", 4, "auto 4"]);
    assert.deepEqual(reader.report("invoices"), reader.states()[1]?.data);
    reader.choose("invoices", "all");
    assert.equal(notes()[1], "all 3");
  }); // prettier-ignore

  it("leave requests of the hour to ledger and usage, unless a person asks", async () => {
    const { reader, asked, cell, clock, notes } = createStage();
    const history = Array<number>(HISTORY_PER_HOUR - 13).fill(clock.now());
    await rewrite(cell, (state) => ({ ...state, requests: { ...state.requests, history } }));
    await reader.look("timer");
    assert.deepEqual([asked, notes()], [["/limits/1"], [undefined, undefined]]);
    assert.ok(reader.states().every(({ reading, failure }) => !reading && !failure));
    assert.deepEqual(reader.states().map(({ waiting }) => waiting), ["budget", "budget"]);
    await reader.look("asked");
    assert.deepEqual(notes(), ["3", "all 4"]);
    assert.ok(reader.states().every(({ waiting }) => waiting === undefined));
  }); // prettier-ignore

  it("say why they were not read, and keep what was read before", async () => {
    const { reader, cell, clock, notes } = createStage();
    const spend = async (count: number) => {
      const history = Array<number>(count).fill(clock.now());
      await rewrite(cell, (state) => ({ ...state, requests: { ...state.requests, history } }));
    };
    await spend(HISTORY_PER_HOUR - 2);
    await reader.look("asked");
    assert.deepEqual(notes(), ["2", undefined]);
    assert.deepEqual(reader.states().map(({ waiting }) => waiting), [undefined, "budget"]);
    await spend(0);
    await clock.advance(60_000);
    const last: Failure = { kind: "offline" };
    await rewrite(cell, (state) => ({ ...state, history: { trouble: { last, at: clock.now(), count: 3 } } }));
    await reader.look("timer");
    assert.deepEqual(reader.states().map(({ waiting }) => waiting), [undefined, "backing-off"]);
    await clock.advance(3_600_000);
    await reader.look("timer");
    assert.deepEqual([notes(), reader.states()[1]?.waiting], [["4", "all 5"], undefined]);
  }); // prettier-ignore

  it("that were begun and stopped say why as well", async () => {
    const { reader, cell, clock, notes } = createStage();
    const history = Array<number>(HISTORY_PER_HOUR - 1).fill(clock.now());
    await rewrite(cell, (state) => ({ ...state, requests: { ...state.requests, history } }));
    await reader.look("asked");
    assert.deepEqual(notes(), [undefined, undefined]);
    assert.deepEqual(
      reader.states().map(({ waiting }) => waiting),
      ["budget", "budget"],
    );
  });

  it("ask nobody any more once they are gone", async () => {
    const { reader, asked } = createStage();
    reader.dispose();
    await reader.look("asked");
    assert.deepEqual(asked, []);
  });
});
