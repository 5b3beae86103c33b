import type { SetLimit } from "../billing/account-actions.ts";
import { usd } from "../billing/money.ts";
import type { Endpoint } from "../billing/provider.ts";
import type { Report } from "../billing/report.ts";
import { type Fields, record } from "./answer.ts";
import { centsFrom } from "./cents.ts";
import { centFrom, centIn, nothing, shownCent, TEAM, xaiEndpoint } from "./xai-endpoint.ts";

const PATH = `${TEAM}/postpaid/spending-limits`;

/** Shape: `{ spendingLimits: { hardSlOverride?, hardSlAuto, effectiveHardSl, softSl?, effectiveSl: Cent } }`. */
const spendingLimits: Endpoint<Fields> = xaiEndpoint({
  path: PATH,
  answer: (answer) => record(answer["spendingLimits"]) ?? {},
});

const NAMES = {
  effectiveSl: "Spending limit",
  softSl: "Set by the team",
  effectiveHardSl: "Most it can be set to",
  hardSlAuto: "Hard limit given by xAI",
  hardSlOverride: "Hard limit agreed with xAI",
} as const;

export const limits: Report = {
  id: "limits",
  title: "Spending limits",
  read: async (ask) => {
    const found = await ask(spendingLimits);
    return {
      kind: "limits",
      limits: Object.entries(NAMES).flatMap(([field, name]) => {
        const amount = shownCent(found, field);
        const own = field === "softSl";
        return amount ? [{ name, enabled: true, amount, window: "a month", ...(own && { own }) }] : [];
      }),
      note: "They hold what is paid by invoice, not prepaid credits.",
    };
  },
};

export const setLimit: SetLimit = {
  least: usd(0),
  current: async (ask) => centIn(await ask(spendingLimits), "softSl"),
  request: (amount) =>
    xaiEndpoint({
      method: "POST",
      path: PATH,
      body: { desiredSoftSpendingLimit: centFrom(centsFrom(amount)) },
      answer: nothing,
    }),
};
