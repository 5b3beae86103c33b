import type { Setup } from "../../support/case.ts";

export const setup: Setup = () => ({
  restricted: true,
  files: {
    ".vscode/settings.json": JSON.stringify({ "aimlapi.baseUrl": "https://elsewhere.example.test" }),
    "left.sh": "curl https://api.aimlapi.com/v1/billing/balance\n",
  },
});
