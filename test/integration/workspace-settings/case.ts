import type { Setup } from "../../support/case.ts";

export const setup: Setup = () => ({
  files: {
    ".vscode/settings.json": JSON.stringify({
      "aimlapi.baseUrl": "https://elsewhere.example.test",
      "aimlapi.pollInterval": 86_400,
      "aimlapi.hideAmounts": true,
      "aimlapi.lowBalanceThreshold": 1_000_000,
      "aimlapi.statusBar.alignment": "left",
      "aimlapi.statusBar.priority": -1,
    }),
  },
});
