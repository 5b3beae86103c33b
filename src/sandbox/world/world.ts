import type { Vendor } from "../vendors.ts";
import type { WorldClock } from "./clock.ts";
import { createCustomer, type Customer, type Opening } from "./customer.ts";

/** What the twins tell the truth about: one time, and one customer for each vendor. */
export type World<Present extends Vendor = Vendor> = { readonly clock: WorldClock } & Readonly<
  Record<Present, Customer>
>;

export interface WorldOptions<Present extends Vendor> {
  readonly clock: WorldClock;
  /** The same seed, clock and plans give the same ledgers. */
  readonly seed: number;
  readonly customers: Readonly<Record<Present, Opening>>;
}

export function createWorld<Present extends Vendor>({
  clock,
  seed,
  customers,
}: WorldOptions<Present>): World<Present> {
  // Each customer has chances of its own: accounts of one plan do not spend in step.
  const present = Object.entries<Opening>(customers).map(
    ([vendor, opening], place) => [vendor, createCustomer(clock, seed + place, opening)] as const,
  );
  return { clock, ...(Object.fromEntries(present) as Record<Present, Customer>) };
}
