import { createHash } from "node:crypto";

/** A text with a first line by which any damage to it shows. */
export const seal = (body: string): string => `${checksum(body)}\n${body}\n`;

/** The text that was sealed; undefined when it is damaged. */
export function unseal(text: string): string | undefined {
  const cut = text.indexOf("\n");
  const body = text.slice(cut + 1, -1);
  return cut > 0 && text.endsWith("\n") && text.slice(0, cut) === checksum(body) ? body : undefined;
}

const checksum = (body: string) => createHash("sha256").update(body).digest("hex").slice(0, 16);
