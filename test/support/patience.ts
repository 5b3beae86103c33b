import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InstalledOptions } from "./installed.ts";
import { root } from "./run.ts";
import { createScratch } from "./scratch.ts";

/** Lets time pass for an editor without waiting for it. */
export interface Patience {
  /** What an editor has to be installed with. */
  readonly options: Pick<InstalledOptions, "env" | "nodeOptions">;
  /** The clocks of all its windows go on by this much. */
  pass(ms: number): Promise<void>;
  dispose(): Promise<void>;
}

export async function createPatience(): Promise<Patience> {
  const scratch = await createScratch();
  const file = join(scratch.path, "clock");
  let ahead = 0;
  const write = () => writeFile(file, String(ahead));
  await write();
  return {
    options: {
      env: { AIMLAPI_TEST_CLOCK: file },
      nodeOptions: ["--import", join(root, "test", "support", "shifted-clock.ts")],
    },
    async pass(ms) {
      ahead += ms;
      await write();
    },
    dispose: scratch.dispose,
  };
}
