import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import type { Clock } from "../billing/time/clock.ts";

/** What a system is asked for the name of its current run. Both may throw. */
export interface StartOfMachine {
  readonly platform: NodeJS.Platform;
  readonly systemRoot: string | undefined;
  readonly read: (path: string) => string;
  readonly run: (program: string, parameters: readonly string[]) => string;
}

const thisMachine: StartOfMachine = {
  platform: process.platform,
  systemRoot: process.env["SystemRoot"],
  read: (path) => readFileSync(path, "utf8"),
  run: (program, parameters) =>
    execFileSync(program, parameters, { encoding: "utf8", timeout: 5000, windowsHide: true, stdio: "pipe" }),
};

const BOOTS_OF_WINDOWS =
  "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters";

/** The clock with the time since the machine started, comparable between processes of one run of the machine. */
export function withUptime(clock: Clock, machine: StartOfMachine = thisMachine): Clock {
  let run: string | undefined;
  return { ...clock, steady: () => ({ run: (run ??= runOf(machine)), ms: Math.round(uptime() * 1000) }) };
}

/** Where the system does not tell, a name that no other process has. Programs are named by their full path. */
function runOf({ platform, systemRoot, read, run }: StartOfMachine): string {
  const ask = (): string | undefined => {
    if (platform === "darwin") return run("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"]);
    if (platform !== "win32") return read("/proc/sys/kernel/random/boot_id");
    const reg = join(systemRoot ?? "C:\\Windows", "System32", "reg.exe");
    return /\b0x[\da-f]+\b/i.exec(run(reg, ["query", BOOTS_OF_WINDOWS, "/v", "BootId"]))?.[0];
  };
  try {
    return (ask()?.trim() || randomUUID()).slice(0, 8);
  } catch {
    return randomUUID().slice(0, 8);
  }
}
