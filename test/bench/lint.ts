// What the engine costs, beside its rivals in the same run: medians of interleaved runs. npm run bench [-- RUNS]
import { benchKeystrokes } from "./lint/keystroke.ts";
import { benchOpen } from "./lint/open.ts";

const runs = Number(process.argv[2] ?? 41);
await benchKeystrokes(runs);
await benchOpen(runs);
