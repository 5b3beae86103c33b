import { createHash } from "node:crypto";

/** URL-safe base64 of 32 bytes with its padding, as in the vendor's samples. */
export const invoiceIdOf = (what: string): string =>
  `${createHash("sha256").update(what).digest("base64url")}=`;

export const invoiceNumberOf = (paymentId: string): string => `SBX-${paymentId.slice(0, 8).toUpperCase()}`;
