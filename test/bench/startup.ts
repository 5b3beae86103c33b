// `npm run bench:startup [runs]`: what the package weighs, what its activation takes, and when the amount is there.
import { mkdir, readdir, stat } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { packagedFile, packageExtension } from "../support/package.ts";
import { exitOnSignals } from "../support/processes.ts";
import { root } from "../support/run.ts";
import { measureActivation } from "./startup/activation.ts";
import { median } from "./startup/figures.ts";
import { measureFirstSight } from "./startup/first-sight.ts";

exitOnSignals();
const runs = Number(process.argv[2] ?? 5);
await mkdir(dirname(packagedFile), { recursive: true });
await packageExtension(packagedFile);

const dist = join(root, "dist");
const bundles = (await readdir(dist)).sort().map((name) => join(dist, name));
for (const file of [...bundles, packagedFile]) {
  const { size } = await stat(file);
  console.log(`${file.slice(root.length + 1).padEnd(28)} ${size.toLocaleString("en").padStart(9)} bytes`);
}

const activations = await measureActivation(packagedFile, runs);
const sights = await measureFirstSight(packagedFile, runs);
const load = loadavg()[0] ?? NaN;
console.log(`\nMedian (all) of ${runs} runs, ms; ${availableParallelism()} cores, load ${load.toFixed(1)}`);
show("load code", activations, (it) => it.load);
show("call activate", activations, (it) => it.call);
show("finish activate", activations, (it) => it.finish);
show("window to status bar", sights, (it) => it.statusBar);
show("window to amount, cached", sights, (it) => it.amount);
show("status bar to amount", sights, (it) => it.amount - it.statusBar);
console.log(`requests before the amount   ${sights.map((it) => it.requests).join(" ")}`);
console.log(`test API in the package      ${activations.some((it) => it.testApi) ? "YES" : "no"}`);

function show<T>(name: string, items: readonly T[], read: (item: T) => number): void {
  const values = items.map(read);
  const all = values.map((value) => value.toFixed(0)).join(" ");
  console.log(`${name.padEnd(28)} ${median(values).toFixed(0)} (${all})`);
}
