import { monthOf } from "../world/months.ts";
import { creditsIn, groupBy } from "../world/sums.ts";
import { postedChanges, totalOf, usedThisCycle, wholeCents } from "./billed.ts";
import { descriptionOf } from "./descriptions.ts";
import { cent } from "./proto.ts";
import type { Question } from "./route.ts";
import { effectiveLimit } from "./spending-limits.ts";

/** What one use came to, as invoices count. */
const TOKENS_PER_USE = 12_400;

/**
 * The invoice of the running cycle as it stands now. What is used of the credits is what the ledger has more
 * than the account, so that both together are what is left, to the nearest cent.
 */
export function preview({ customer, settings, now }: Question): object {
  const account = customer.account();
  const used = usedThisCycle(account.movements(), now);
  const spent = wholeCents(creditsIn(used));
  const posted = totalOf(postedChanges(account.movements(), now));
  const taken = account.postpaid ? 0 : Math.max(0, -posted - wholeCents(account.balance()));
  return {
    coreInvoice: {
      lines: groupBy(used, descriptionOf).map(([description, entries]) => ({
        clusterName: "us-east-1",
        description,
        unitType: "tokens",
        unitPrice: "20000",
        numUnits: String(entries.length * TOKENS_PER_USE),
        amount: String(wholeCents(creditsIn(entries))),
      })),
      amountBeforeVat: String(spent),
      vatCost: "0",
      amountAfterVat: String(spent),
      autoCreditsIssued: "0",
      defaultCreditsIssued: "0",
      totalWithCorr: cent(account.postpaid ? spent : 0),
      ...(!account.postpaid && { prepaidCredits: cent(posted), prepaidCreditsUsed: cent(-taken) }),
    },
    effectiveSpendingLimit: String(effectiveLimit(settings)),
    defaultCredits: "0",
    billingCycle: monthOf(now),
  };
}
