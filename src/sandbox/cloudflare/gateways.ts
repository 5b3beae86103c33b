import { Refused } from "../http/query.ts";
import { pageOf } from "./page.ts";
import type { Route } from "./route.ts";

const common = {
  cache_invalidate_on_update: false,
  cache_ttl: 0,
  collect_logs: true,
  rate_limiting_interval: 0,
  rate_limiting_limit: 0,
  created_at: "2025-03-04 05:06:07",
  modified_at: "2026-07-01 08:00:00",
};

/** Limits are in dollars, windows in seconds. */
const gateways = [
  {
    ...common,
    id: "default",
    is_default: true,
    spend_limits: {
      enabled: true,
      rules: [
        { id: "a-day", limit: 25, limitType: "cost", window: 86_400, technique: "fixed", enabled: true },
        {
          id: "a-month-of-one-model",
          limit: 7.5,
          limitType: "cost",
          window: 2_592_000,
          technique: "sliding",
          enabled: false,
          model: { mode: "filter", values: ["openai/gpt-5"] },
        },
      ],
    },
  },
  { ...common, id: "staging", is_default: false, spend_limits: null },
];

/** https://developers.cloudflare.com/ai-gateway/features/spend-limits/ */
export const gatewayRoutes: Readonly<Record<string, Route>> = {
  "GET /accounts/:account/ai-gateway/gateways": {
    needs: "read",
    answer: ({ query }) => pageOf(gateways, query),
  },
  "GET /accounts/:account/ai-gateway/gateways/:gateway": {
    needs: "read",
    answer: ({ params }) => {
      const result = gateways.find(({ id }) => id === params["gateway"]);
      if (!result) throw new Refused({ status: 404, message: "Not Found", code: 7002 });
      return { result };
    },
  },
};
