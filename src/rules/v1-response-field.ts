import type { Rule } from "../lint/contract/rule.ts";

export const v1ResponseField: Rule = {
  id: "aimlapi/v1-response-field",
  needles: [
    "billing/balance",
    "billing\\/balance",
    "lowBalanceThreshold",
    "autoDebitStatus",
    "statusExplanation",
  ],
  pattern: {
    kind: "response-field",
    host: "aimlapi.com",
    path: "/v1/billing/balance",
    fields: [
      { name: "balance", successor: "current_balance" },
      { name: "lowBalance" },
      { name: "lowBalanceThreshold", successor: "autotopup_settings.threshold" },
      { name: "autoDebitStatus", successor: "autotopup_settings.is_enabled" },
      { name: "lastUpdated" },
      { name: "status" },
      { name: "statusExplanation" },
    ],
  },
  message:
    "{subject} of /v1/billing/balance is deprecated. {successor} of /v2/billing/detail should be used instead; amounts are in USD, not credits.",
  messageWithoutSuccessor: "{subject} of /v1/billing/balance is deprecated and has no successor.",
  source: "https://docs.aimlapi.com/api-references/service-endpoints/account-balance",
  examples: [
    {
      file: "read.ts",
      code: 'const res = await fetch("https://api.aimlapi.com/v1/billing/balance");\nconst body = await res.json();\nconsole.log(res.status, body.lowBalance);\n',
      reports: ["lowBalance"],
    },
    {
      file: "other.ts",
      code: 'const res = await fetch("/billing/balance");\nconst { balance } = await res.json();\n',
      reports: [],
    },
  ],
};
