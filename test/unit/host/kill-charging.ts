import { once } from "node:events";
import { usd } from "../../../src/billing/money/money.ts";
import { realClock } from "../../../src/host/real-clock.ts";
import { createAccounts } from "../../../src/sandbox/accounts.ts";
import { isCharge, openWindow, type Charged } from "./charging.ts";

// A process that tops up at a vendor's twin, and stands still before its request until it is told to go on.
const [storage = "", url = "", key = "", vendor = "", time = ""] = process.argv.slice(2);

const clock = { ...realClock, now: () => Number(time), elapsed: () => 0 };
const window = openWindow({ url, accounts: createAccounts(key), storage, clock });
const ask = window.ask(vendor as Charged);
await window.topUp(vendor as Charged, usd(25), async (endpoint) => {
  if (isCharge(endpoint)) {
    process.stdout.write("written down\n");
    await once(process.stdin, "data");
  }
  return ask(endpoint);
});
