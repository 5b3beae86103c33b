import type { Subject, Twin } from "../http/vendor-twin.ts";
import { creditsToUsd } from "../world/money.ts";
import { creditsIn } from "../world/sums.ts";
import { createBalanceTwin } from "./balance-twin.ts";

/** The account's amounts count as CNY here; the USD it also lists are zero. https://api-docs.deepseek.com/api/get-user-balance */
export function createDeepseekTwin(subject: Subject): Twin {
  return createBalanceTwin(subject, {
    prefixes: ["/user/balance"],
    routes: {
      "/user/balance": () => {
        const account = subject.customer.account();
        const balance = account.balance();
        const given = creditsIn(account.movements().filter(({ type }) => type === "BONUS"));
        const granted = Math.max(0, Math.min(given, balance));
        return {
          is_available: balance > 0,
          balance_infos: [infoOf("CNY", balance, granted), infoOf("USD", 0, 0)],
        };
      },
    },
    errorOf: ({ status, message }) => ({
      error: {
        message,
        type: status === 401 ? "authentication_error" : "invalid_request_error",
        param: null,
        code: "invalid_request_error",
      },
    }),
  });
}

/** What is bought is the rest, so that the parts add up as they are written. */
function infoOf(currency: "CNY" | "USD", total: number, granted: number) {
  const hundredths = (credits: number) => Math.round(creditsToUsd(credits) * 100);
  const written = (amount: number) => (amount / 100).toFixed(2);
  return {
    currency,
    total_balance: written(hundredths(total)),
    granted_balance: written(hundredths(granted)),
    topped_up_balance: written(hundredths(total) - hundredths(granted)),
  };
}
