import type { Rule } from "../lint/contract/rule.ts";

export const deprecatedField: Rule = {
  id: "aimlapi/deprecated-field",
  needles: ["credits_used"],
  pattern: {
    kind: "field",
    host: "aimlapi.com",
    name: "credits_used",
    within: ["meta", "usage"],
    successor: "usd_spent",
    unitsPerUsd: 2_000_000,
  },
  message:
    "{subject} is deprecated. {successor} should be used instead; it counts USD (2,000,000 credits are 1 USD).",
  source: "https://docs.aimlapi.com/api-references/service-endpoints/account-balance",
  examples: [
    {
      file: "chat.py",
      code: 'client = OpenAI(base_url="https://api.aimlapi.com/v1")\nreply = client.chat.completions.create()\nprint(reply.meta["usage"]["credits_used"])\n',
      reports: ["credits_used"],
    },
    { file: "column.ts", code: "const used = row.credits_used;\n", reports: [] },
  ],
};
