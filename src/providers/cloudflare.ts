import type { Provider } from "../billing/provider.ts";
import { cloudflareActions } from "./cloudflare-actions.ts";
import { cloudflareBalance, paymentMethods } from "./cloudflare-balance.ts";
import { cloudflareCredential } from "./cloudflare-credential.ts";
import { invoicePreview, invoices } from "./cloudflare-invoices.ts";
import { limits } from "./cloudflare-limits.ts";
import { refill } from "./cloudflare-refill.ts";
import { cloudflareUsage } from "./cloudflare-usage.ts";

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
      "Cloudflare did not accept the API token. Check that it is active and has the permission AI Gateway Read for this account.",
    forbidden:
      "Cloudflare refused this request. The API token needs the permission AI Gateway Read for this account, and AI Gateway Write to change anything.",
    "not-found": "Cloudflare did not find AI Gateway billing for this account. Check the account ID.",
    declined:
      "The payment method was declined. Look at it in the Cloudflare dashboard, in AI Gateway under Credits.",
  },
};
