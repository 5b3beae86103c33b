import type { Provider } from "../../billing/vendor/provider.ts";
import { xaiActions } from "./actions.ts";
import { xaiBalance, xaiPostedBalance } from "./balance.ts";
import { billingInformation } from "./billing-information.ts";
import { changes } from "./changes.ts";
import { xaiCredential } from "./credential.ts";
import { invoicePreview, invoices } from "./invoices.ts";
import { limits } from "./limits.ts";
import { paymentMethods } from "./payment-methods.ts";
import { xaiUsage } from "./usage.ts";

/** Source: https://docs.x.ai/developers/management-api (Billing Management). */
export const xai: Provider = {
  id: "xai",
  name: "xAI",
  origin: "https://management-api.x.ai",
  credential: xaiCredential,
  balance: xaiBalance,
  fallback: xaiPostedBalance,
  usage: xaiUsage,
  reports: [invoicePreview, limits, changes, invoices, paymentMethods, billingInformation],
  actions: xaiActions,
  pages: {
    billing: "https://console.x.ai/team/default/billing",
    keys: "https://console.x.ai/team/default/settings/management-keys",
    status: "https://status.x.ai/",
  },
  sentences: {
    unauthorized:
      "xAI rejected the key. It takes a management key (xAI console, Settings, Management Keys); an inference key does not work here.",
    forbidden:
      "xAI denied this request. The management key needs the team-token:endpoint:BillingRead permission.",
    "not-found": "xAI did not find this in the team's billing. Check the team ID.",
    "no-balance": "xAI did not report a prepaid balance for this team: it may be billed by invoice only.",
    declined: "The payment method was declined. Check it in the xAI console, under Billing.",
  },
};
