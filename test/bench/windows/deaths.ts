import { startSandbox, type Sandbox } from "../../support/sandbox.ts";
import { createScratch } from "../../support/scratch.ts";
import { countRequests, type RequestCounts } from "./counts.ts";
import { longestGap, takeover, worstBlank, worstSpread } from "./figures.ts";
import { startRival } from "./rival.ts";
import { untilAccount, type Scale } from "./scaled-clock.ts";
import { startSwarm, type Swarm } from "./swarm.ts";

export interface DeathsResult {
  readonly windows: number;
  readonly requests: RequestCounts;
  /** What as many windows asked in the same time that shared nothing. */
  readonly independent: RequestCounts;
  /** Account ms. */
  readonly longestGap: number;
  /** From the death of the window that was asking to the next value, at worst: account ms. */
  readonly takeover: number;
  /** Real ms, as the three below. See figures.ts. */
  readonly spread: number;
  readonly blank: number;
  /** From a person's wish to refresh in one window until all show the new amount. */
  readonly refreshed: number;
  readonly warnings: readonly string[];
}

const MINUTE = 60_000;
export const DURATION_MS = 10 * MINUTE;
export const INTERVAL_MS = 2 * MINUTE;
/** From these minutes on the vendor is silent until a window asks, which then dies waiting. */
const IN_TURN: readonly number[] = [1, 5];
const ANYTIME: readonly number[] = [2, 3, 4, 6, 7, 8, 9];
export const DEATHS = IN_TURN.length + ANYTIME.length;

const NEW_AMOUNT = "77.05";
const NEW_NANOS = "77050000000";

/** Ten minutes of account time in which a window is killed every minute, twice the one that is asking. */
export async function measureDeaths(windows: number, factor: number): Promise<DeathsResult> {
  const scratch = await createScratch();
  const [sandbox, other] = await Promise.all([startSandbox("healthy"), startSandbox("healthy")]);
  const { url, apiKey } = sandbox;
  const swarm = await startSwarm(windows, { url, apiKey, intervalMs: INTERVAL_MS, folder: scratch.path });
  const scale: Scale = { startsAt: Date.now(), factor };
  swarm.go(scale);
  const rival = startRival(windows, {
    url: other.url,
    apiKey: other.apiKey,
    scale,
    intervalMs: INTERVAL_MS,
  });
  const replace = (place: number) => {
    swarm.replace(place);
    rival.replace(place);
  };
  try {
    const anytime = ANYTIME.map(async (minute) => {
      await untilAccount(scale, minute * MINUTE);
      replace((minute * 7) % windows);
    });
    const inTurn = IN_TURN.map(async (minute) => {
      await untilAccount(scale, minute * MINUTE);
      return await killWhoAsks(swarm, sandbox, replace);
    });
    await Promise.all(anytime);
    await untilAccount(scale, DURATION_MS);
    rival.stop();
    const end = Date.now();
    const sightings = [...swarm.sightings];
    const requests = await countRequests(sandbox);
    const deaths = await Promise.all(inTurn);
    return {
      windows,
      requests,
      independent: await countRequests(other),
      longestGap: longestGap(windows, sightings, scale, end),
      takeover: Math.max(...deaths.map((death) => takeover(death, sightings, scale))),
      spread: worstSpread(sightings),
      blank: worstBlank(sightings, scale),
      refreshed: await refreshOne(windows, swarm, sandbox),
      warnings: swarm.warnings,
    };
  } finally {
    rival.stop();
    await swarm.stop();
    await Promise.all([sandbox.stop(), other.stop()]);
    await scratch.dispose();
  }
}

/** Kills the next window that asks while its request is unanswered; gives back when, in real ms since the epoch. */
async function killWhoAsks(
  swarm: Swarm,
  sandbox: Sandbox,
  replace: (place: number) => void,
): Promise<number> {
  await sandbox.setScenario("hanging");
  const before = (await sandbox.requests()).length;
  const place = await swarm.nextAsking();
  while ((await sandbox.requests()).length === before) await pause(5);
  replace(place);
  const death = Date.now();
  await sandbox.setScenario("healthy");
  return death;
}

async function refreshOne(windows: number, swarm: Swarm, sandbox: Sandbox): Promise<number> {
  await sandbox.setBalance(NEW_AMOUNT);
  const asked = Date.now();
  swarm.refresh(0);
  const limit = asked + 10_000;
  for (;;) {
    const shown = swarm.sightings.filter(({ nanos }) => nanos === NEW_NANOS);
    if (new Set(shown.map(({ place }) => place)).size === windows)
      return Math.max(...shown.map(({ seen }) => seen)) - asked;
    if (Date.now() > limit) return Infinity;
    await pause(20);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
