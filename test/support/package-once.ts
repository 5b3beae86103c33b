import { packagedVariable, packageExtension } from "./package.ts";
import { exitOnSignals } from "./processes.ts";

/** Mocha runs this once, before the first end-to-end test. */
export async function mochaGlobalSetup(): Promise<void> {
  // A run that is stopped takes its editors along.
  exitOnSignals();
  if (!process.env[packagedVariable]) await packageExtension();
}
