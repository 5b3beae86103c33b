import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { balanceLine, topupsWithin } from "../../src/billing/ledger/balance-line.ts";
import { exportMovements } from "../../src/billing/ledger/export.ts";
import { EMPTY_INDEX } from "../../src/billing/ledger/ledger-index.ts";
import { merge } from "../../src/billing/ledger/merge.ts";
import { rangeOf } from "../../src/billing/ledger/ranges.ts";
import { rezone } from "../../src/billing/ledger/retention.ts";
import { byModel, dailySpend, spentBetween } from "../../src/billing/ledger/spend.ts";
import { createMovementPager } from "../../src/billing/ledger/transaction-pager.ts";
import type { Movement } from "../../src/billing/money/credits.ts";
import { DAY_MS } from "../../src/billing/time/calendar-day.ts";
import { createZone } from "../../src/billing/time/time-zone.ts";
import { createLedgerFiles } from "../../src/host/ledger-files.ts";
import { diskFiles, type Files } from "../../src/host/store/file-system.ts";
import { bigLedger } from "../../src/sandbox/scenarios/plans.ts";
import { createWorldClock } from "../../src/sandbox/world/clock.ts";
import { createWorld } from "../../src/sandbox/world/world.ts";

/** What 100,000 movements on disk cost: prints, and holds nothing against a limit. */

const RUNS = 15;
const PAGE = 100;

async function median(run: () => Promise<unknown>, runs = RUNS): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const before = performance.now();
    await run();
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

const ms = (time: number) => `${time.toFixed(1)} ms`;
const print = (what: string, figure: string) => process.stdout.write(`${what.padEnd(62)} ${figure}\n`);

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  return (await Promise.all(names.map((name) => stat(join(folder, name))))).reduce(
    (sum, { size }) => sum + size,
    0,
  );
}

const clock = createWorldClock({ factor: 0 });
const now = clock.now();
const { aimlapi } = createWorld({ clock, seed: 1, customers: { aimlapi: { key: "key", plan: bigLedger } } });
const movements = aimlapi
  .account()
  .movements()
  .map(({ at, direction, type, credits, model, referenceId }): Movement => {
    const way = direction === "TOPUP" ? "topup" : "charge";
    return { at, direction: way, type, credits, model, reference: referenceId };
  })
  .reverse();

const folder = await mkdtemp(join(tmpdir(), "bench-ledger-"));
try {
  let written = 0;
  const files: Files = {
    ...diskFiles,
    writeNew(path, text) {
      written += Buffer.byteLength(text);
      return diskFiles.writeNew(path, text);
    },
  };
  const open = () =>
    createLedgerFiles({
      files,
      folder,
      newId: () => randomBytes(8).toString("hex"),
      onDamage: print.bind(null, "damaged"),
    });
  const zone = createZone("Europe/Berlin");
  const start = { ...EMPTY_INDEX, timeZone: zone.name, freshAt: now };
  const whole = {
    span: { from: 0, to: Infinity },
    of: "all",
    movements,
    newest: movements[0]?.at ?? 0,
  } as const;
  const filled = await merge(open(), start, whole, zone);
  await open().commit(await open().read(), filled.index, filled.changed);

  print("movements", String(movements.length));
  print("index on disk", `${((await sizeOf(join(folder, "ledger/index"))) / 1024) | 0} kB`);
  print(
    "days on disk",
    `${filled.index.days.length} files, ${((await sizeOf(join(folder, "ledger/days"))) / 2 ** 20).toFixed(1)} MB`,
  );

  const firstPage = async (name: "24h" | "7d" | "30d" | "90d") => {
    const store = open();
    const { index } = await store.read();
    const fresh = createZone("Europe/Berlin");
    const range = rangeOf(name, now, fresh);
    const page = await createMovementPager(store, index).next(PAGE);
    const days = dailySpend(index, fresh, fresh.dayOf(range.from), fresh.dayOf(now));
    const line = balanceLine(index, range, aimlapi.account().balance());
    const before = await spentBetween(store, index, range.before);
    return [
      page,
      days,
      line,
      topupsWithin(index, range),
      byModel(days.flatMap(({ models }) => models)),
      before,
    ];
  };
  print("the same for 90d, the first time in a process", ms(await median(() => firstPage("90d"), 1)));
  for (const name of ["24h", "7d", "30d", "90d"] as const) {
    print(
      `open: index, first ${PAGE} rows, charts and comparison for ${name}`,
      ms(await median(() => firstPage(name))),
    );
  }
  const store = open();
  const { index } = await store.read();
  print("index alone", ms(await median(() => open().read())));
  print(`a page of ${PAGE} further down, at most`, ms(await worstPage()));

  async function worstPage(): Promise<number> {
    const pager = createMovementPager(store, index);
    let worst = 0;
    for (let last = false; !last;) {
      const before = performance.now();
      ({ last } = await pager.next(PAGE));
      worst = Math.max(worst, performance.now() - before);
    }
    return worst;
  }

  let exported = 0;
  const topups = await median(() => createMovementPager(store, index, { direction: "topup" }).next(PAGE));
  print("all top-ups", ms(topups));
  print(
    "whole export as CSV",
    ms(
      await median(async () => {
        exported = 0;
        for await (const piece of exportMovements(createMovementPager(store, index), "csv"))
          exported += piece.length;
      }, 3),
    ),
  );
  print("its size", `${(exported / 2 ** 20).toFixed(1)} MB`);
  print(
    "another time zone, once",
    ms(await median(() => rezone(store, index, createZone("Asia/Kolkata")), 3)),
  );

  const newest = movements[0]?.at ?? 0;
  let count = 0;
  written = 0;
  const appended = await median(async () => {
    count += 1;
    const version = await store.read();
    const from = newest - DAY_MS;
    const row: Movement = {
      at: newest,
      direction: "charge",
      type: "MODEL_USAGE",
      credits: count,
      model: null,
      reference: null,
    };
    const rows = [...Array<Movement>(count).fill(row), ...movements.filter(({ at }) => at >= from)];
    const span = { from, to: Infinity };
    const merged = await merge(store, version.index, { span, of: "all", movements: rows, newest }, zone);
    await store.commit(version, merged.index, merged.changed);
  });
  print("an incremental read stored (24 h replaced, today changed)", ms(appended));
  print("bytes written for it", `${Math.round(written / RUNS / 1024)} kB`);
  print("memory", `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB with the sandbox world`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
