// npm run bench:store [-- ledgers openings windows kills --kills 300 --seconds 30]: the database beside today's files, in the same run.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { exitOnSignals } from "../support/processes.ts";
import { KINDS, openStore, quantile, type Held, type Kind } from "./store/kinds.ts";
import { bigLedgerOf, measureTransactions } from "./store/transactions.ts";
import { printTable } from "./windows/table.ts";

exitOnSignals();
const numberOf = (name: string, usual: number) => {
  const place = process.argv.indexOf(name);
  return place < 0 ? usual : Number(process.argv[place + 1]);
};
const kills = numberOf("--kills", 300);
const openings = numberOf("--openings", 11);
const seconds = numberOf("--seconds", 30);
const EVERY_MS = 5000;
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

const scratch = await mkdtemp(join(tmpdir(), "bench-store-"));
const folderOf = (name: string) => join(scratch, name);
const script = (name: string) => join(import.meta.dirname, "store", name);

function run(name: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", script(name), ...parameters], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (part: Buffer) => (text += part.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${name} ended with ${code ?? "a signal"}`));
    });
  });
}

async function windowsOf(kind: Kind, count: number) {
  const folder = folderOf(`${kind}-${count}`);
  const store = await openStore(kind, folder);
  const { cell } = store.account("abc");
  await cell.swap(await cell.read(), { requests: { automatic: [], manual: [] } });
  store.dispose();
  const texts = await Promise.all(
    Array.from({ length: count }, () =>
      run("window.ts", [kind, folder, String(EVERY_MS), String(seconds * 1000)]),
    ),
  );
  const all = texts.map((text) => JSON.parse(text) as { rounds: Held[]; idle: Held[] });
  const rounds = all.flatMap((each) => each.rounds);
  const held = rounds.map((round) => round.held);
  const idle = all.flatMap((each) => each.idle).map((round) => round.held);
  return [
    kind,
    count,
    rounds.length,
    ms(quantile(held, 0.5)),
    ms(quantile(held, 0.99)),
    `${ms(quantile(idle, 0.5))}, ${ms(quantile(idle, 0.99))}`,
    ms(
      quantile(
        rounds.map(({ took }) => took),
        0.5,
      ),
    ),
    ms(Math.max(...rounds.map(({ took }) => took))),
  ];
}

/** Kills a writer at a random moment, again and again: is every number there that it was told was kept? */
async function killsOf(kind: Kind, times: number) {
  const folder = folderOf(`${kind}-kills`);
  let acknowledged = 0;
  let lost = 0;
  for (let time = 0; time < times; time += 1) {
    const last = await killWriter(kind, folder);
    acknowledged += last.length;
    const store = await openStore(kind, folder);
    const kept = (await store.account("abc").cell.read()).state.reading?.at ?? 0;
    store.dispose();
    lost += last.filter((count) => count > kept).length;
  }
  return [kind, times, acknowledged, lost];
}

function killWriter(kind: Kind, folder: string): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", script("writer.ts"), kind, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    let killing = false;
    child.stdout.on("data", (part: Buffer) => {
      text += part.toString();
      if (killing) return;
      killing = true;
      setTimeout(() => child.kill("SIGKILL"), Math.random() * 60);
    });
    child.on("error", reject);
    // The last line may be cut off.
    child.on("close", () => resolve(text.split("\n").slice(0, -1).map(Number)));
  });
}

async function openingsOf(kind: Kind) {
  const folder = folderOf(`${kind}-ledger`);
  const times: { cold: number; warm: number }[] = [];
  for (let time = 0; time < openings; time += 1)
    times.push(JSON.parse(await run("opening.ts", [kind, folder])) as { cold: number; warm: number });
  return [
    kind,
    ...(["cold", "warm"] as const).map((each) =>
      ms(
        quantile(
          times.map((it) => it[each]),
          0.5,
        ),
      ),
    ),
  ];
}

const load = () =>
  console.log(
    `\nLoad of the machine: ${loadavg()
      .map((each) => each.toFixed(1))
      .join(", ")}.`,
  );

async function printLedgers(): Promise<void> {
  const movements = bigLedgerOf();
  console.log(`${movements.length} transactions, ms:`);
  const columns: ReadonlyMap<string, string>[] = [];
  for (const kind of KINDS)
    columns.push(await measureTransactions(kind, folderOf(`${kind}-ledger`), movements));
  printTable(
    ["", ...KINDS],
    [...(columns[0]?.keys() ?? [])].map((name) => [name, ...columns.map((column) => column.get(name) ?? "")]),
  );
}

async function printOpenings(): Promise<void> {
  console.log("The first read of a process, code and module included; and again.");
  const opened = [];
  for (const kind of KINDS) opened.push(await openingsOf(kind));
  printTable(["", "cold", "warm"], opened);
}

async function printWindows(): Promise<void> {
  console.log(
    `Windows that each read a balance every ${EVERY_MS} ms or so, for ${seconds} s: three writes a round.`,
  );
  const rows = [];
  for (const count of [1, 8, 32]) for (const kind of KINDS) rows.push(await windowsOf(kind, count));
  printTable(
    [
      "",
      "windows",
      "rounds",
      "thread held, median",
      "99 %",
      "while idle, median, 99 %",
      "round, median",
      "longest",
    ],
    rows,
  );
}

async function printKills(): Promise<void> {
  const killed = [];
  for (const kind of KINDS)
    killed.push(await killsOf(kind, kind === "SQLite" ? kills : Math.ceil(kills / 5)));
  printTable(["", "kills", "acknowledged writes", "lost"], killed);
}

const PARTS = { ledgers: printLedgers, openings: printOpenings, windows: printWindows, kills: printKills };
const only = process.argv.filter((parameter) => parameter in PARTS);

console.log(`Node ${process.version}, ${process.platform}.`);
try {
  for (const [name, print] of Object.entries(PARTS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    load();
    await print();
  }
  load();
} finally {
  await rm(scratch, { recursive: true, force: true });
}
