import type { AccountView, View } from "../accounts/account-view.ts";
import type { PageFilter } from "../history/figures.ts";
import type { PastData } from "../history/history-data.ts";
import type { PageRange } from "../history/time-range.ts";
import type { AccountActions } from "../vendor/account-actions.ts";

/** All the page is made from. Amounts are credits: 2,000,000 of them are 1 USD, or 1 of `currency`. Moments are epoch ms. */
export interface PageData extends PastData {
  readonly view: View;
  /** Every account there is; one alone leaves nothing to choose. */
  readonly accounts?: readonly AccountChoice[] | undefined;
  /** Accounts that are set up, but not followed: their keys cannot be used. */
  readonly unfollowed?: number | undefined;
  /** What a person may do to the account beyond looking; nothing unless they switched it on. */
  readonly actions?: readonly ActionName[] | undefined;
  /** What alerts have to say, the gravest first. */
  readonly alerts: readonly PageAlert[];
}

export interface AccountChoice {
  readonly view: AccountView;
  readonly selected: boolean;
}

/** What `AccountActions` of the provider offer, by name. */
export type ActionName = keyof AccountActions;

export interface PageAlert {
  readonly id: string;
  readonly tone: "info" | "warning" | "error";
  readonly text: string;
  /** The alert may be answered by topping up. */
  readonly topUp: boolean;
  /** It is mended where accounts are managed. */
  readonly manage?: true;
}

/** What the person chose on the page, and how figures and days are written. */
export interface PagePreferences {
  /** A BCP 47 tag. */
  readonly locale: string;
  /** An IANA name `Intl` knows. */
  readonly timeZone: string;
  readonly hideAmounts: boolean;
  readonly revealAccount: boolean;
  readonly range: PageRange;
  readonly filter: PageFilter;
}
