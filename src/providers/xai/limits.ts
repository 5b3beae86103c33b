import { usd } from "../../billing/money/money.ts";
import type { SetLimit } from "../../billing/vendor/account-actions.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { Report } from "../../billing/vendor/report.ts";
import { centsFrom } from "../decode/cents.ts";
import { type Fields, record } from "../decode/fields.ts";
import { centFrom, centIn, shownCent, TEAM, xaiEndpoint } from "./endpoint.ts";

const PATH = `${TEAM}/postpaid/spending-limits`;

/**
 * Shape: `{ spendingLimits: { hardSlOverride?, hardSlAuto, effectiveHardSl, softSl?, effectiveSl: Cent } }`. `softSl` is
 * zero also where the team never set it, so it is the enforced `effectiveSl` that is shown.
 */
const spendingLimits: Endpoint<Fields> = xaiEndpoint({
  path: PATH,
  answer: (answer) => record(answer["spendingLimits"]) ?? {},
});

const NAMES = {
  effectiveSl: "Spending limit",
  effectiveHardSl: "Maximum limit",
  hardSlAuto: "Hard limit set by xAI",
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
        return amount ? [{ name, enabled: true, amount, window: "a month" }] : [];
      }),
      note: "They apply to invoiced usage, not to prepaid credits.",
    };
  },
};

export const setLimit: SetLimit = {
  least: usd(0),
  current: async (ask) => centIn(await ask(spendingLimits), "effectiveSl"),
  request: (amount) =>
    xaiEndpoint({
      method: "POST",
      path: PATH,
      body: { desiredSoftSpendingLimit: centFrom(centsFrom(amount)) },
      answer: (answer) => shownCent(answer, "thisBpSoftSpendingLimit"),
      empty: () => undefined,
    }),
};
