import { creditBalance, topupConfig } from "./balance.ts";
import { invoiceHistory, invoicePreview } from "./invoices.ts";
import type { Question, Route } from "./route.ts";
import { topup, topupLimits, topupStatus } from "./topup.ts";
import { usageHistory } from "./usage.ts";

const BASE = "/accounts/:account/ai-gateway/billing";

const read = (tell: (question: Question) => object): Route => ({
  needs: "read",
  answer: (question) => ({ result: tell(question) }),
});

const dashboardOnly: Route = {
  needs: "session",
  writes: true,
  refusal: { status: 403, message: "Auto top-up can only be configured from the dashboard" },
};

/** https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing */
export const billingRoutes: Readonly<Record<string, Route>> = {
  [`GET ${BASE}/credit-balance`]: read(creditBalance),
  [`GET ${BASE}/usage-history`]: read(usageHistory),
  [`GET ${BASE}/invoice-history`]: read(invoiceHistory),
  [`GET ${BASE}/invoice-preview`]: read(invoicePreview),
  [`POST ${BASE}/topup`]: {
    needs: "write",
    writes: true,
    answer: (question) => ({ result: topup(question) }),
  },
  [`POST ${BASE}/topup/status`]: {
    needs: "write",
    answer: (question) => ({ result: topupStatus(question) }),
  },
  [`GET ${BASE}/topup/config`]: read(({ customer }) => topupConfig(customer.account())),
  [`POST ${BASE}/topup/config`]: dashboardOnly,
  [`DELETE ${BASE}/topup/config`]: dashboardOnly,
  [`GET ${BASE}/topup/limits`]: read(topupLimits),
  [`GET ${BASE}/spending-limit`]: read(spendingLimit),
  [`POST ${BASE}/spending-limit`]: {
    needs: "session",
    writes: true,
    refusal: {
      status: 403,
      message: "Spending limits can no longer be created. Use AI Gateway spend limits.",
    },
  },
  [`DELETE ${BASE}/spending-limit`]: {
    needs: "write",
    writes: true,
    answer: (question) => ({ result: removeSpendingLimit(question) }),
  },
};

function spendingLimit({ limit }: Question): object {
  return limit.removed
    ? { enabled: false, config: { amount: null, duration: null, strategy: null } }
    : { enabled: true, config: { amount: 20_000, duration: "monthly", strategy: "fixed" } };
}

function removeSpendingLimit({ limit }: Question): object {
  limit.removed = true;
  return {};
}
