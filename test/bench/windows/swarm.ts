import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { editorEnvironment } from "../../support/environment.ts";
import type { Scale } from "./scaled-clock.ts";
import type { FromWindow, ProcessOptions, ToWindow } from "./window-process.ts";

/** A value as one window showed it; all times in real ms since the epoch, but `at` in account time. */
export interface Sighting {
  readonly place: number;
  readonly at: number;
  readonly seen: number;
  readonly nanos: string;
  /** When this window began; its first value is not news. */
  readonly began: number;
  readonly first: boolean;
}

/** Windows as processes, each at a place where another takes over when it is killed. */
export interface Swarm {
  /** Lets all windows begin at once. */
  go(scale: Scale): void;
  /** Kills the process at a place as hard as the system can and starts another there. */
  replace(place: number): void;
  /** The place of the next window that sends a request. */
  nextAsking(): Promise<number>;
  refresh(place: number): void;
  readonly sightings: readonly Sighting[];
  readonly warnings: readonly string[];
  stop(): Promise<void>;
}

const file = join(import.meta.dirname, "window-process.ts");

/** Starts the processes and waits until all are ready to begin. */
export async function startSwarm(count: number, options: ProcessOptions): Promise<Swarm> {
  const sightings: Sighting[] = [];
  const warnings: string[] = [];
  const children = new Map<number, ChildProcess>();
  const starters: ((scale: Scale) => void)[] = [];
  const ended: Promise<unknown>[] = [];
  let scale: Scale | undefined;
  let tellAsking: (place: number) => void = () => undefined;

  function start(place: number): Promise<void> {
    const child = fork(file, [JSON.stringify(options)], { env: editorEnvironment() });
    children.set(place, child);
    ended.push(new Promise((resolve) => child.once("exit", resolve)));
    let began = 0;
    let first = true;
    const go = (at: Scale) => {
      began = Date.now();
      child.send({ kind: "go", scale: at } satisfies ToWindow);
    };
    return new Promise((resolve, reject) => {
      child.once("exit", () => {
        if (children.get(place) !== child) return;
        warnings.push(`The window at place ${place} ended by itself.`);
        reject(new Error(warnings.at(-1)));
      });
      child.on("message", (message: FromWindow) => {
        switch (message.kind) {
          case "ready":
            if (scale) go(scale);
            else starters.push(go);
            resolve();
            break;
          case "asking":
            tellAsking(place);
            break;
          case "value":
            sightings.push({ place, at: message.at, seen: message.seen, nanos: message.nanos, began, first });
            first = false;
            break;
          case "warned":
            warnings.push(message.line);
        }
      });
    });
  }

  await Promise.all(Array.from({ length: count }, (_, place) => start(place)));
  return {
    go(from) {
      scale = from;
      for (const starter of starters) starter(from);
    },
    replace(place) {
      const child = children.get(place);
      // That it failed to start stands in the warnings.
      void start(place).catch(() => undefined);
      child?.kill("SIGKILL");
    },
    nextAsking: () => new Promise((resolve) => (tellAsking = resolve)),
    refresh: (place) => children.get(place)?.send({ kind: "refresh" } satisfies ToWindow),
    sightings,
    warnings,
    async stop() {
      const all = [...children.values()];
      children.clear();
      for (const child of all) child.kill("SIGKILL");
      await Promise.all(ended);
    },
  };
}
