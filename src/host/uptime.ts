import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import type { Clock } from "../billing/clock.ts";

/** The clock with the time since the machine started; comparable between processes where the system names its start. */
export function withUptime(clock: Clock): Clock {
  let run: string | undefined;
  return { ...clock, steady: () => ({ run: (run ??= startOfMachine()), ms: Math.round(uptime() * 1000) }) };
}

function startOfMachine(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  } catch {
    return randomUUID().slice(0, 8);
  }
}
