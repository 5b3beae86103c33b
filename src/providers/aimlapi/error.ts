import type { FailureKind, VendorError } from "../../billing/vendor/billing-error.ts";
import { type Fields, record } from "../decode/fields.ts";

/** A 403 means more than one thing here: what it says is read to tell which, and never shown. */
export function aimlapiError(status: number, json: unknown): VendorError {
  const envelope = envelopeOf(json);
  if (!envelope) return { fromVendor: false };
  return status === 403
    ? { fromVendor: true, kind: forbiddenKind(messageOf(envelope)) }
    : { fromVendor: true };
}

/** Two envelopes are in use: problem+json (`title`, `status`, …) and an older one (`statusCode`, `path`, …); both carry `requestId`. */
function envelopeOf(json: unknown): Fields | undefined {
  const answer = record(json);
  return answer && "requestId" in answer && ("statusCode" in answer || "status" in answer)
    ? answer
    : undefined;
}

function messageOf({ title, message, error }: Fields): string {
  const nested = record(error)?.["message"];
  return [title, message, nested].filter((part) => typeof part === "string").join(" ");
}

function forbiddenKind(message: string): FailureKind {
  const credits = /\b(credits?|balance|funds?|top.?up|quota|payment)\b/i.test(message);
  const key = /\b(management|scopes?|permissions?|not allowed|key type)\b/i.test(message);
  if (credits === key) return "forbidden";
  return credits ? "out-of-credits" : "wrong-key-kind";
}
