import type { Disposable } from "./disposable.ts";

/** The smallest event there is: listeners that are told that something changed. */
export interface Emitter extends Disposable {
  readonly on: (listener: () => void) => Disposable;
  fire(): void;
}

export function createEmitter(): Emitter {
  const listeners = new Set<() => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    fire() {
      for (const listener of [...listeners]) listener();
    },
    dispose: () => listeners.clear(),
  };
}
