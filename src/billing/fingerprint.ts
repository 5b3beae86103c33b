/** Names a credential without telling it: 16 hex digits of SHA-256 over origin and key. */
export async function fingerprint({ origin, apiKey }: { origin: string; apiKey: string }): Promise<string> {
  const bytes = new TextEncoder().encode(`${origin}\n${apiKey}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
