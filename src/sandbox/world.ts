import { type Account, createAccount } from "./account.ts";
import type { WorldClock } from "./clock.ts";
import type { AccountPlan } from "./plan.ts";
import { createRandom } from "./random.ts";

/** How the vendor sees the customer's key. */
export type KeyStanding = "valid" | "revoked" | "management";

/** One customer of one vendor: who it is, its key, its money. */
export interface Customer {
  readonly userId: number;
  readonly email: string;
  readonly key: string;
  readonly standing: KeyStanding;
  /** The account with everything in it that is due by the world's now. */
  account(): Account;
  /** The same customer with another past and future. */
  restart(plan: AccountPlan): void;
  setStanding(standing: KeyStanding): void;
}

/** What all twins tell the truth about: one time, and one customer for each vendor. */
export interface World {
  readonly clock: WorldClock;
  readonly aimlapi: Customer;
}

export interface WorldOptions {
  readonly clock: WorldClock;
  /** The same seed, clock and plan give the same ledger. */
  readonly seed: number;
  readonly aimlapi: { readonly key: string; readonly plan: AccountPlan };
}

export function createWorld({ clock, seed, aimlapi }: WorldOptions): World {
  return { clock, aimlapi: createCustomer(clock, seed, aimlapi.key, aimlapi.plan) };
}

function createCustomer(clock: WorldClock, seed: number, key: string, plan: AccountPlan): Customer {
  const open = (next: AccountPlan) => createAccount(next, clock.now(), createRandom(seed), "key-1");
  let account = open(plan);
  let standing: KeyStanding = "valid";
  return {
    userId: 104_729,
    email: "sam.sandbox@example.com",
    key,
    get standing() {
      return standing;
    },
    account() {
      account.settle(clock.now());
      return account;
    },
    restart: (next) => {
      account = open(next);
    },
    setStanding: (next) => {
      standing = next;
    },
  };
}
