import type { Subject, Twin } from "../http/vendor-twin.ts";
import type { ApiKey } from "../world/customer.ts";
import { creditsToUsd, usdToCredits } from "../world/money.ts";
import { creditsIn, usageIn } from "../world/sums.ts";
import { createBalanceTwin } from "./balance-twin.ts";

/** The second key may spend this much; the first has no limit. */
const LIMIT_USD = 20;

/** https://openrouter.ai/docs/api/api-reference/credits/get-credits */
export function createOpenrouterTwin(subject: Subject): Twin {
  const account = () => subject.customer.account();
  return createBalanceTwin(subject, {
    prefixes: ["/api/v1/"],
    routes: {
      "/api/v1/credits": () => {
        const used = creditsIn(usageIn(account().movements()));
        const bought = account().balance() + used;
        return { data: { total_credits: creditsToUsd(bought), total_usage: creditsToUsd(used) } };
      },
      "/api/v1/key": (key) => {
        const limit = key.id === "key-1" ? null : LIMIT_USD;
        const used = usedBy(key);
        return {
          data: {
            label: `${key.key.slice(0, 12)}...${key.key.slice(-3)}`,
            limit,
            usage: creditsToUsd(used),
            limit_remaining: limit === null ? null : creditsToUsd(usdToCredits(limit) - used),
            limit_reset: null,
            is_free_tier: !account()
              .movements()
              .some(({ type }) => type === "PAYMENT"),
            is_management_key: false,
            is_provisioning_key: false,
          },
        };
      },
    },
    errorOf: ({ status, message }) => ({ error: { code: status, message } }),
  });

  function usedBy({ id }: ApiKey): number {
    return creditsIn(usageIn(account().movements()).filter(({ keyId }) => keyId === id));
  }
}
