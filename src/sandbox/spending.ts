import type { Movement } from "./ledger.ts";
import { usdToCredits } from "./money.ts";
import type { Random } from "./random.ts";

/** How fast an account spends. */
export interface Pace {
  /** Mean time between two charges while people are busy. */
  readonly meanIntervalMs: number;
  /** Mean price of one charge. */
  readonly meanUsd: number;
  /** `office` is quiet at night and at weekends (UTC), `steady` never is. */
  readonly rhythm: "steady" | "office";
}

/** Shares of the calls, and prices relative to the mean. The products of both add up to 1. */
const MODELS = [
  { name: "openai/gpt-5", share: 0.3, price: 1.5 },
  { name: "anthropic/claude-sonnet-4.5", share: 0.2, price: 2 },
  { name: "google/gemini-2.5-flash", share: 0.35, price: 0.3 },
  { name: "deepseek/deepseek-chat", share: 0.15, price: 0.3 },
] as const;

/** The next charge after a moment. Depends on that moment and on chance only, never on who looks when. */
export function drawCharge(pace: Pace, random: Random, after: number, keyId: string): Movement {
  let at = after;
  do at += Math.max(1, Math.round(random.exponential(pace.meanIntervalMs)));
  while (pace.rhythm === "office" && random.next() > officeActivity(at));
  const model = drawModel(random.next());
  return {
    at,
    direction: "CHARGE",
    type: "MODEL_USAGE",
    credits: Math.max(1, usdToCredits(random.exponential(pace.meanUsd * model.price))),
    model: model.name,
    referenceId: random.token(21),
    keyId,
  };
}

function drawModel(chance: number): (typeof MODELS)[number] {
  let passed = 0;
  return MODELS.find(({ share }) => (passed += share) > chance) ?? MODELS[0];
}

/** How busy the hour is, from 0 to 1. */
function officeActivity(at: number): number {
  const date = new Date(at);
  const hour = date.getUTCHours();
  const busy = hour >= 8 && hour < 19 ? 1 : hour >= 19 && hour < 23 ? 0.3 : 0.03;
  return date.getUTCDay() % 6 === 0 ? busy * 0.25 : busy;
}
