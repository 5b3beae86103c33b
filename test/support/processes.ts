import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";

/** A helper process and everything it started. */
export interface Group {
  readonly child: ChildProcess;
  /** Ends the process and all its descendants; safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** Starts a process as the leader of its own group, which is also ended when this process exits. */
export function startGroup(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd?: string,
): Group {
  const child = spawn(command, args, {
    env,
    ...(cwd ? { cwd } : {}),
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const closed = once(child, "close").catch(() => undefined);
  const end = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      if (process.platform === "win32") child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // The group is already gone.
    }
  };
  const kill = () => end("SIGKILL");
  process.once("exit", kill);
  return {
    child,
    async stop() {
      child.ref();
      end("SIGTERM");
      await Promise.race([closed, sleep(3000)]);
      kill();
      process.off("exit", kill);
      await closed;
    },
  };
}

/**
 * The first match of a pattern in a line the process prints (to either stream) within the time limit in ms.
 * Throws with all it printed when it ends or stays silent. Afterwards the process no longer keeps this one
 * running: a test that forgets to stop it ends all the same, and takes it along.
 */
export async function waitForLine(
  child: ChildProcess,
  pattern: RegExp,
  limit: number,
): Promise<RegExpExecArray> {
  const printed: string[] = [];
  return await new Promise((resolve, reject) => {
    let waiting = true;
    const fail = (why: string) => {
      reject(new Error(`${child.spawnargs.join(" ")} ${why}:\n${printed.join("\n")}`));
    };
    const timer = setTimeout(() => fail(`said nothing like ${pattern} in ${limit} ms`), limit);
    const settle = () => {
      waiting = false;
      clearTimeout(timer);
      for (const handle of [child, child.stdout, child.stderr]) (handle as Socket | null)?.unref();
    };
    child.once("error", (error) => fail(error.message)).once("close", () => fail("ended"));
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface(stream).on("line", (line) => {
          if (!waiting) return;
          printed.push(line);
          const match = pattern.exec(line);
          if (!match) return;
          settle();
          resolve(match);
        });
  });
}

/** Kills what a process started, at any depth, where the command line matches: as a power failure would. Linux only. */
export async function killBelow(pid: number, pattern: RegExp): Promise<number> {
  const lookAt = async (name: string) => {
    const read = (file: string) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "");
    const [stat, command] = [await read("stat"), await read("cmdline")];
    // The name within parentheses may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { pid: Number(name), parent, command: command.replaceAll("\0", " ") };
  };
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(names.map(lookAt));
  const isBelow = ({ parent }: (typeof all)[number], depth = 0): boolean => {
    if (parent === pid) return true;
    const next = all.find((each) => each.pid === parent);
    return next !== undefined && depth < 20 && isBelow(next, depth + 1);
  };
  const found = all.filter((each) => pattern.test(each.command) && isBelow(each));
  for (const each of found) process.kill(each.pid, "SIGKILL");
  return found.length;
}

/** Lets `process.on("exit")` clean up when the run is interrupted from outside. */
export function exitOnSignals(): void {
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  process.once("SIGHUP", () => process.exit(129));
}

export async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
}
