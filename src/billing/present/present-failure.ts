import { formatAge } from "../money/format.ts";
import type { Failure } from "../vendor/billing-error.ts";
import type { Provider } from "../vendor/provider.ts";

/** Who is spoken of, and what is said of it in sentences of its own. */
export type Vendor = Pick<Provider, "name" | "sentences" | "credential">;

/**
 * One sentence for a person: what happened and what helps, with the id that support asks for. `next` is what to expect
 * where nothing is to be done; empty where nothing may be promised, as of what moves money.
 */
export function presentFailure(
  failure: Failure,
  vendor: Vendor,
  locale: string,
  next = "Retrying automatically.",
): string {
  const trace = [
    failure.host,
    failure.status && `HTTP ${failure.status}`,
    failure.requestId && `request ${failure.requestId}`,
  ];
  const shown = trace.filter(Boolean).join(", ");
  const said = vendor.sentences?.[failure.kind] ?? sentence(failure, vendor, locale, next).trim();
  return shown ? `${said} (${shown})` : said;
}

/** The same for what is never tried again by itself, such as a change of the account. */
export const presentFailureOnce = (failure: Failure, vendor: Vendor, locale: string): string =>
  presentFailure(failure, vendor, locale, "");

function sentence(
  { kind, status = 0, retryAfterMs, detail }: Failure,
  { name: vendor, credential }: Vendor,
  locale: string,
  next: string,
): string {
  const { secret } = credential;
  switch (kind) {
    case "unauthorized":
      return `${vendor} rejected the ${secret}. Check it or set a new one.`;
    case "out-of-credits":
      return `${vendor} says the account is out of credits. Top up to continue.`;
    case "declined":
      return `${vendor} says the payment was declined. Check the payment method.`;
    case "needs-payer":
      return `Your bank requires you to confirm this payment. Check ${vendor}'s dashboard.`;
    case "wrong-key-kind":
      return `This ${secret} cannot read the balance. Check its permissions.`;
    case "forbidden":
      return `${vendor} denied this request. Check the permissions of the ${secret}.`;
    case "not-found":
      return `${vendor}'s billing API was not found. Check the base URL in the settings.`;
    case "rate-limited":
      return retryAfterMs === undefined
        ? `${vendor} is limiting requests. ${next}`
        : `${vendor} asks to wait ${formatAge(Math.max(retryAfterMs, 60_000), locale)}. ${next}`;
    case "server":
      return `${vendor} is having problems. Check its status page.`;
    case "timeout":
      return `${vendor} did not respond in time. ${next}`;
    case "dns":
      return `The address of ${vendor} could not be found. Check the network connection.`;
    case "tls":
      return `The connection to ${vendor} could not be trusted. Check the editor's certificate and proxy settings.`;
    case "proxy":
      return `The proxy blocked the request. Check the editor's proxy settings.`;
    case "offline":
      return `No network connection. ${next}`;
    case "connection":
      return `Connection to ${vendor} lost. ${next}`;
    case "foreign-answer":
      return `The response did not come from ${vendor}. ${status >= 500 ? next : "Check your proxy or VPN, or sign in to the network."}`;
    case "redirected":
      return `The request was redirected and not followed. Sign in to the network or check the base URL.`;
    case "too-large":
      return `The response${detail ? ` about ${detail}` : ""} was too large. Check your proxy, or update this extension.`;
    case "no-balance":
      return `${vendor} did not report a prepaid balance. Check its billing page.`;
    case "unexpected-answer":
      return `${vendor} sent an unexpected response${detail ? `: ${detail}` : ""}. Check for an update of this extension.`;
  }
}
