import { createSession, type Session } from "../../../src/billing/accounts/account-list.ts";
import type { AccountStores } from "../../../src/billing/accounts/account-stores.ts";
import { createClient } from "../../../src/billing/vendor/api-client.ts";
import { providers } from "../../../src/catalog.ts";
import { createTransport } from "../../../src/host/http/node-fetch-transport.ts";
import { oneAccount } from "../../support/main-account.ts";
import { createScaledClock, type Scale } from "./scaled-clock.ts";

export interface WindowOptions {
  readonly scale: Scale;
  readonly url: string;
  readonly apiKey: string;
  readonly intervalMs: number;
  readonly openStores: (fingerprint: string) => AccountStores;
  /** Called just before a request is sent. */
  readonly onAsking?: () => void;
  readonly onStoreError: (error: unknown) => void;
}

const TIME_LIMIT_MS = 10_000;

/** What a window runs below its surface: the extension's own code, with a clock that runs faster. Somebody looks at it. */
export function openWindow(options: WindowOptions): Session {
  const { scale, url, apiKey, intervalMs } = options;
  const clock = createScaledClock(scale);
  const transport = createTransport({ timeLimitMs: Math.round(TIME_LIMIT_MS / scale.factor) });
  return createSession({
    provider: providers[0],
    client: createClient({
      transport(...request) {
        options.onAsking?.();
        return transport(...request);
      },
      now: clock.now,
      log() {},
      userAgent: "aimlapi-balance/bench",
    }),
    clock,
    settings: () => ({ origin: url, pollIntervalMs: intervalMs, ownThreshold: null, away: false }),
    ...oneAccount(() => ({ origin: url, apiKey })),
    openStores: options.openStores,
    startDemo: () => Promise.reject(new Error("There is no demo here.")),
    onStoreError: options.onStoreError,
  });
}
