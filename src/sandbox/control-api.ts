import type { Elsewhere } from "./http/foreign-origin.ts";
import type { RequestLog } from "./http/request-log.ts";
import { type Answer, type Ask, jsonAnswer } from "./http/vendor-twin.ts";
import type { Programme } from "./scenarios/scenario-player.ts";
import { isScenarioName, scenarioNames } from "./scenarios/scenarios.ts";
import { isVendor, type Vendor, vendors } from "./vendors.ts";
import { creditsToUsd, usdToCredits } from "./world/money.ts";
import type { World } from "./world/world.ts";

export const CONTROL_PREFIX = "/__sandbox/";

/** What the control routes may touch. */
export interface Stage {
  readonly world: World;
  readonly log: RequestLog;
  readonly elsewhere: Elsewhere;
  readonly programme: Programme;
}

/** One charge of a card that a twin carried out. */
export interface Charged {
  readonly vendor: Vendor;
  readonly id: string;
  /** Before the vendor's own fees. */
  readonly usd: number;
  /** ISO-8601 in UTC, of the world. */
  readonly at: string;
  /** When the money is in the account; null while the bank waits for a person. */
  readonly landsAt: string | null;
}

const LONGEST_ADVANCE_MS = 31 * 86_400_000;

class BadRequest extends Error {}

type Route = (stage: Stage, ask: Ask) => object;

const showScenario = ({ programme }: Stage) => ({
  scenario: programme.playing("aimlapi"),
  vendors: Object.fromEntries(vendors.map((vendor) => [vendor, programme.playing(vendor)])),
  available: scenarioNames,
});
const showClock = ({ world }: Stage) => ({ now: iso(world.clock.now()) });
const showBalance = ({ world }: Stage, vendor: Vendor) => {
  const credits = world[vendor].account().balance();
  return { usd: creditsToUsd(credits), credits };
};
const showCharges = ({ world }: Stage, vendor?: Vendor) => ({ charges: chargesOf(world, vendor) });
const showRequests = ({ log }: Stage) => ({ requests: log.list() });
const showElsewhere = ({ elsewhere }: Stage) => ({ url: elsewhere.url, requests: elsewhere.visits() });

const routes: Readonly<Record<string, Route>> = {
  "GET scenario": showScenario,
  "POST scenario": (stage, ask) => {
    const { name, vendor } = fields(ask);
    if (!isScenarioName(name)) throw new BadRequest(`"name" must be one of: ${scenarioNames.join(", ")}.`);
    stage.programme.play(name, vendorIn(vendor));
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
  "GET balance": (stage, ask) => showBalance(stage, vendorAsked(ask) ?? "aimlapi"),
  "POST balance": (stage, ask) => {
    const { usd, vendor = "aimlapi" } = fields(ask);
    const whose = vendorIn(vendor) ?? "aimlapi";
    if (typeof usd !== "string" || !/^-?\d{1,9}(\.\d{1,7})?$/u.test(usd)) {
      throw new BadRequest(`"usd" must be a decimal string such as "1.23".`);
    }
    stage.world[whose].account().adjustTo(usdToCredits(Number(usd)), stage.world.clock.now());
    return showBalance(stage, whose);
  },
  "GET charges": (stage, ask) => showCharges(stage, vendorAsked(ask)),
  "POST approve": (stage, ask) => {
    const vendor = vendorIn(fields(ask)["vendor"]);
    for (const each of vendor ? [vendor] : vendors)
      stage.world[each].account().approvePayments(stage.world.clock.now());
    return showCharges(stage, vendor);
  },
};

/** Every charge that was asked for over the API, of one vendor or of all, oldest first. */
export function chargesOf(world: World, vendor?: Vendor): readonly Charged[] {
  const charges = (vendor ? [vendor] : vendors).flatMap((each) =>
    world[each].payments().map((payment) => ({ vendor: each, ...payment })),
  );
  return charges
    .sort((a, b) => a.at - b.at)
    .map(({ vendor: whose, id, credits, at, landsAt }) => ({
      vendor: whose,
      id,
      usd: creditsToUsd(credits),
      at: iso(at),
      landsAt: landsAt === null ? null : iso(landsAt),
    }));
}

/** Answers below `CONTROL_PREFIX`: JSON both ways, `{"error": {"message"}}` with 400 or 404 for what cannot be. */
export function answerControl(stage: Stage, ask: Ask): Answer {
  const route = routes[`${ask.method} ${ask.path.slice(CONTROL_PREFIX.length)}`];
  if (!route)
    return jsonAnswer(404, {
      error: { message: `Not found. Available: ${Object.keys(routes).join(", ")}.` },
    });
  try {
    return jsonAnswer(200, route(stage, ask));
  } catch (error) {
    if (error instanceof BadRequest) return jsonAnswer(400, { error: { message: error.message } });
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

/** Undefined, for all of them, when not said. */
function vendorIn(value: unknown): Vendor | undefined {
  if (value === undefined || isVendor(value)) return value;
  throw new BadRequest(`"vendor" must be one of: ${vendors.join(", ")}.`);
}

const vendorAsked = ({ query }: Ask) => vendorIn(query.get("vendor") ?? undefined);

const iso = (at: number) => new Date(at).toISOString();
