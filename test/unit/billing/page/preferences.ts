import type { PagePreferences } from "../../../../src/billing/page/page-data.ts";

export const preferences: PagePreferences = {
  locale: "en",
  timeZone: "UTC",
  hideAmounts: false,
  revealAccount: false,
  range: "30d",
  filter: { kind: null, model: null },
};
