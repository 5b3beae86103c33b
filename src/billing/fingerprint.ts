import type { Credential } from "./client.ts";

/** Names a credential without telling it: 16 hex digits of SHA-256 over origin, key and what is billed. */
export async function fingerprint({ origin, apiKey, subject }: Credential): Promise<string> {
  const bytes = new TextEncoder().encode([origin, apiKey, ...(subject ? [subject] : [])].join("\n"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
