import type { Disposable } from "../../billing/lifecycle/disposable.ts";
import type { AccountStore, Store } from "../../billing/store/store.ts";
import { isStoreError, StoreError } from "./store-error.ts";

/** One end of a way between two threads; what is posted arrives as a copy. */
export interface Line {
  post(message: unknown): void;
  /** What the other end posts. */
  listen(listener: (message: unknown) => void): void;
}

type Part = keyof AccountStore;

interface Call {
  readonly id: number;
  /** Undefined for the store itself. */
  readonly account?: string;
  readonly part?: Part;
  readonly method: string;
  readonly values: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly message: string; readonly reason?: string };
}

/** Told without having been asked: some window wrote. */
const CHANGED = "changed";

const METHODS = {
  cell: ["read", "swap", "acquire", "renew", "release", "clear"],
  ledger: ["read", "day", "commit", "page", "sums", "clear"],
  balances: ["read", "note", "clear"],
  usage: ["read", "keep", "clear"],
} as const satisfies { readonly [P in Part]: readonly (keyof AccountStore[P])[] };

/** A store that works in another thread: this one waits for no disk. */
export function createRemoteStore(line: Line): Store {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const listeners = new Set<() => void>();
  let calls = 0;
  let disposed = false;

  line.listen((message) => {
    if (message === CHANGED) for (const listener of [...listeners]) listener();
    else settle(message as Answer);
  });

  function settle({ id, value, error }: Answer): void {
    const call = waiting.get(id);
    waiting.delete(id);
    if (!error) call?.resolve(value);
    else call?.reject(error.reason === undefined ? new Error(error.message) : new StoreError(error.reason));
  }

  function call(method: string, values: readonly unknown[], at: Pick<Call, "account" | "part"> = {}) {
    if (disposed) return Promise.reject(new StoreError("it is closed"));
    const id = (calls += 1);
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      line.post({ id, ...at, method, values } satisfies Call);
    });
  }

  const partOf = (account: string, part: Part) =>
    Object.fromEntries(
      METHODS[part].map((method) => [
        method,
        (...values: readonly unknown[]) => call(method, values, { account, part }),
      ]),
    );

  function watch(listener: () => void): Disposable {
    listeners.add(listener);
    if (listeners.size === 1) line.post({ id: 0, method: "watch", values: [] } satisfies Call);
    return { dispose: () => void listeners.delete(listener) };
  }

  return {
    account: (name) =>
      ({
        cell: { ...partOf(name, "cell"), watch },
        ledger: partOf(name, "ledger"),
        balances: partOf(name, "balances"),
        usage: partOf(name, "usage"),
      }) as unknown as AccountStore,
    async clear() {
      await call("clear", []);
    },
    dispose() {
      line.post({ id: 0, method: "dispose", values: [] } satisfies Call);
      disposed = true;
      listeners.clear();
      for (const { reject } of waiting.values()) reject(new StoreError("it is closed"));
      waiting.clear();
    },
  };
}

/** Answers what the other end asks of a store. */
export function serveStore(store: Store, line: Line): void {
  let watching: Disposable | undefined;

  async function answer({ id, account, part, method, values }: Call): Promise<Answer> {
    try {
      const target: unknown = account !== undefined && part ? store.account(account)[part] : store;
      const run = (target as Record<string, (...values: readonly unknown[]) => unknown>)[method];
      return { id, value: await run?.(...values) };
    } catch (error) {
      const message = error instanceof Error ? error.message : "unknown error";
      return { id, error: { message, ...(isStoreError(error) && { reason: error.reason }) } };
    }
  }

  line.listen((message) => {
    const call = message as Call;
    if (call.method === "watch") watching ??= store.account("").cell.watch(() => line.post(CHANGED));
    else if (call.method === "dispose") {
      watching?.dispose();
      store.dispose();
    } else void answer(call).then((it) => line.post(it));
  });
}
