import type { WatchedAccount } from "../../billing/accounts/account-monitor.ts";
import type { Charger } from "../../billing/charges/charger.ts";
import type { Clock } from "../../billing/time/clock.ts";
import type { Ask } from "../../billing/vendor/endpoint.ts";

/** What every change needs: the account, and how it is asked and told of. */
export interface ChangeContext {
  readonly account: WatchedAccount;
  /** As sentences name the account. */
  readonly title: string;
  readonly ask: Ask;
  /**
   * Why nothing may be sent any more, as a sentence: questions take their time, and settings, trust or the saved key
   * may have changed. To be asked just before a request leaves.
   */
  readonly obstacle: () => Promise<string | undefined>;
  readonly charger: () => Promise<Charger>;
  readonly clock: Clock;
  /** The payers whose open attempts this window looks up on a schedule. */
  readonly rechecks: Set<string>;
  /** Takes a line of the audit: never a key, never what a vendor said. */
  readonly audit: (line: string) => void;
  readonly locale: string;
  readonly now: () => number;
  /** ms since some moment of the past. */
  readonly elapsed: () => number;
  /** Something may be different from now on. */
  readonly changed: () => void;
}
