import type { VendorError } from "../../billing/vendor/billing-error.ts";
import { record } from "./fields.ts";

/** The envelope many vendors share: `{ error: { message, … } }`. 402 is about an account without credits. */
export function errorObject(status: number, json: unknown): VendorError {
  const error = record(record(json)?.["error"]);
  if (typeof error?.["message"] !== "string") return { fromVendor: false };
  return status === 402 ? { fromVendor: true, kind: "out-of-credits" } : { fromVendor: true };
}
