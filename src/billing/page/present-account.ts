import type { AccountView } from "../accounts/account-view.ts";
import { shownName } from "../text/display-name.ts";
import { maskEmail, maskId } from "../text/mask.ts";
import type { PagePreferences } from "./page-data.ts";
import type { AccountSection } from "./page-view.ts";

/** Whose account it is, masked until the person asks. Null before anything was read, and where the vendor never says. */
export function presentAccount(
  { detail, state, provider }: AccountView,
  { revealAccount }: PagePreferences,
): AccountSection | null {
  const known = detail?.email !== undefined || detail?.userId !== undefined;
  if (!known && !provider.detail) return null;
  if (!detail && !state.reading) return null;
  const show = (value: string | undefined, mask: (value: string) => string) =>
    value === undefined
      ? detail
        ? "Unknown"
        : "Not loaded yet"
      : shownName(revealAccount ? value : mask(value));
  return {
    title: "Account",
    rows: [
      { label: "E-mail", value: show(detail?.email, maskEmail) },
      { label: "User id", value: show(detail?.userId, maskId) },
    ],
    action: known
      ? revealAccount
        ? { intent: "maskAccount", label: "Hide", icon: "eye-closed", kind: "secondary" }
        : { intent: "revealAccount", label: "Show", icon: "eye", kind: "secondary" }
      : undefined,
  };
}
