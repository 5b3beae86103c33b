// What the engine costs, beside its rivals in the same run: medians of interleaved runs. Needs a build (npm run build).
// npm run bench [-- RUNS]
import { benchKeystrokes } from "./lint/keystroke.ts";
import { benchOpen } from "./lint/open.ts";
import { benchFolder, benchPrefilter, benchSize } from "./lint/scan.ts";

const runs = Number(process.argv[2] ?? 41);
await benchKeystrokes(runs);
await benchOpen(runs);
await benchPrefilter(runs);
await benchFolder(3_000, Math.max(3, runs >> 3));
await benchSize();
