import { randomBytes, randomInt } from "node:crypto";
import { createAimlapiTwin } from "./aimlapi/aimlapi.ts";
import { send, startServer } from "./http/server.ts";
import { demo } from "./scenarios/demo-plan.ts";
import { createWorldClock } from "./world/clock.ts";
import { createCustomer } from "./world/customer.ts";

export interface DemoOptions {
  /** World seconds per real second; 1 by default. */
  readonly timeFactor?: number;
  /** Fixes the ledger; random by default. */
  readonly seed?: number;
}

export interface Demo {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Fresh for each start; works nowhere else. */
  readonly apiKey: string;
  dispose(): void;
}

/** The vendor's twin with a demo account, in memory: no faults, no way to control it. */
export async function startDemo({
  timeFactor = 1,
  seed = randomInt(2 ** 32),
}: DemoOptions = {}): Promise<Demo> {
  const apiKey = randomBytes(16).toString("hex");
  const clock = createWorldClock({ factor: timeFactor });
  const customer = createCustomer(clock, seed, { key: apiKey, plan: demo });
  const twin = createAimlapiTwin({ clock, customer });
  const server = await startServer(0, (ask, response) => send(response, twin.answer(ask)));
  return { url: server.url, apiKey, dispose: () => void server.close() };
}
