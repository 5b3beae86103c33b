import type { Failure } from "./errors.ts";
import { presentFailureOnce, type Vendor } from "./present-failure.ts";

/** Statuses with which a vendor says that it did nothing. */
const REFUSALS: readonly number[] = [400, 401, 402, 403, 404, 422, 429];

/** What a person is told of a change that failed; `dashboardOnly` where the vendor refuses it to keys. */
export function presentChangeFailure(
  failure: Failure,
  dashboardOnly: string | undefined,
  vendor: Vendor,
  locale: string,
): string {
  if (dashboardOnly !== undefined && failure.fromVendor === true && failure.status === 403)
    return dashboardOnly;
  const said = presentFailureOnce(failure, vendor, locale);
  const refused =
    failure.unsent === true || (failure.fromVendor === true && REFUSALS.includes(failure.status ?? 0));
  return refused ? `${said} Nothing was changed.` : `${said} Whether anything was changed is not known.`;
}
