/** "Management Key" of "management key", for titles and buttons. */
export const headed = (text: string): string => text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** A sentence begins with a capital. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What "it" is after "API key" was said once: a key; of "API token" a token. */
export const nounOf = (secret: string): string => secret.replace(/^API /, "");
