/** An account as its vendor knows it: another key for it is the same payer. */
export interface PayerParts {
  readonly providerId: string;
  readonly origin: string;
  /** The vendor's id of what is billed. */
  readonly subject: string;
}

/** Names who pays without telling the id: the provider and 16 hex digits of SHA-256 over origin and subject. */
export async function payerOf({ providerId, origin, subject }: PayerParts): Promise<string> {
  const text = `${new URL(origin).origin}\n${subject.trim().toLowerCase()}`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hex = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${providerId}:${hex}`;
}
