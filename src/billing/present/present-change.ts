import { isTurnedDown, type Failure } from "../vendor/billing-error.ts";
import { presentFailureOnce, type Vendor } from "./present-failure.ts";

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
  return failure.unsent === true || isTurnedDown(failure)
    ? `${said} Nothing was changed.`
    : `${said} The change may or may not have been applied.`;
}
