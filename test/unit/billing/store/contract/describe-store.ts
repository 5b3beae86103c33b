import { describeBalances } from "./balances.ts";
import { describeLeases } from "./leases.ts";
import { describeLedger } from "./ledger.ts";
import { describeState } from "./state.ts";
import { casesOf, type TestClock, type World } from "./world.ts";

/** What every store promises. `flaws` are the cases that this one does not pass. */
export function describeStore(
  name: string,
  open: (clock: TestClock) => Promise<World>,
  flaws: readonly string[] = [],
): void {
  describe(name, () => {
    const test = casesOf(open, flaws);
    describe("state", () => describeState(test));
    describe("leases and the hour's budget", () => describeLeases(test));
    describe("observed balances", () => describeBalances(test));
    describe("transactions and usage", () => describeLedger(test));
  });
}
