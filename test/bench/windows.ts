// npm run bench:windows [-- --quick]: how windows share one account, counted by the vendor's twin in a process of its own.
import { cpus } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exitOnSignals } from "../support/processes.ts";
import { root } from "../support/run.ts";
import { total, type RequestCounts } from "./windows/counts.ts";
import { DEATHS, DURATION_MS, INTERVAL_MS, measureDeaths, type DeathsResult } from "./windows/deaths.ts";
import { measureIdleHour, type IdleResult } from "./windows/idle.ts";
import { printTable } from "./windows/table.ts";

exitOnSignals();
const quick = process.argv.includes("--quick");
const factor = quick ? 40 : 20;
const idleFactor = quick ? 120 : 60;
const counts = quick ? [1, 8] : [1, 2, 8, 32];
const IDLE_LIMIT = 16;
/** One balance for each interval begun, and the refill state once or, after a death in between, twice. */
const ROUNDS_LIMIT = DURATION_MS / INTERVAL_MS + 1 + 2;
const SHOWN_WITHIN_MS = 1000;

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  contributes: { configuration: { properties: { "aimlapi.pollInterval": { default: number } } } };
};
const defaultIntervalMs =
  manifest.contributes.configuration.properties["aimlapi.pollInterval"].default * 1000;

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
const realMs = (ms: number) => `${ms.toFixed(0)} ms`;
const spelled = (requests: RequestCounts) => `${total(requests)} (${requests.balance} + ${requests.detail})`;
const speed = (times: number) => `${times} times as fast as the machine's`;

console.log(`${cpus().length} processors, Node ${process.version}, ${process.platform}.
Scaled: the clock the extension's code is given, and with it intervals, leases, time limits.
Not scaled: processes, file system, network, the vendor's twin. Milliseconds are real ones.\n`);

const deaths: DeathsResult[] = [];
for (const windows of counts) deaths.push(await measureDeaths(windows, factor));
console.log(
  `Ten minutes at an interval of ${seconds(INTERVAL_MS)}, time ${speed(factor)}; ${DEATHS} windows killed, one a minute, two of them while they asked.`,
);
printTable(
  [
    "windows",
    "requests (balance + detail)",
    "sharing nothing",
    "longest without a new value",
    "takeover",
    "shown by all within",
    "a refresh, by all within",
    "a new window, blank for",
  ],
  deaths.map((it) => [
    it.windows,
    spelled(it.requests),
    spelled(it.independent),
    seconds(it.longestGap),
    seconds(it.takeover),
    realMs(it.spread),
    realMs(it.refreshed),
    realMs(it.blank),
  ]),
);

const idle: readonly IdleResult[] = await Promise.all(
  [1, 8].map((windows) => measureIdleHour(windows, idleFactor, defaultIntervalMs)),
);
console.log(`\nAn idle hour at default settings, time ${speed(idleFactor)}.`);
printTable(
  ["windows", "requests (balance + detail)", "limit"],
  idle.map(({ windows, requests }) => [windows, spelled(requests), IDLE_LIMIT]),
);

const problems = [
  ...deaths.flatMap(({ windows, requests, takeover, refreshed, spread, warnings }) => [
    ...(takeover <= 2 * INTERVAL_MS ? [] : [`${windows}: taken over after ${seconds(takeover)}`]),
    ...(refreshed <= SHOWN_WITHIN_MS ? [] : [`${windows}: a refresh shown after ${realMs(refreshed)}`]),
    ...(spread <= SHOWN_WITHIN_MS ? [] : [`${windows}: a value shown after ${realMs(spread)}`]),
    ...(total(requests) <= ROUNDS_LIMIT
      ? []
      : [`${windows}: ${total(requests)} requests in ${seconds(DURATION_MS)}`]),
    ...warnings.map((line) => `${windows}: ${line}`),
  ]),
  ...idle.flatMap(({ windows, requests, warnings }) => [
    ...(total(requests) <= IDLE_LIMIT ? [] : [`${windows}: ${total(requests)} requests in an idle hour`]),
    ...warnings.map((line) => `${windows}, idle: ${line}`),
  ]),
];
console.log(problems.length === 0 ? "\nAll within their limits." : `\nToo much:\n${problems.join("\n")}`);
process.exitCode = problems.length === 0 ? 0 : 1;
