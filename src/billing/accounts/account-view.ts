import type { AccountState } from "../state/account-state.ts";
import { isRefused, outdatedAfterMs } from "../state/freshness.ts";
import { isArmed, isEmpty, isLow, isRefillMissing, knownRefill, type LowRule } from "../state/threshold.ts";
import type { AccountDetail, Provider } from "../vendor/provider.ts";
import type { Unreadable } from "./stored-account.ts";

/** What there is to show: everything a person sees is made from this. */
export type View = NoKeyView | AccountView;

export interface NoKeyView {
  readonly kind: "no-key";
  /** Of the account whose key cannot be used; undefined where there is no account. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly provider: Provider;
  /** There are accounts, and the person paused all of them. */
  readonly paused?: true | undefined;
  /** A key is stored, but the editor does not return it. */
  readonly unreadable?: Unreadable | undefined;
  /** A key is stored, but for this other origin. */
  readonly keyIsFor?: string | undefined;
}

export interface AccountView {
  readonly kind: "account";
  /** Of the account, among those of this machine. */
  readonly id: string;
  /** What the person calls it; the vendor's name unless changed. */
  readonly name: string;
  readonly provider: Provider;
  readonly demo: boolean;
  /** The vendor's id of what is billed, where the key alone does not say: kept in memory only. */
  readonly subject?: string | undefined;
  readonly state: AccountState;
  readonly low: LowRule;
  readonly intervalMs: number;
  /** What this window learned of the account's owner; never stored. */
  readonly detail?: AccountDetail | undefined;
}

/** The account in a sentence or a title: what the person calls it, with the vendor where that does not say. */
export const titleOf = ({ name, provider }: Pick<AccountView, "name" | "provider">): string =>
  name === provider.name ? name : `${name} (${provider.name})`;

/** How the account stands, in terms that decide colours and words. */
export interface Standing {
  readonly level: "loading" | "unreachable" | "refused" | "fine" | "low" | "empty";
  /** Auto top-up is known to be on, its last one not to have failed, and none to be overdue. */
  readonly armed: boolean;
  /** Auto top-up should have run, and did not: the balance is not safe with it. */
  readonly refillMissing: boolean;
  /** The vendor answered that nothing is left where there was plenty; a second reading is waited for. */
  readonly doubtful: boolean;
  /** The vendor says that what is left cannot be used. */
  readonly unusable: boolean;
  /** The balance shown may be wrong by now. */
  readonly outdated: boolean;
  /** Since the balance was read, in ms. */
  readonly ageMs: number;
}

export function standingOf({ state, low, intervalMs }: AccountView, now: number): Standing {
  const refillMissing = isRefillMissing(state);
  const armed = !refillMissing && isArmed(knownRefill(state, low, now), state.reading?.balance);
  const ageMs = Math.max(0, now - (state.reading?.at ?? now));
  const failing = state.trouble !== undefined && (state.trouble.asked || state.trouble.count >= 2);
  const outdated = state.reading !== undefined && (failing || ageMs > outdatedAfterMs(intervalMs));
  return {
    level: levelOf(state, low, now),
    armed,
    refillMissing,
    doubtful: isDoubtful(state),
    unusable: state.reading?.usable === false && state.reading.balance.nanos > 0n,
    outdated,
    ageMs,
  };
}

const isDoubtful = ({ alerts }: AccountState): boolean => alerts?.doubt !== undefined;

function levelOf(state: AccountState, low: LowRule, now: number): Standing["level"] {
  if (isRefused(state)) return "refused";
  if (!state.reading) return state.trouble ? "unreachable" : "loading";
  if (isDoubtful(state)) return "fine";
  if (isEmpty(state.reading)) return "empty";
  return isLow(state, low, now) ? "low" : "fine";
}
