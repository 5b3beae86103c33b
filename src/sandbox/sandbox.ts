import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { createAimlapiTwin } from "./aimlapi.ts";
import { createWorldClock } from "./clock.ts";
import { answerControl, CONTROL_PREFIX, type Stage } from "./control.ts";
import { startElsewhere } from "./elsewhere.ts";
import { healthy } from "./plans.ts";
import { createRequestLog, type LoggedRequest } from "./request-log.ts";
import { type ScenarioName, scenarioOf } from "./scenarios.ts";
import { send, startServer } from "./server.ts";
import type { Ask, CreateTwin, Refusal, Twin } from "./twin.ts";
import { createWorld, type World } from "./world.ts";

const createTwins: readonly CreateTwin[] = [createAimlapiTwin];

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly scenario?: ScenarioName;
  /** A fresh one of 32 hex digits by default. */
  readonly key?: string;
  /** The same seed gives the same charges; 1 by default. */
  readonly seed?: number;
  /** World seconds per real second; 1 by default, 0 stands still. */
  readonly timeFactor?: number;
}

export interface Sandbox {
  readonly url: string;
  /** Two keys of one account. */
  readonly accounts: { readonly aimlapi: { readonly apiKey: string; readonly otherApiKey: string } };
  readonly world: World;
  play(name: ScenarioName): void;
  requests(): readonly LoggedRequest[];
  /** Drops every connection. */
  close(): Promise<void>;
}

/** The vendors on 127.0.0.1 with everything tests need: scenarios, faults, a request log, control routes. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, scenario = "healthy", seed = 1, timeFactor = 1 } = options;
  const key = options.key ?? randomBytes(16).toString("hex");
  const clock = createWorldClock({ factor: timeFactor });
  const world = createWorld({ clock, seed, aimlapi: { key, plan: healthy } });
  const twins = createTwins.map((create) => create(world)).sort((a, b) => b.prefix.length - a.prefix.length);
  const elsewhere = await startElsewhere(key);
  const log = createRequestLog();
  let playing: ScenarioName = scenario;
  let count = 0;

  const stage: Stage = {
    world,
    log,
    elsewhere,
    scenario: () => playing,
    play(name) {
      const { plan, standing = "valid" } = scenarioOf(name);
      if (plan) world.aimlapi.restart(plan);
      world.aimlapi.setStanding(standing);
      playing = name;
      count = 0;
    },
  };
  const deliver = async (twin: Twin, ask: Ask, response: ServerResponse) => {
    const answer = twin.answer(ask);
    const { fault } = scenarioOf(playing);
    if (fault) {
      count += 1;
      const refuse = (refusal: Refusal) => twin.refuse(ask, refusal);
      await fault({ ask, answer, response, count, elsewhere: elsewhere.url, refuse });
    } else send(response, answer);
  };
  const respond = async (ask: Ask, response: ServerResponse) => {
    if (ask.path.startsWith(CONTROL_PREFIX)) send(response, answerControl(stage, ask));
    else {
      log.record(ask);
      await deliver(findTwin(twins, ask), ask, response);
    }
  };

  stage.play(scenario);
  const server = await startServer(port, respond).catch(async (error: unknown) => {
    await elsewhere.close();
    throw error;
  });
  return {
    url: server.url,
    accounts: { aimlapi: { apiKey: key, otherApiKey: world.aimlapi.keys[1].key } },
    world,
    play: (name) => stage.play(name),
    requests: () => log.list(),
    close: async () => {
      await Promise.all([server.close(), elsewhere.close()]);
    },
  };
}

function findTwin(twins: readonly Twin[], { path }: Ask): Twin {
  const fitting = twins.filter(({ prefix }) => path.startsWith(prefix));
  const [closest] = fitting.sort((a, b) => b.prefix.length - a.prefix.length);
  if (!closest) throw new RangeError(`No twin answers ${path}.`);
  return closest;
}
