import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { EMPTY_INDEX } from "../../../src/billing/ledger/ledger-index.ts";
import { merge } from "../../../src/billing/ledger/merge.ts";
import type { Movement } from "../../../src/billing/money/credits.ts";
import type { AccountStore, TransactionQuery } from "../../../src/billing/store/store.ts";
import { DAY_MS, utcDayOf } from "../../../src/billing/time/calendar-day.ts";
import { createZone } from "../../../src/billing/time/time-zone.ts";
import { bigLedger } from "../../../src/sandbox/scenarios/plans.ts";
import { createWorldClock } from "../../../src/sandbox/world/clock.ts";
import { createWorld } from "../../../src/sandbox/world/world.ts";
import { measureHeld, openStore, quantile, stateOf, type Kind } from "./kinds.ts";

const RUNS = 15;
const zone = createZone("Europe/Berlin");

/** 100,000 transactions of the sandbox, newest first. */
export function bigLedgerOf(): readonly Movement[] {
  const clock = createWorldClock({ factor: 0 });
  const { aimlapi } = createWorld({
    clock,
    seed: 1,
    customers: { aimlapi: { key: "key", plan: bigLedger } },
  });
  const movements: Movement[] = [];
  for (const { at, direction, type, credits, model, referenceId } of aimlapi.account().movements())
    movements.unshift({
      at,
      direction: direction === "TOPUP" ? "topup" : "charge",
      type,
      credits,
      model,
      reference: referenceId,
    });
  return movements;
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);

/** Figures in ms but for the size; one row a name. */
export async function measureTransactions(
  kind: Kind,
  folder: string,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, string>> {
  const figures = new Map<string, string>();
  const note = (name: string, value: number) => figures.set(name, value.toFixed(value < 10 ? 2 : 0));
  const account = (await openStore(kind, folder)).account("abc");
  await account.cell.swap(await account.cell.read(), stateOf(1));
  const filled = await fill(account, movements, 250);
  note(
    "filled in parts of 250 rows, all",
    filled.reduce((sum, { took }) => sum + took, 0),
  );
  note(
    "thread held by a part, median",
    quantile(
      filled.map(({ held }) => held),
      0.5,
    ),
  );
  note(
    "thread held by a part, 99 %",
    quantile(
      filled.map(({ held }) => held),
      0.99,
    ),
  );
  note("thread held by a part, most", Math.max(...filled.map(({ held }) => held)));
  figures.set("size, MB", (sizeOf(folder) / 2 ** 20).toFixed(1));

  const fresh = (await openStore(kind, folder)).account("abc");
  note("index, first time", (await measureHeld(() => fresh.ledger.read())).took);
  const median = async (name: string, work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) times.push((await measureHeld(work)).took);
    note(name, quantile(times, 0.5));
  };
  const { ledger } = fresh;
  await median("index again", () => ledger.read());
  const newest = movements[0]?.at ?? 0;
  const today = zone.dayOf(newest);
  await median("sums of 90 days by day and model", () => ledger.sums(today - 89, today));
  await median("sums of all days by day and model", () => ledger.sums(0, today));
  const page = (query: Partial<TransactionQuery>) => () =>
    ledger.page({ sort: "time", offset: 0, limit: 100, ...query });
  await median("newest hundred", page({}));
  await median("hundred after 50,000", page({ offset: 50_000 }));
  const counts = new Map<string, number>();
  for (const { model } of movements) if (model !== null) counts.set(model, (counts.get(model) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const [often, seldom] = [byCount[0]?.[0], byCount.at(-1)?.[0]];
  await median("hundred of a model used often", page({ model: often }));
  await median("hundred of a model used seldom", page({ model: seldom }));
  await median("hundred top-ups", page({ direction: "topup" }));
  await median("dearest hundred of a day", page({ sort: "amount", day: utcDayOf(newest) - 1 }));
  await median("dearest hundred of 30 days", page({ sort: "amount", from: newest - 30 * DAY_MS }));
  await median("dearest hundred of all", page({ sort: "amount" }));
  return figures;
}

/** As the reader stores: oldest parts last, each in place of what was known of its span. */
async function fill(account: AccountStore, movements: readonly Movement[], rows: number) {
  let version = await account.ledger.read();
  let index = { ...EMPTY_INDEX, timeZone: zone.name };
  const parts = [];
  let to = Infinity;
  for (let place = 0; place < movements.length; place += rows) {
    const next = movements[place + rows];
    const from = next ? next.at + 1 : 0;
    const part = movements.slice(place, place + rows).filter(({ at }) => at >= from && at < to);
    const span = { from, to };
    to = from;
    parts.push(
      await measureHeld(async () => {
        const reading = { span, of: "all", movements: part, newest: part[0]?.at ?? from } as const;
        const merged = await merge(account.ledger, index, reading, zone);
        const stored = await account.ledger.commit(version, merged.index, merged.changed);
        if (!stored) throw new Error("another window was first");
        version = stored;
        ({ index } = stored);
      }),
    );
  }
  return parts;
}
