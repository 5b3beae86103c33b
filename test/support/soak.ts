import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { root } from "./run.ts";

// npm run test:soak [runs] [seed]: the model checks of the shared store and of charges, long and from a new seed, which it prints.
const [runs = "10000", seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
console.log(`MODEL_RUNS=${runs} MODEL_SEED=${seed}`);
const { status } = spawnSync(
  process.execPath,
  [
    `${root}/node_modules/mocha/bin/mocha.js`,
    "test/unit/billing/model.test.ts",
    "test/unit/billing/charges/model.test.ts",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, MODEL_RUNS: runs, MODEL_SEED: seed } },
);
process.exitCode = status ?? 1;
