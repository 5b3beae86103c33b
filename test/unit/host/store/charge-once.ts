import { once } from "node:events";
import { usd } from "../../../../src/billing/money/money.ts";
import { createAccounts } from "../../../../src/sandbox/accounts.ts";
import { inShort } from "../../billing/charges/charge-stage.ts";
import { openWindow, type Charged } from "../charging.ts";

// A process that says "ready", makes one top-up at a vendor's twin when it is told to, and says what came of it.
const [storage = "", state, url = "", key = "", vendor = ""] = process.argv.slice(2);

const window = openWindow({ url, accounts: createAccounts(key), storage, state });
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdout.write(`${inShort(await window.topUp(vendor as Charged, usd(25)))}\n`);
process.exit(0);
