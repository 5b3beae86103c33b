import { Worker } from "node:worker_threads";
import type { Disposable } from "../billing/disposable.ts";
import type { EngineData } from "./lint-worker.ts";
import type { FromEngine, ToEngine } from "../protocol/lint.ts";

export interface EngineThread extends Disposable {
  post(message: ToEngine): void;
}

export interface EngineThreadOptions {
  /** The bundle of `lint-worker.ts`. */
  readonly script: string;
  readonly data: EngineData;
  readonly onMessage: (message: FromEngine) => void;
  /** The thread ended by itself; `error` is why, if it says. */
  readonly onEnd: (error: unknown) => void;
}

/** Starts the engine in a thread of its own, so that no parse ever holds up the editor. */
export function startEngineThread({ script, data, onMessage, onEnd }: EngineThreadOptions): EngineThread {
  let over = false;
  const worker = new Worker(script, { workerData: data });
  const end = (error: unknown) => {
    if (!over) onEnd(error);
    over = true;
  };
  worker.on("message", onMessage);
  worker.on("error", end);
  worker.on("exit", () => end(undefined));
  return {
    post: (message) => worker.postMessage(message),
    dispose() {
      over = true;
      void worker.terminate();
    },
  };
}
