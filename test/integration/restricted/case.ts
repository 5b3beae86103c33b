import type { Setup } from "../../support/case.ts";

export const setup: Setup = () => ({
  restricted: true,
  settings: { "aimlapi.actions.enabled": true },
  files: {
    ".vscode/settings.json": JSON.stringify({
      "aimlapi.baseUrl": "https://elsewhere.example.test",
      "aimlapi.baseUrls": { xai: "https://elsewhere.example.test" },
    }),
    "left.sh": "curl https://api.aimlapi.com/v1/billing/balance\n",
  },
});
