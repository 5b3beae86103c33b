import type { Subject, Twin } from "../http/vendor-twin.ts";
import { creditsToUsd } from "../world/money.ts";
import { creditsIn, usageIn } from "../world/sums.ts";
import { createBalanceTwin } from "./balance-twin.ts";

/** USD as decimal strings: https://vercel.com/docs/ai-gateway/capabilities/usage */
export function createVercelTwin(subject: Subject): Twin {
  return createBalanceTwin(subject, {
    prefixes: ["/v1/credits"],
    routes: {
      "/v1/credits": () => {
        const account = subject.customer.account();
        const used = creditsIn(usageIn(account.movements()));
        return {
          balance: creditsToUsd(account.balance()).toFixed(2),
          total_used: creditsToUsd(used).toFixed(2),
        };
      },
    },
    errorOf: ({ status, message }) => ({
      error: { message, type: status === 401 ? "authentication_error" : "invalid_request_error" },
    }),
  });
}
