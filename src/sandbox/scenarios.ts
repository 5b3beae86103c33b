import * as faults from "./faults.ts";
import type { AccountPlan } from "./plan.ts";
import * as plans from "./plans.ts";
import type { KeyStanding } from "./world.ts";

/** A state of the world, a fault of the network, or both. */
export interface Scenario {
  /** Starts the account over; without it, the account stays as it is. */
  readonly plan?: AccountPlan;
  /** `valid` when not said. */
  readonly standing?: KeyStanding;
  /** None when not said. */
  readonly fault?: faults.Fault;
}

const scenarios = {
  healthy: { plan: plans.healthy },
  low: { plan: plans.low },
  empty: { plan: plans.empty },
  negative: { plan: plans.negative },
  "sub-cent": { plan: plans.subCent },
  "refill-armed": { plan: plans.refillArmed },
  "refill-failing": { plan: plans.refillFailing },
  spending: { plan: plans.spending },
  "new-account": { plan: plans.newAccount },
  "ninety-days": { plan: plans.ninetyDays },
  "big-ledger": { plan: plans.bigLedger },
  hostile: { plan: plans.hostile },
  "no-ledger": { standing: "no-ledger" },
  "management-key": { standing: "management" },
  unauthorized: { standing: "revoked" },
  forbidden: { standing: "forbidden" },
  "out-of-credits": { fault: faults.outOfCredits },
  "rate-limited": { fault: faults.rateLimited },
  flaky: { fault: faults.flaky },
  slow: { fault: faults.slow },
  hanging: { fault: faults.hanging },
  "html-error": { fault: faults.htmlError },
  "captive-portal": { fault: faults.captivePortal },
  "malformed-json": { fault: faults.malformedJson },
  "wrong-types": { fault: faults.wrongTypes },
  "huge-body": { fault: faults.hugeBody },
  "redirect-away": { fault: faults.redirectAway },
  "dropped-connection": { fault: faults.droppedConnection },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];

export const isScenarioName = (name: unknown): name is ScenarioName =>
  typeof name === "string" && Object.hasOwn(scenarios, name);

export const scenarioOf = (name: ScenarioName): Scenario => scenarios[name];
