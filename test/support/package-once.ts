import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { packagedFile, packageExtension } from "./package.ts";

/** Mocha runs this once, before the first end-to-end test. */
export async function mochaGlobalSetup(): Promise<void> {
  await mkdir(dirname(packagedFile), { recursive: true });
  await packageExtension(packagedFile);
}
