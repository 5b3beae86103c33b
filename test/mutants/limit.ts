// Loaded into mocha: ends it when one test has used up its processor time. Counted, since a busy machine is no fault.
import { Worker, isMainThread, workerData } from "node:worker_threads";

/** Many times what the longest test takes. */
const LIMIT_MS = 300_000;

if (isMainThread) {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  new Worker(import.meta.filename, { workerData: shared, execArgv: [] }).unref();
  // Mocha takes this up as a root hook.
  Object.assign(globalThis, { nextTest: () => Atomics.add(shared, 0, 1) });
} else {
  const test = workerData as Int32Array;
  let current = -1;
  let used = 0;
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const now = (user + system) / 1000;
    if (Atomics.load(test, 0) !== current) {
      current = Atomics.load(test, 0);
      used = now;
    } else if (now - used > LIMIT_MS) process.kill(process.pid, "SIGXCPU");
  }, 200);
}

export const mochaHooks = {
  beforeEach() {
    (globalThis as unknown as { readonly nextTest: () => void }).nextTest();
  },
};
