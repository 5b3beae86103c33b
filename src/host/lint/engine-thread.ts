import { Worker } from "node:worker_threads";
import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { FromEngine, ToEngine } from "../../protocol/lint.ts";

/** What the thread is started with. */
export interface EngineData {
  /** The folder of the runtime and the grammars. */
  readonly grammars: string;
}

/** After `dispose` nothing is heard of it any more. */
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
  // What the editor's own process was started with is none of the thread's business.
  const worker = new Worker(script, { workerData: data, execArgv: [] });
  const end = (error: unknown) => {
    if (over) return;
    over = true;
    onEnd(error);
  };
  worker.on("message", (message: FromEngine) => {
    if (!over) onMessage(message);
  });
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
