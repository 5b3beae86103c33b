import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type Accounts, createAccounts, firstKeys, secretsOf } from "./accounts.ts";
import { answerControl, chargesOf, type Charged, CONTROL_PREFIX, type Stage } from "./control-api.ts";
import { startElsewhere } from "./http/foreign-origin.ts";
import { createRequestLog, type LoggedRequest } from "./http/request-log.ts";
import { send, startServer } from "./http/server.ts";
import type { Answer, Ask, Refusal } from "./http/vendor-twin.ts";
import { createProgramme } from "./scenarios/scenario-player.ts";
import type { ScenarioName } from "./scenarios/scenarios.ts";
import { healthyPlans } from "./scenarios/vendor-plans.ts";
import { createTwins, vendorOf } from "./twins.ts";
import { type Vendor, vendors } from "./vendors.ts";
import { createWorldClock, type WorldClock } from "./world/clock.ts";
import { createWorld, type World } from "./world/world.ts";

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly scenario?: ScenarioName;
  /** The first key for AI/ML API, from which all others follow; a fresh one of 32 hex digits by default. */
  readonly key?: string;
  /** The same seed gives the same charges; 1 by default. */
  readonly seed?: number;
  /** World seconds per real second; 1 by default, 0 stands still. */
  readonly timeFactor?: number;
  /** Milliseconds since 1970 UTC at which the world begins; now by default. */
  readonly startMs?: number;
}

export interface Sandbox {
  readonly url: string;
  readonly accounts: Accounts;
  readonly world: World;
  /** For one vendor, or for all. */
  play(name: ScenarioName, vendor?: Vendor): void;
  /** Every charge of a card that was asked for over the API, of one vendor or of all. */
  charges(vendor?: Vendor): readonly Charged[];
  requests(): readonly LoggedRequest[];
  /** Drops every connection. */
  close(): Promise<void>;
}

/** The vendors on 127.0.0.1 with everything tests need: scenarios, faults, a request log, control routes. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, scenario = "healthy", seed = 1, timeFactor = 1 } = options;
  const accounts = createAccounts(options.key ?? randomBytes(16).toString("hex"));
  const world = openWorld(accounts, seed, createWorldClock({ startMs: options.startMs, factor: timeFactor }));
  const twins = createTwins(world, accounts);
  const programme = createProgramme(world, scenario);
  const elsewhere = await startElsewhere(secretsOf(accounts));
  const log = createRequestLog();
  const stage: Stage = { world, log, elsewhere, programme };

  const deliver = async (vendor: Vendor, ask: Ask, response: ServerResponse) => {
    const twin = twins[vendor];
    const next = programme.nextFault(vendor);
    if (!next) {
      send(response, twin.answer(ask));
      return;
    }
    let said: Answer | undefined;
    const answer = () => (said ??= twin.answer(ask));
    const refuse = (refusal: Refusal) => twin.refuse(ask, refusal);
    const { fault, count } = next;
    await fault({ ask, answer, writes: twin.writes(ask), response, count, elsewhere: elsewhere.url, refuse });
  };
  const respond = async (ask: Ask, response: ServerResponse) => {
    if (ask.path.startsWith(CONTROL_PREFIX)) send(response, answerControl(stage, ask));
    else {
      log.record(ask);
      await deliver(vendorOf(twins, ask), ask, response);
    }
  };

  const server = await startServer(port, respond).catch(async (error: unknown) => {
    await elsewhere.close();
    throw error;
  });
  return {
    url: server.url,
    accounts,
    world,
    play: programme.play,
    charges: (vendor) => chargesOf(world, vendor),
    requests: () => log.list(),
    close: async () => {
      await Promise.all([server.close(), elsewhere.close()]);
    },
  };
}

function openWorld(accounts: Accounts, seed: number, clock: WorldClock): World {
  const keys = firstKeys(accounts);
  const openings = vendors.map(
    (vendor) => [vendor, { key: keys[vendor], plan: healthyPlans[vendor] }] as const,
  );
  const customers = Object.fromEntries(openings) as Record<Vendor, (typeof openings)[number][1]>;
  return createWorld({ clock, seed, customers });
}
