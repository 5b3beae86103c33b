/** Enough of an e-mail to recognise one's own: "j•••@e•••.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return maskStart(email);
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf(".");
  return `${maskStart(email.slice(0, at))}@${maskStart(dot > 0 ? domain.slice(0, dot) : domain)}${dot > 0 ? domain.slice(dot) : ""}`;
}

/** The last two characters of an id, if it is long enough to keep the rest secret. */
export const maskId = (id: string) => `•••${id.length > 4 ? id.slice(-2) : ""}`;

const maskStart = (text: string) => `${Array.from(text)[0] ?? ""}•••`;
