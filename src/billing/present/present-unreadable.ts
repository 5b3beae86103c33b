import type { Unreadable } from "../accounts/stored-account.ts";

export const UNREADABLE = "Can't read saved keys";

const REASONS: Readonly<Record<Unreadable, string>> = {
  locked:
    "The editor's secret storage did not return the key. Unlock your keyring, or set the key again. Retrying automatically.",
  forgotten: "This browser did not keep the key after the page was reloaded. Set the key again.",
};

/** Why a saved key cannot be read, and what helps. */
export const reasonFor = (unreadable: Unreadable): string => REASONS[unreadable];
