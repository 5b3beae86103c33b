import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import type { Clock } from "../billing/clock.ts";

export const realClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  steady: createUptime(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** The time since the machine started; comparable with that of other processes where the system names its start. */
function createUptime(): NonNullable<Clock["steady"]> {
  let run: string | undefined;
  return () => ({ run: (run ??= startOfMachine()), ms: Math.round(uptime() * 1000) });
}

function startOfMachine(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  } catch {
    return randomUUID().slice(0, 8);
  }
}
