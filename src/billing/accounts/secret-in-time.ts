import type { Clock } from "../time/clock.ts";

/** A keyring that waits for a password answers late: it is asked again later. */
const PATIENCE_MS = 4_000;

/** The answer of the editor's secret storage, if it gives one in time. */
export const secretInTime = <T>(clock: Pick<Clock, "after">, ask: () => PromiseLike<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = () => reject(new Error("The editor's secret storage did not answer."));
    const timer = clock.after(PATIENCE_MS, late);
    void (async () => ask())()
      .then(resolve, reject)
      .finally(() => timer.dispose());
  });
