import type { Rule } from "../lint/contract/rule.ts";

export const deprecatedHeader: Rule = {
  id: "aimlapi/deprecated-header",
  needles: ["aimlapi-credits-used", ["x-aimlapi-", "credits-used"]],
  pattern: {
    kind: "header",
    host: "aimlapi.com",
    name: "x-aimlapi-credits-used",
    successor: "x-aimlapi-usd-spent",
  },
  message:
    "{subject} is deprecated. {successor} should be used instead; it counts USD (2,000,000 credits are 1 USD).",
  source: "https://docs.aimlapi.com/api-references/service-endpoints/account-balance",
  examples: [
    {
      file: "head.ts",
      code: 'const used = res.headers.get("X-AIMLAPI-Credits-Used");\n',
      reports: ["X-AIMLAPI-Credits-Used"],
    },
    { file: "mock.ts", code: 'reply.setHeader("x-aimlapi-credits-used", "12");\n', reports: [] },
  ],
};
