import assert from "node:assert/strict";
import fc from "fast-check";
import { usd } from "../../../../src/billing/money/money.ts";
import { createChargeWorld, FATES, PAYERS, type ChargeWindow, type ChargeWorld } from "./model-world.ts";

const RUNS = Number(process.env["MODEL_RUNS"] ?? 100);
const SEED = Number(process.env["MODEL_SEED"] ?? 20_260_803);
const MINUTE = 60_000;

interface Plan {
  readonly seed: number;
  readonly windows: number;
  readonly steps: number;
  /** Nobody pays in the dashboard, and no clock is set. */
  readonly calm: boolean;
  /** Whether people close attempts by hand. */
  readonly closes: boolean;
  /** In USD. */
  readonly limit: number;
}

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.integer(),
  windows: fc.constantFrom(2, 3),
  steps: fc.constant(1_200),
  calm: fc.boolean(),
  closes: fc.boolean(),
  limit: fc.constantFrom(150, 5_000),
});

interface Seen {
  readonly sent: number;
  readonly charged: number;
  readonly deaths: number;
  readonly states: readonly string[];
}

/** Steps in an order drawn from the seed, with deaths, suspended windows, sleep and clocks that are set. */
async function explore(plan: Plan): Promise<Seen> {
  const random = createRandom(plan.seed);
  const chance = (share: number) => random() < share;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const world = createChargeWorld({ fate: () => pick(FATES), calm: plan.calm, limit: usd(plan.limit) });
  for (let count = 0; count < plan.windows; count += 1) world.open();
  let [deaths, favourite, clockSetAt] = [0, 0, -MINUTE];
  const living = () => world.windows.filter(({ dead }) => !dead);

  const disturb = (window: ChargeWindow) => {
    if (chance(0.4)) {
      deaths += 1;
      world.kill(window);
      world.open();
    } else window.suspended = !window.suspended;
  };
  /** A window stands still just before it writes or sends, or when it has written and not yet sent. */
  const stall = () => {
    const calls = world
      .possible()
      .filter(({ window, label }) => window >= 0 && /^(link|list|remove|answer)/.test(label));
    const window = calls.length > 0 ? world.windows[pick(calls).window] : undefined;
    if (window) window.suspended = true;
  };
  const time = () => {
    const kind = random();
    if (kind < 0.6) world.pass(random() * 8_000);
    else if (kind < 0.85) world.pass(random() * 5 * MINUTE);
    else if (kind < 0.9) world.pass(random() * 20 * 60 * MINUTE);
    else if (!plan.calm && world.elapsed() - clockSetAt > 15_000) {
      // Out and back within a moment is more than two clocks can tell.
      clockSetAt = world.elapsed();
      if (chance(0.5)) world.sleep(random() * 60 * MINUTE);
      else world.setClock((random() - 0.5) * 120 * MINUTE);
    }
  };
  const step = async () => {
    const possible = world.possible();
    const fate = random();
    if (fate < 0.01) disturb(pick(living()));
    else if (fate < 0.03) stall();
    else if (fate < 0.06) pick(living()).suspended = false;
    else if (fate < 0.09) time();
    else if (fate < 0.17 || possible.length === 0) {
      const deeds = ["top-up", "top-up", "settle", ...(plan.closes ? (["close"] as const) : [])] as const;
      const window = pick(living());
      void world.act(window, pick(PAYERS), pick(deeds), usd(pick([25, 25, 25, 60])));
      if (!plan.calm && chance(0.1)) world.payInDashboard(pick(PAYERS), usd(25));
      if (chance(0.1)) world.failInDashboard(pick(PAYERS), usd(25));
    } else {
      if (chance(0.1)) favourite = pick(possible).window;
      const mine = possible.filter(({ window }) => window === favourite);
      await world.happen(pick(mine.length > 0 && chance(0.8) ? mine : possible));
    }
  };
  try {
    for (let count = 0; count < plan.steps; count += 1) await step();
    await recovers(world);
    const states = world.book().map(({ state }) => Object.values(state).join(": "));
    return { sent: world.sent.size, charged: world.charges.length, deaths, states };
  } catch (error) {
    throw new Error([JSON.stringify(plan), ...world.trace.slice(-80)].join("\n"), { cause: error });
  }
}

/** From now on nothing bad happens: a new window can look, close what stays open, and then nothing waits. */
async function recovers(world: ChargeWorld): Promise<void> {
  for (const window of world.windows) if (!window.dead) window.suspended = false;
  const run = async () => {
    for (;;) {
      const [next] = world.possible();
      const wait = world.nextTimer();
      if (next) await world.happen(next);
      else if (wait === undefined) return;
      else world.pass(wait);
    }
  };
  await run();
  world.setClock(0);
  world.pass(150 * MINUTE);
  world.open();
  const window = world.windows.at(-1) ?? assert.fail();
  for (const payer of PAYERS) {
    for (const deed of ["settle", "close"] as const) {
      const done = world.act(window, payer, deed, usd(1));
      await run();
      await done;
    }
  }
  assert.deepEqual(
    world.book().filter(({ state }) => state.kind === "open"),
    [],
    "whatever happened, a person can go on",
  );
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

describe("the model check of charges", function () {
  this.timeout(Math.max(300_000, RUNS * 2_000));

  it(`sends nothing while an attempt is open, and tells the truth, in ${RUNS} runs of every order`, async () => {
    const seen: Seen[] = [];
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        seen.push(await explore(plan));
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    const sum = (of: (it: Seen) => number) => seen.reduce((total, it) => total + of(it), 0);
    const states = new Set(seen.flatMap((it) => it.states));
    if (process.env["MODEL_RUNS"]) {
      console.log(
        `      sent ${sum((it) => it.sent)}, charged ${sum((it) => it.charged)}, deaths ${sum((it) => it.deaths)}`,
      );
      console.log(`      ${[...states].join(", ")}`);
    }
    // A run that shows nothing proves nothing.
    assert.ok(sum(({ sent }) => sent) > RUNS);
    assert.ok(sum(({ charged }) => charged) > RUNS / 2);
    assert.ok(sum(({ deaths }) => deaths) > RUNS);
    for (const state of [
      "charged: answer",
      "charged: status",
      "charged: records",
      "not-charged: refusal",
      "not-charged: never-sent",
      "closed",
    ]) {
      assert.ok(states.has(state), state);
    }
  });
});
