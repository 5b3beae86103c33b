/** Each setting below `aimlapi.` with its default. A test holds them against package.json. */
export const DEFAULTS = {
  baseUrl: "https://api.aimlapi.com",
  baseUrls: {},
  "actions.enabled": false,
  "actions.dailyLimit": 100,
  pollInterval: 300,
  "statusBar.alignment": "right",
  "statusBar.priority": 100,
  "statusBar.accounts": "chosen",
  lowBalanceThreshold: null,
  hideAmounts: false,
  "diagnostics.certain": "warning",
  "diagnostics.likely": "information",
  "diagnostics.possible": "off",
  "diagnostics.strikeThrough": true,
  "alerts.low": true,
  "alerts.empty": true,
  "alerts.toppedUp": true,
  "alerts.refillMissing": true,
  "alerts.creditsExpired": true,
  "alerts.keyRefused": true,
  "alerts.spendSpike": true,
  "alerts.deducted": true,
} as const;

/** The limits of `aimlapi.pollInterval`, in seconds. */
export const POLL_SECONDS = { min: 120, max: 86_400 } as const;
