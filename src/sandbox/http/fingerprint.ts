import { createHash } from "node:crypto";

/** Tells credentials apart without giving them away: the first 12 hex digits of the SHA-256. */
export function fingerprint(credential: string): string {
  return createHash("sha256").update(credential).digest("hex").slice(0, 12);
}
