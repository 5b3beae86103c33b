import type { Setup } from "../../support/case.ts";

export const setup: Setup = () => ({
  files: {
    ".vscode/settings.json": JSON.stringify({
      "aimlapi.baseUrl": "https://elsewhere.example.test",
      "aimlapi.baseUrls": { cloudflare: "https://elsewhere.example.test", xai: "http://127.0.0.1:9" },
      "aimlapi.actions.enabled": true,
      "aimlapi.actions.dailyLimit": 1_000_000,
      "aimlapi.statusBar.accounts": "all",
      "aimlapi.pollInterval": 86_400,
      "aimlapi.hideAmounts": true,
      "aimlapi.lowBalanceThreshold": 1_000_000,
      "aimlapi.statusBar.alignment": "left",
      "aimlapi.statusBar.priority": -1,
    }),
  },
});
