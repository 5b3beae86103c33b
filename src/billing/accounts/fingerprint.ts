import type { Credential } from "../vendor/api-client.ts";

/** Names a credential without telling it: 16 hex digits of SHA-256 over origin, key and what is billed. */
export async function fingerprint({ origin, apiKey, subject }: Credential): Promise<string> {
  const bytes = bytesOf([origin, apiKey, ...(subject ? [subject] : [])]);
  return hexOf(await crypto.subtle.digest("SHA-256", bytes), 8);
}

/**
 * Marks the owner of an account by the vendor's id of them, so that two keys of one account are seen to be that. Without
 * the secret, which never leaves the secret storage, nobody can tell an id from its mark, not even by trying them all.
 */
export async function ownerMark(secret: string, provider: string, id: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf([secret]), algorithm, false, ["sign"]);
  return hexOf(await crypto.subtle.sign("HMAC", key, bytesOf([provider, id])), 16);
}

const bytesOf = (lines: readonly string[]) => new TextEncoder().encode(lines.join("\n"));

const hexOf = (bytes: ArrayBuffer, length: number) =>
  Array.from(new Uint8Array(bytes, 0, length), (byte) => byte.toString(16).padStart(2, "0")).join("");
