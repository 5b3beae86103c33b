import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type {
  AnalyzeMessage,
  FindingsMessage,
  FromEngine,
  NearbyFile,
  ToEngine,
} from "../../protocol/lint.ts";

/** A running engine, wherever it runs. */
export interface EnginePort extends Disposable {
  post(message: ToEngine): void;
}

/** The state of a text, taken when the engine is free to look at it. */
export type Question = Pick<AnalyzeMessage, "revision" | "content">;

export interface EngineOptions {
  readonly start: (onMessage: (message: FromEngine) => void, onEnd: (error: unknown) => void) => EnginePort;
  readonly nearby: {
    readFirst(from: string, candidates: readonly string[]): Promise<NearbyFile | undefined>;
    importers(file: string): Promise<readonly NearbyFile[]>;
  };
  readonly onFindings: (message: FindingsMessage) => void;
  /** The findings of a text came to lean on these other files. */
  readonly onNeighbours: (id: number, files: readonly NearbyFile[]) => void;
  /** Nothing will be said of this state of the text; the engine has let go of it. */
  readonly onFailed: (id: number, reason: string) => void;
  /** All that the engine knew is gone; `onFailed` tells of the text it ended over. */
  readonly onLost: () => void;
}

/**
 * The engine while it is needed: started with the first text, ended some time after the last, started anew when it
 * breaks. It is asked one text at a time, so that the one it broke over is known.
 */
export interface LazyEngine extends Disposable {
  /** Looks at a text when its turn comes; a text that already waits keeps its place. */
  ask(id: number, take: () => Question): void;
  forget(id: number): void;
}

/** Longer than any limit of the engine's own: it has lost its way. */
const LONGEST_MS = 15_000;
/** Kept that long without a text, since starting anew costs more than keeping. */
const REST_MS = 60_000;

export function createLazyEngine(options: EngineOptions): LazyEngine {
  let engine: EnginePort | undefined;
  let current: number | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  /** How often an engine ended: what an earlier one still says does not count. */
  let ends = 0;
  const queue = new Map<number, () => Question>();
  const known = new Set<number>();

  function next(): void {
    const [first] = queue;
    if (over || current !== undefined || !first) return;
    const [id, take] = first;
    queue.delete(id);
    current = id;
    known.add(id);
    clearTimeout(rest);
    watch();
    const before = ends;
    const loseThis = (error: unknown): void => {
      if (ends === before) lose(error);
    };
    try {
      engine ??= options.start((message) => {
        if (ends === before) receive(message);
      }, loseThis);
      engine.post({ type: "analyze", id, ...take() });
    } catch (error) {
      // Later, as every other loss: whoever asks has not finished asking.
      queueMicrotask(() => loseThis(error));
    }
  }

  function watch(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => lose(new Error(`no answer within ${LONGEST_MS / 1000} s`)), LONGEST_MS);
  }

  function free(id: number): void {
    if (current !== id) return;
    current = undefined;
    clearTimeout(watchdog);
  }

  function receive(message: FromEngine): void {
    switch (message.type) {
      case "findings":
        free(message.id);
        options.onFindings(message);
        next();
        return;
      case "failed":
        free(message.id);
        known.delete(message.id);
        options.onFailed(message.id, message.reason);
        next();
        return;
      case "read":
        void answer(message.request, async () => {
          const found = await options.nearby.readFirst(message.from, message.candidates);
          return found ? [found] : [];
        });
        return;
      case "importers":
        void answer(message.request, () => options.nearby.importers(message.file));
        return;
    }
  }

  /** Whatever becomes of the reading, the engine gets an answer. The time it takes is not the engine's. */
  async function answer(request: number, read: () => Promise<readonly NearbyFile[]>): Promise<void> {
    const asking = engine;
    const id = current;
    clearTimeout(watchdog);
    const found = await read().catch(() => []);
    if (!asking || engine !== asking) return;
    if (current !== undefined) watch();
    if (id !== undefined && current === id) options.onNeighbours(id, found);
    asking.post({ type: "files", request, found });
  }

  function lose(error: unknown): void {
    if (over) return;
    const id = current;
    end();
    if (id !== undefined) options.onFailed(id, error instanceof Error ? error.message : "it ended");
    options.onLost();
    next();
  }

  function end(): void {
    ends++;
    clearTimeout(watchdog);
    clearTimeout(rest);
    engine?.dispose();
    engine = undefined;
    current = undefined;
    queue.clear();
    known.clear();
  }

  return {
    ask(id, take) {
      if (!queue.has(id)) queue.set(id, take);
      next();
    },
    forget(id) {
      queue.delete(id);
      free(id);
      if (!known.delete(id)) return;
      engine?.post({ type: "close", id });
      clearTimeout(rest);
      if (known.size === 0) rest = setTimeout(end, REST_MS);
      next();
    },
    dispose() {
      end();
      over = true;
    },
  };
}
