import type { Disposable } from "../lifecycle/disposable.ts";
import type { Clock } from "../time/clock.ts";

export interface OrderedReadsOptions<T> {
  readonly clock: Pick<Clock, "after">;
  /** May reject or never answer. */
  readonly load: () => Promise<T>;
  readonly onRead: (value: T) => void;
  /** It failed, or is late; a later answer still counts. */
  readonly onLost: () => void;
  readonly onError: (error: unknown) => void;
}

/** Reads of one thing: the one begun last is right, in whatever order they end. */
export interface OrderedReads extends Disposable {
  /** Ends when what was read is taken, or is late. */
  read(): Promise<void>;
  /** From now on no read that is under way counts. Tells whether this is still the last that was wanted. */
  supersede(): () => boolean;
}

/** What is not known within this time is taken for lost. */
const PATIENCE_MS = 10_000;

export function createOrderedReads<T>(options: OrderedReadsOptions<T>): OrderedReads {
  let wish = 0;
  let begun = 0;
  let answered = 0;
  let disposed = false;

  function read(): Promise<void> {
    const mine = wish;
    const order = ++begun;
    const isWanted = () => mine === wish && order > answered && !disposed;
    return new Promise((resolve) => {
      const late = options.clock.after(PATIENCE_MS, () => {
        if (isWanted()) options.onLost();
        resolve();
      });
      options
        .load()
        .then(
          (value) => {
            if (!isWanted()) return;
            answered = order;
            options.onRead(value);
          },
          (error: unknown) => {
            if (!isWanted()) return;
            options.onError(error);
            options.onLost();
          },
        )
        .catch(options.onError)
        .finally(() => {
          late.dispose();
          resolve();
        });
    });
  }

  function supersede(): () => boolean {
    const mine = ++wish;
    return () => mine === wish;
  }

  return { read, supersede, dispose: () => void (disposed = true) };
}
