import type { Rule } from "../lint/contract/rule.ts";

export const deprecatedEndpoint: Rule = {
  id: "aimlapi/deprecated-endpoint",
  needles: [
    "billing/balance",
    "billing\\/balance",
    ["/billing", "/balance"],
    ['billing"', "balance"],
    ["billing'", "balance"],
    ["billing`", "balance"],
    ["/billing", 'balance"'],
    ["/billing", "balance'"],
  ],
  pattern: {
    kind: "endpoint",
    host: "aimlapi.com",
    path: "/v1/billing/balance",
    newHost: "api.aimlapi.com",
    successors: ["/v2/billing", "/v2/billing/detail"],
  },
  message: "{subject} is deprecated. {successor} should be used instead; it answers in USD, not credits.",
  source: "https://docs.aimlapi.com/api-references/service-endpoints/account-balance",
  examples: [
    {
      file: "fetch.ts",
      code: 'const res = await fetch("https://api.aimlapi.com/v1/billing/balance");\n',
      reports: ["/v1/billing/balance"],
    },
    {
      file: "session.py",
      code: 'BASE = "https://api.aimlapi.com/v1"\nreply = requests.get(f"{BASE}/billing/balance")\n',
      reports: ["/billing/balance"],
    },
    {
      file: "venice.ts",
      code: 'const res = await fetch("https://api.venice.ai/api/v1/billing/balance");\n',
      reports: [],
    },
  ],
};
