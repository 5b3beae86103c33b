import assert from "node:assert/strict";
import {
  allowance,
  AUTOMATIC_PER_HOUR,
  MANUAL_PER_HOUR,
} from "../../../../src/billing/state/request-budget.ts";
import { mostInAnHour } from "../polling/fake-vendor.ts";
import { createWorld, type ModelWindow, type World } from "./world.ts";

export interface Plan {
  readonly seed: number;
  readonly windows: number;
  readonly intervalMs: number;
  readonly steps: number;
  /** People press Refresh. */
  readonly manual: boolean;
  /** The vendor fails now and then. */
  readonly failures: boolean;
}

export interface Seen {
  readonly writes: number;
  readonly requests: number;
  readonly deaths: number;
  /** Whether the last part, that a value is read after all deaths, had something to show. */
  readonly progressed: boolean;
}

/** One run: steps in an order drawn from the seed, with deaths, closed and suspended windows, then a calm hour's end. */
export async function explore(plan: Plan): Promise<Seen> {
  const random = createRandom(plan.seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const world = createWorld({
    intervalMs: plan.intervalMs,
    random,
    fails: () => plan.failures && chance(0.1),
  });
  let deaths = 0;
  let favourite = 0;
  for (let count = 0; count < plan.windows; count += 1) world.open();

  const awake = () => world.windows.filter(({ dead, suspended }) => !dead && !suspended);
  const disturb = () => {
    const window = pick(world.windows.filter(({ dead }) => !dead));
    if (!window) return;
    if (chance(0.3)) {
      deaths += 1;
      world.kill(window);
    } else if (chance(0.1)) {
      window.poller.dispose();
    } else window.suspended = !window.suspended;
    while (world.windows.filter(({ dead }) => !dead).length < plan.windows) world.open();
  };
  /** A window stands still just before it writes, for as long as others write a few versions. */
  const stall = () => {
    const write = pick(world.possible().filter(({ label }) => /^(create|link)/.test(label)));
    const window = write && world.windows[write.window];
    if (window) window.suspended = true;
  };
  const step = async () => {
    const possible = world.possible();
    const fate = random();
    if (fate < 0.01) disturb();
    else if (fate < 0.03) stall();
    else if (fate < 0.05) wakeOne(world.windows, pick);
    else if (fate < 0.07 && plan.manual) void pick(awake())?.poller.look("manual");
    else if (fate < 0.09) world.pass(random() * (chance(0.5) ? 6_000 : 15_000));
    else if (possible.length > 0) {
      // One window mostly runs on while the others stand still: that is where races are.
      if (chance(0.1)) favourite = pick(possible)?.window ?? 0;
      const mine = possible.filter(({ window }) => window === favourite);
      const next = pick(mine.length > 0 && chance(0.8) ? mine : possible);
      if (next) await world.happen(next);
    } else {
      const wait = world.nextTimer();
      if (wait === undefined || awake().length === 0) wakeOne(world.windows, pick);
      else world.pass(wait + (chance(0.2) ? random() * 20_000 : 0));
    }
  };
  try {
    for (let count = 0; count < plan.steps; count += 1) await step();
    const progressed = await recovers(world, plan);
    const limit = AUTOMATIC_PER_HOUR + (plan.manual ? MANUAL_PER_HOUR : 0);
    const most = mostInAnHour(world.requests);
    assert.ok(most <= limit, `${most} requests in an hour, ${limit} are allowed`);
    return { writes: world.referee.writes, requests: world.requests.length, deaths, progressed };
  } catch (error) {
    throw new Error([JSON.stringify(plan), ...world.trace].join("\n"), { cause: error });
  } finally {
    for (const { poller } of world.windows) poller.dispose();
  }
}

function wakeOne(windows: readonly ModelWindow[], pick: <T>(from: readonly T[]) => T | undefined): void {
  const sleeper = pick(windows.filter(({ dead, suspended }) => !dead && suspended));
  if (sleeper) sleeper.suspended = false;
}

/** From now on nothing bad happens: within two intervals the value is read. Says nothing where back-off or budget forbid it. */
async function recovers(world: World, plan: Plan): Promise<boolean> {
  world.open();
  const begun = world.now();
  const end = begun + 2 * plan.intervalMs;
  const before = world.referee.stored();
  for (;;) {
    const [next] = world.possible();
    const wait = world.nextTimer();
    if (next) await world.happen(next);
    else if (wait === undefined || world.now() + wait > end) break;
    else world.pass(wait);
  }
  const free = before ? allowance(before.requests, "automatic", begun) > 2 : true;
  if (plan.failures || !free || plan.intervalMs < 60_000) return false;
  const at = world.referee.stored()?.reading?.at ?? 0;
  assert.ok(at >= begun, `not read within two intervals: ${(at - begun) / 1000} s`);
  return true;
}

/** Mulberry32: the same numbers, 0 to 1, for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
