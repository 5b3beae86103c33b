import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { packagedFile, packageExtension } from "./package.ts";
import { exitOnSignals } from "./processes.ts";

/** Mocha runs this once, before the first end-to-end test. */
export async function mochaGlobalSetup(): Promise<void> {
  // A run that is stopped takes its editors along.
  exitOnSignals();
  await mkdir(dirname(packagedFile), { recursive: true });
  await packageExtension(packagedFile);
}
