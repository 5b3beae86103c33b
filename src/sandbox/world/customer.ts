import type { AccountPlan, Card } from "./account-plan.ts";
import { type Account, createAccount } from "./account.ts";
import type { WorldClock } from "./clock.ts";
import { otherKey } from "./derived-ids.ts";
import type { Payment } from "./payments.ts";
import { createRandom } from "./random.ts";

/**
 * How a vendor sees the customer's keys. `revoked`: not at all. `forbidden`: of a kind that may use no billing
 * route. `management`: every usage, no ledger. `no-ledger`: neither ledger nor usage. `read-only`: changes
 * nothing. `inference`: for calling models only. `organization`: of a whole organization and one team of it;
 * `organization-only`: of no team in particular. A vendor who knows no such kind takes the key as valid.
 */
export type KeyStanding =
  | "valid"
  | "revoked"
  | "forbidden"
  | "management"
  | "no-ledger"
  | "read-only"
  | "inference"
  | "organization"
  | "organization-only";

export interface ApiKey {
  readonly id: string;
  readonly key: string;
}

/** One customer of one vendor: its keys and its money. */
export interface Customer {
  readonly email: string;
  /** Two keys that spend from one account. */
  readonly keys: readonly [ApiKey, ApiKey];
  readonly standing: KeyStanding;
  /** The account with everything in it that is due by the world's now. */
  account(): Account;
  /** The same customer with another past and future. */
  restart(plan: AccountPlan): void;
  setStanding(standing: KeyStanding): void;
  /** Null for the card of the plan. */
  setCard(card: Card | null): void;
  /** Every charge of the card that was ever asked for over the API, also of accounts before a restart. */
  payments(): readonly Payment[];
}

/** `key` is the first of two; the other is made from it. */
export interface Opening {
  readonly key: string;
  readonly plan: AccountPlan;
}

/** An account is laid when somebody first looks at it, with the past it has at the moment it was planned. */
export function createCustomer(clock: WorldClock, seed: number, { key, plan }: Opening): Customer {
  let opening = { plan, startMs: clock.now() };
  let opened: Account | null = null;
  let earlier: readonly Payment[] = [];
  let standing: KeyStanding = "valid";
  let card: Card | null = null;
  return {
    get email() {
      return opening.plan.email ?? "sam.sandbox@example.com";
    },
    keys: [
      { id: "key-1", key },
      { id: "key-2", key: otherKey(key) },
    ],
    get standing() {
      return standing;
    },
    account() {
      if (!opened) {
        opened = createAccount(opening.plan, opening.startMs, createRandom(seed), ["key-1", "key-2"]);
        opened.setCard(card, opening.startMs);
      }
      opened.settle(clock.now());
      return opened;
    },
    restart(next) {
      earlier = [...earlier, ...(opened?.payments() ?? [])];
      opening = { plan: next, startMs: clock.now() };
      opened = null;
    },
    setStanding: (next) => {
      standing = next;
    },
    setCard(next) {
      card = next;
      opened?.setCard(next, clock.now());
    },
    payments: () => [...earlier, ...(opened?.payments() ?? [])],
  };
}
