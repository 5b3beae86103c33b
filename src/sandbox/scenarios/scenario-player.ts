import type { Fault } from "../http/faults.ts";
import { type Vendor, vendors } from "../vendors.ts";
import type { World } from "../world/world.ts";
import { planOf, type ScenarioName, scenarioOf } from "./scenarios.ts";

/** Which scenario each vendor plays. */
export interface Programme {
  /** For one vendor, or for all. */
  play(name: ScenarioName, vendor?: Vendor): void;
  playing(vendor: Vendor): ScenarioName;
  /** The fault that the vendor's next request meets, and its number since the fault began, from 1. */
  nextFault(vendor: Vendor): { readonly fault: Fault; readonly count: number } | null;
}

export function createProgramme(world: World, first: ScenarioName): Programme {
  const stages = new Map<Vendor, { readonly name: ScenarioName; count: number }>();
  const begin = (name: ScenarioName, vendor: Vendor) => {
    const { standing = "valid", card = null } = scenarioOf(name);
    const plan = planOf(name, vendor);
    const customer = world[vendor];
    if (plan) customer.restart(plan);
    customer.setStanding(standing);
    customer.setCard(card);
    stages.set(vendor, { name, count: 0 });
  };
  const programme: Programme = {
    play: (name, vendor) => (vendor ? [vendor] : vendors).forEach((each) => begin(name, each)),
    playing: (vendor) => stages.get(vendor)?.name ?? first,
    nextFault(vendor) {
      const stage = stages.get(vendor);
      const fault = stage && scenarioOf(stage.name).fault;
      return fault ? { fault, count: (stage.count += 1) } : null;
    },
  };
  programme.play(first);
  return programme;
}
