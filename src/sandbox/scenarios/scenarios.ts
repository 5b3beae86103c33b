import * as faults from "../http/faults.ts";
import type { Vendor } from "../vendors.ts";
import type { AccountPlan, Card } from "../world/account-plan.ts";
import type { KeyStanding } from "../world/customer.ts";
import * as plans from "./plans.ts";
import { healthyPlans, postpaidOnly } from "./vendor-plans.ts";

/** A state of the world, a fault of the network, or both. */
export interface Scenario {
  /** Starts the account over; without it, the account stays as it is. */
  readonly plan?: AccountPlan;
  /** In place of `plan` for some vendors. */
  readonly plans?: Readonly<Partial<Record<Vendor, AccountPlan>>>;
  /** `valid` when not said. */
  readonly standing?: KeyStanding;
  /** The card of the plan when not said. */
  readonly card?: Card;
  /** None when not said. */
  readonly fault?: faults.Fault;
}

const scenarios = {
  healthy: { plans: healthyPlans },
  low: { plan: plans.low },
  empty: { plan: plans.empty },
  negative: { plan: plans.negative },
  "sub-cent": { plan: plans.subCent },
  "refill-armed": { plan: plans.refillArmed },
  "refill-failing": { plan: plans.refillFailing },
  "refill-off-by-failure": { plan: plans.refillOffByFailure },
  spending: { plan: plans.spending },
  "new-account": { plan: plans.newAccount },
  "ninety-days": { plan: plans.ninetyDays },
  "big-ledger": { plan: plans.bigLedger },
  hostile: { plan: plans.hostile },
  "postpaid-only": { plans: { xai: postpaidOnly } },
  "card-declined": { card: "declined" },
  "card-declined-for-now": { card: "declined-for-now" },
  "card-needs-authentication": { card: "needs-authentication" },
  "no-ledger": { standing: "no-ledger" },
  "management-key": { standing: "management" },
  unauthorized: { standing: "revoked" },
  forbidden: { standing: "forbidden" },
  "read-only-token": { standing: "read-only" },
  "inference-key": { standing: "inference" },
  "organization-key": { standing: "organization" },
  "organization-key-without-team": { standing: "organization-only" },
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
  "answer-lost-before": { fault: faults.answerLostBefore },
  "answer-lost-during": { fault: faults.answerLostDuring },
  "answer-lost-after": { fault: faults.answerLostAfter },
  "answer-lost-silently": { fault: faults.answerLostSilently },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];

export const isScenarioName = (name: unknown): name is ScenarioName =>
  typeof name === "string" && Object.hasOwn(scenarios, name);

export const scenarioOf = (name: ScenarioName): Scenario => scenarios[name];

/** The account that a scenario starts a vendor's customer over with; undefined leaves it as it is. */
export function planOf(name: ScenarioName, vendor: Vendor): AccountPlan | undefined {
  const { plan, plans: own } = scenarioOf(name);
  return own?.[vendor] ?? plan;
}
