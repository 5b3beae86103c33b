import { createHash } from "node:crypto";
import { type Account, createAccount } from "./account.ts";
import type { WorldClock } from "./clock.ts";
import type { AccountPlan } from "./plan.ts";
import { createRandom } from "./random.ts";

/**
 * How the vendor sees the customer's keys: revoked, of a kind that may use no route here, for management
 * (every usage, no ledger), or without access to ledger and usage.
 */
export type KeyStanding = "valid" | "revoked" | "forbidden" | "management" | "no-ledger";

export interface ApiKey {
  readonly id: string;
  readonly key: string;
}

/** One customer of one vendor: who it is, its keys, its money. */
export interface Customer {
  readonly userId: number;
  readonly email: string;
  /** Two keys that spend from one account. */
  readonly keys: readonly [ApiKey, ApiKey];
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
  /** `key` is the first of two; the other is made from it. */
  readonly aimlapi: { readonly key: string; readonly plan: AccountPlan };
}

export function createWorld({ clock, seed, aimlapi }: WorldOptions): World {
  return { clock, aimlapi: createCustomer(clock, seed, aimlapi.key, aimlapi.plan) };
}

function createCustomer(clock: WorldClock, seed: number, key: string, plan: AccountPlan): Customer {
  const open = (next: AccountPlan) =>
    createAccount(next, clock.now(), createRandom(seed), ["key-1", "key-2"]);
  let account = open(plan);
  let email = plan.email;
  let standing: KeyStanding = "valid";
  return {
    userId: 104_729,
    get email() {
      return email ?? "sam.sandbox@example.com";
    },
    keys: [
      { id: "key-1", key },
      { id: "key-2", key: otherKey(key) },
    ],
    get standing() {
      return standing;
    },
    account() {
      account.settle(clock.now());
      return account;
    },
    restart: (next) => {
      account = open(next);
      email = next.email;
    },
    setStanding: (next) => {
      standing = next;
    },
  };
}

/** As usual keys look, 32 hex digits, and always the same for the same first key. */
const otherKey = (key: string) => createHash("sha256").update(`${key} 2`).digest("hex").slice(0, 32);
