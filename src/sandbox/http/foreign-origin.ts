import { type LoggedRequest, logged } from "./request-log.ts";
import { send, startServer } from "./server.ts";
import type { Ask } from "./vendor-twin.ts";

/** A request at the other origin, and whether a key came with it in any header, address or body. */
export interface Visit extends LoggedRequest {
  readonly carriesKey: boolean;
}

/** Another origin, where a redirect may lead and no key may ever arrive. */
export interface Elsewhere {
  readonly url: string;
  visits(): readonly Visit[];
  clear(): void;
  close(): Promise<void>;
}

export async function startElsewhere(keys: readonly string[]): Promise<Elsewhere> {
  let visits: Visit[] = [];
  const server = await startServer(0, (ask, response) => {
    const { path, ...rest } = logged(ask);
    visits.push({
      ...rest,
      path: keys.reduce((text, key) => text.replaceAll(key, "<credential>"), path),
      carriesKey: keys.some((key) => carries(ask, key)),
    });
    const body = JSON.stringify({ current_balance: 1_000_000, currency: "USD" });
    send(response, { status: 200, headers: { "content-type": "application/json" }, body });
  });
  return {
    ...server,
    visits: () => [...visits],
    clear: () => {
      visits = [];
    },
  };
}

function carries({ path, query, headers, body }: Ask, key: string): boolean {
  return [path, query.toString(), JSON.stringify(headers), body].some((text) => text.includes(key));
}
