import { createHash } from "node:crypto";

/** 64 hex digits that are always the same for the same key and purpose. */
export const derived = (key: string, purpose: string): string =>
  createHash("sha256").update(`${key} ${purpose}`).digest("hex");

/** The second key of the customer who has this one: as usual keys look, 32 hex digits. */
export const otherKey = (key: string): string => derived(key, "2").slice(0, 32);

/** 32 hex digits as a UUID of version 4. */
export const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
