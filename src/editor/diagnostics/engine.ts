import type { Disposable } from "../../billing/disposable.ts";
import type { FromEngine, NearbyFile, ToEngine } from "../../protocol/lint.ts";

/** A running engine, wherever it runs. */
export interface EnginePort extends Disposable {
  post(message: ToEngine): void;
}

export interface EngineOptions {
  readonly start: (onMessage: (message: FromEngine) => void, onEnd: (error: unknown) => void) => EnginePort;
  readonly readNearby: (from: string, candidates: readonly string[]) => Promise<NearbyFile | undefined>;
  readonly onFindings: (message: Extract<FromEngine, { type: "findings" }>) => void;
  readonly onTrouble: (line: string) => void;
  /** Called when the engine was lost: what it knew of the documents is gone. */
  readonly onLost: () => void;
}

/** The engine while it is needed: started with the first document that has a needle, ended after the last. */
export interface LazyEngine extends Disposable {
  post(message: ToEngine): void;
  /** Lets go of the engine and of its memory until the next message. */
  rest(): void;
}

/** An engine that ends by itself this often in a row is not started again: something is wrong with it, not with a file. */
const MOST_LOSSES = 3;

export function createLazyEngine(options: EngineOptions): LazyEngine {
  let engine: EnginePort | undefined;
  let losses = 0;

  function receive(message: FromEngine): void {
    switch (message.type) {
      case "findings":
        losses = 0;
        options.onFindings(message);
        return;
      case "failed":
        options.onTrouble(`The diagnostics engine failed on a file: ${message.reason}`);
        return;
      case "read":
        void options
          .readNearby(message.from, message.candidates)
          .then((found) => engine?.post({ type: "file", request: message.request, found }));
        return;
    }
  }

  function lose(error: unknown): void {
    engine = undefined;
    losses += 1;
    options.onTrouble(
      `The diagnostics engine ended: ${error instanceof Error ? error.message : "no reason given"}`,
    );
    options.onLost();
  }

  return {
    post(message) {
      if (losses >= MOST_LOSSES) return;
      engine ??= options.start(receive, lose);
      engine.post(message);
    },
    rest() {
      engine?.dispose();
      engine = undefined;
    },
    dispose() {
      engine?.dispose();
      engine = undefined;
      losses = MOST_LOSSES;
    },
  };
}
