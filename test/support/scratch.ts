import { mkdtemp, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own below the temp folder, gone after `dispose` or at exit. */
export interface Scratch {
  readonly path: string;
  dispose(): Promise<void>;
}

// The name is short: sockets below it must stay under 108 bytes.
export async function createScratch(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), "aimlapi-"));
  const forget = () => rmSync(path, { recursive: true, force: true });
  process.once("exit", forget);
  return {
    path,
    async dispose() {
      process.off("exit", forget);
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
