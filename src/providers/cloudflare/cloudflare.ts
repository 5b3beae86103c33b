import type { Provider } from "../../billing/vendor/provider.ts";
import { cloudflareActions } from "./actions.ts";
import { refill } from "./auto-top-up.ts";
import { cloudflareBalance, paymentMethods } from "./balance.ts";
import { cloudflareCredential } from "./credential.ts";
import { invoicePreview, invoices } from "./invoices.ts";
import { limits } from "./limits.ts";
import { cloudflareUsage } from "./usage.ts";

/**
 * The prepaid credits of Cloudflare's AI Gateway.
 * Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/.
 */
export const cloudflare: Provider = {
  id: "cloudflare",
  name: "Cloudflare",
  origin: "https://api.cloudflare.com",
  credential: cloudflareCredential,
  balance: cloudflareBalance,
  usage: cloudflareUsage,
  reports: [invoicePreview, invoices, limits, refill, paymentMethods],
  actions: cloudflareActions,
  pages: {
    billing: "https://dash.cloudflare.com/?to=/:account/ai/ai-gateway",
    keys: "https://dash.cloudflare.com/profile/api-tokens",
    status: "https://www.cloudflarestatus.com/",
  },
  sentences: {
    unauthorized:
      "Cloudflare rejected the API token. Check that it is active and has the AI Gateway Read permission for this account.",
    forbidden:
      "Cloudflare denied this request. The API token needs the AI Gateway Read permission for this account, and AI Gateway Write to make changes.",
    "not-found": "Cloudflare has no AI Gateway billing for this account. Check the account ID.",
    declined:
      "The payment method was declined. Check it in the Cloudflare dashboard, in AI Gateway under Credits.",
  },
};
