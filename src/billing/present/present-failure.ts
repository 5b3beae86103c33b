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
  next = "The next try comes by itself.",
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
      return `${vendor} did not accept the ${secret}. Check it or set a new one.`;
    case "out-of-credits":
      return `${vendor} says the account is out of credits. Top up to go on.`;
    case "declined":
      return `${vendor} says the payment was declined. Check the payment method.`;
    case "needs-payer":
      return `The bank wants your consent to this payment. Look for it in the dashboard of ${vendor}.`;
    case "wrong-key-kind":
      return `This ${secret} may not read the balance. Check what it is allowed to do.`;
    case "forbidden":
      return `${vendor} refused this request. Check what the ${secret} is allowed to do.`;
    case "not-found":
      return `${vendor} did not find the billing page of its API. Check the base URL in the settings.`;
    case "rate-limited":
      return retryAfterMs === undefined
        ? `${vendor} asks for fewer requests. ${next}`
        : `${vendor} asks to wait ${formatAge(Math.max(retryAfterMs, 60_000), locale)}. ${next}`;
    case "server":
      return `${vendor} has trouble answering. Look at its status page if it lasts.`;
    case "timeout":
      return `${vendor} did not answer in time. ${next}`;
    case "dns":
      return `The address of ${vendor} could not be found. Check the network connection.`;
    case "tls":
      return `The connection to ${vendor} could not be trusted. Check the editor's certificate and proxy settings.`;
    case "proxy":
      return `The proxy did not let the request through. Check the editor's proxy settings.`;
    case "offline":
      return `There is no network connection. ${next}`;
    case "connection":
      return `The connection to ${vendor} broke off. ${next}`;
    case "foreign-answer":
      return `Something between you and ${vendor} answered. ${status >= 500 ? next : "Check the proxy, the VPN or whether the network wants you to sign in."}`;
    case "redirected":
      return `The request was sent on to another address and stopped there. Sign in to the network or check the base URL.`;
    case "too-large":
      return `The answer${detail ? ` about ${detail}` : ""} was far too large to read. Check the proxy, or look for an update of this extension.`;
    case "no-balance":
      return `${vendor} tells no prepaid balance for this account. Check its billing page.`;
    case "unexpected-answer":
      return `${vendor} answered in an unknown way${detail ? `: ${detail}` : ""}. Look for an update of this extension.`;
  }
}
