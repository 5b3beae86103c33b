import { startSandbox } from "../../support/sandbox.ts";
import { createScratch } from "../../support/scratch.ts";
import { countRequests, type RequestCounts } from "./counts.ts";
import { untilAccount, type Scale } from "./scaled-clock.ts";
import { startSwarm } from "./swarm.ts";

export interface IdleResult {
  readonly windows: number;
  readonly requests: RequestCounts;
  readonly warnings: readonly string[];
}

const HOUR = 3_600_000;

/** An hour of account time in which nobody does anything. */
export async function measureIdleHour(
  windows: number,
  factor: number,
  intervalMs: number,
): Promise<IdleResult> {
  const scratch = await createScratch();
  const sandbox = await startSandbox("healthy");
  const { url, apiKey } = sandbox;
  const swarm = await startSwarm(windows, { url, apiKey, intervalMs, folder: scratch.path });
  try {
    const scale: Scale = { startsAt: Date.now(), factor };
    swarm.go(scale);
    await untilAccount(scale, HOUR);
    return { windows, requests: await countRequests(sandbox), warnings: swarm.warnings };
  } finally {
    await swarm.stop();
    await sandbox.stop();
    await scratch.dispose();
  }
}
