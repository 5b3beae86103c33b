import type { Movement } from "../money/credits.ts";
import type { Money } from "../money/money.ts";
import type { AccountActions } from "./account-actions.ts";
import type { FailureKind } from "./billing-error.ts";
import type { Endpoint, Read } from "./endpoint.ts";
import type { Report } from "./report.ts";

/** What one vendor's billing API is, declared: prompts, pickers, pages and alerts are derived from it. */
export interface Provider {
  /** Lower-case letters; part of what is stored. */
  readonly id: string;
  readonly name: string;
  /** The origin a key is meant for unless a person configures another. */
  readonly origin: string;
  readonly credential: CredentialSpec;
  readonly balance: Endpoint<BalanceAnswer>;
  /** Asked when `balance` was answered without one. */
  readonly fallback?: Endpoint<BalanceAnswer>;
  /** What the answer of `balance` does not tell; left out where it tells all. */
  readonly detail?: Endpoint<AccountDetail>;
  /** One page of the account's movements, where the vendor has a ledger. */
  readonly ledger?: (query: LedgerQuery) => Endpoint<LedgerPage | Promise<LedgerPage>>;
  /** What was spent, where the vendor tells. */
  readonly usage?: UsageSource;
  /** What else the page shows, in its order. */
  readonly reports?: readonly Report[];
  readonly actions?: AccountActions;
  readonly pages: { readonly billing: string; readonly keys: string; readonly status: string };
  /** Whole sentences in place of the usual ones about a failure. */
  readonly sentences?: Partial<Readonly<Record<FailureKind, string>>>;
}

/** What it takes to ask a vendor, and how a person is asked for it. */
export interface CredentialSpec {
  /** What the vendor calls its secret, such as "API key". */
  readonly secret: string;
  /** Environment variables in which people keep it, most common first. */
  readonly variables: readonly string[];
  /** What the secret must be allowed to do; a short sentence. */
  readonly needs?: string;
  readonly subject?: SubjectSpec;
  /** Whether the vendor takes the secret at all; "unknown" where it does not tell, and then the balance decides. */
  readonly verify?: Read<"good" | "bad" | "unknown">;
}

/** The vendor's id of what is billed, where the secret alone does not say. */
export interface SubjectSpec {
  /** Such as "account ID". */
  readonly name: string;
  readonly pattern: RegExp;
  /** What an id looks like, in words: "32 hexadecimal digits". */
  readonly form: string;
  readonly variables: readonly string[];
  /**
   * Those the secret can see; empty when it does not tell. Rejects as unauthorized only where the vendor takes no such
   * secret at all; any other failure says nothing against it.
   */
  readonly discover: Read<readonly Subject[]>;
}

export interface Subject {
  readonly id: string;
  readonly name: string | null;
}

/** A whole history in one answer: 92 days of hundreds of models, or all invoices there are. */
export const LARGE_ANSWER_BYTES = 16 * 1_048_576;

/** What an account holds. */
export interface Holdings {
  readonly balance: Money;
  /** What is held in other currencies. */
  readonly others?: readonly Money[] | undefined;
  /** Spend that is not posted yet is still in it: there may be less. */
  readonly posted?: true | undefined;
  /** Whether the vendor says that the account can pay for requests; undefined where it does not say. */
  readonly usable?: boolean | undefined;
}

/** What is left, as one answer tells it; without a balance where it does not say. */
export interface BalanceAnswer extends Partial<Holdings> {
  /** Where the same answer tells all there is. */
  readonly detail?: AccountDetail | undefined;
}

/** Undefined where the answer does not say what is left. */
export function holdingsOf({ balance, others, posted, usable }: BalanceAnswer): Holdings | undefined {
  return (
    balance && {
      balance,
      ...(others && { others }),
      ...(posted && { posted }),
      ...(usable !== undefined && { usable }),
    }
  );
}

/** Auto top-up as the vendor states it; what it leaves out stays undefined, which means unknown. */
export interface Refill {
  readonly enabled?: boolean | undefined;
  /** Below this balance a refill fires; whether it also fires at it, not every vendor says. */
  readonly threshold?: Money | undefined;
  readonly amount?: Money | undefined;
  /** The vendor turned it off, not the person. */
  readonly stopped?: true | undefined;
  /** The vendor says that the last one failed; when, if it tells (ms since the epoch). */
  readonly failed?: { readonly at?: number | undefined } | undefined;
}

export interface AccountDetail {
  readonly balance?: Money | undefined;
  readonly refill: Refill;
  /** Who it is: kept in memory only. */
  readonly email?: string | undefined;
  readonly userId?: string | undefined;
  /** The vendor's words on why refill failed: in memory only. */
  readonly refillTrouble?: string | undefined;
  /** Documented fields that the answer lacked or had in a wrong shape. */
  readonly missing: readonly string[];
}

/** Which movements to read; those of the whole ledger when nothing is said. Times in ms since the epoch. */
export interface LedgerQuery {
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
  readonly direction?: Movement["direction"] | undefined;
  /** Rows a page; the most the vendor gives when not said. */
  readonly limit?: number | undefined;
  /** `next` of the page before, with the rest of the query unchanged. */
  readonly cursor?: string | undefined;
}

export interface LedgerPage {
  /** Newest first. */
  readonly movements: readonly Movement[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
  /** Rows whose USD are not what their credits come to. The credits count. */
  readonly disagreeing: number;
}

export interface UsageSource {
  /** Whose spend it tells. */
  readonly scope: "key" | "account";
  /** The most days the vendor looks back. */
  readonly mostDays: number;
  /** The one zone in which the vendor cuts days, whatever is asked for; left out where it takes any. */
  readonly timeZone?: "UTC";
  /** Set where it is not sure in which unit the vendor tells spend: it is held against how the balance falls. */
  readonly unitUnconfirmed?: true;
  /** Set where the vendor never names a model. */
  readonly models?: false;
  readonly days: (query: UsageQuery) => Endpoint<Usage>;
  /** The same by the hour, in hours of UTC, where the vendor has it; `group.hour` is set. */
  readonly hours?: (query: UsageQuery) => Endpoint<Usage>;
}

/** A window of time, and the zone in which its days are cut: a canonical IANA name. */
export interface UsageQuery {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** What was spent: analytics of the vendor, which may trail its ledger. */
export interface Usage {
  readonly from: number;
  readonly to: number;
  readonly spend: Money;
  /** Undefined where the vendor does not count. */
  readonly requests?: number | undefined;
  /** By day and model. They may add up to a few billionths of a dollar more or less than `spend`. */
  readonly groups: readonly UsageGroup[];
  /** The vendor cut its answer short: there was more. */
  readonly partial?: true | undefined;
}

export interface UsageGroup {
  /** Days since 1970-01-01 of the calendar in the zone that was asked for, or of UTC where the vendor knows no other. */
  readonly day: number;
  /** When the hour begins, ms since the epoch, in an answer by the hour. */
  readonly hour?: number | undefined;
  /** Null where the vendor does not tell. */
  readonly model: string | null;
  readonly spend: Money;
  /** Counts are undefined where the vendor has none. */
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  /** Requests that were billed, and those that failed and were not. */
  readonly charged?: number | undefined;
  readonly failed?: number | undefined;
}
