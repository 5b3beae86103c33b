import type { Elsewhere } from "./elsewhere.ts";
import { creditsToUsd, usdToCredits } from "./money.ts";
import type { RequestLog } from "./request-log.ts";
import { isScenarioName, type ScenarioName, scenarioNames } from "./scenarios.ts";
import type { Answer, Ask } from "./twin.ts";
import type { World } from "./world.ts";

export const CONTROL_PREFIX = "/__sandbox/";

/** What the control routes may touch. */
export interface Stage {
  readonly world: World;
  readonly log: RequestLog;
  readonly elsewhere: Elsewhere;
  scenario(): ScenarioName;
  play(name: ScenarioName): void;
}

const LONGEST_ADVANCE_MS = 31 * 86_400_000;

class BadRequest extends Error {}

type Route = (stage: Stage, ask: Ask) => object;

const showScenario = (stage: Stage) => ({ scenario: stage.scenario(), available: scenarioNames });
const showClock = ({ world }: Stage) => ({ now: new Date(world.clock.now()).toISOString() });
const showBalance = ({ world }: Stage) => {
  const credits = world.aimlapi.account().balance();
  return { usd: creditsToUsd(credits), credits };
};
const showRequests = ({ log }: Stage) => ({ requests: log.list() });
const showElsewhere = ({ elsewhere }: Stage) => ({ url: elsewhere.url, requests: elsewhere.visits() });

const routes: Readonly<Record<string, Route>> = {
  "GET scenario": showScenario,
  "POST scenario": (stage, ask) => {
    const { name } = fields(ask);
    if (!isScenarioName(name)) throw new BadRequest(`"name" must be one of: ${scenarioNames.join(", ")}.`);
    stage.play(name);
    return showScenario(stage);
  },
  "GET requests": showRequests,
  "DELETE requests": (stage) => {
    stage.log.clear();
    stage.elsewhere.clear();
    return showRequests(stage);
  },
  "GET elsewhere": showElsewhere,
  "GET clock": showClock,
  "POST clock": (stage, ask) => {
    const { advanceMs } = fields(ask);
    if (!Number.isSafeInteger(advanceMs) || Number(advanceMs) < 0 || Number(advanceMs) > LONGEST_ADVANCE_MS) {
      throw new BadRequest(`"advanceMs" must be a whole number from 0 to ${LONGEST_ADVANCE_MS}.`);
    }
    stage.world.clock.advance(Number(advanceMs));
    return showClock(stage);
  },
  "GET balance": showBalance,
  "POST balance": (stage, ask) => {
    const { usd } = fields(ask);
    if (typeof usd !== "string" || !/^-?\d{1,9}(\.\d{1,7})?$/u.test(usd)) {
      throw new BadRequest(`"usd" must be a decimal string such as "1.23".`);
    }
    stage.world.aimlapi.account().adjustTo(usdToCredits(Number(usd)), stage.world.clock.now());
    return showBalance(stage);
  },
};

/** Answers below `CONTROL_PREFIX`: JSON both ways, `{"error": {"message"}}` with 400 or 404 for what cannot be. */
export function answerControl(stage: Stage, ask: Ask): Answer {
  const route = routes[`${ask.method} ${ask.path.slice(CONTROL_PREFIX.length)}`];
  if (!route)
    return json(404, { error: { message: `Not here. There is: ${Object.keys(routes).join(", ")}.` } });
  try {
    return json(200, route(stage, ask));
  } catch (error) {
    if (error instanceof BadRequest) return json(400, { error: { message: error.message } });
    throw error;
  }
}

function fields({ body }: Ask): Readonly<Record<string, unknown>> {
  const value = parse(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new BadRequest("The body must be a JSON object.");
  }
  return value as Readonly<Record<string, unknown>>;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadRequest("The body must be a JSON object.");
  }
}

function json(status: number, value: object): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
