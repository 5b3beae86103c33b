import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { payerOf } from "../../../src/billing/charges/charge-order.ts";
import { createCharger, type Charger } from "../../../src/billing/charges/charger.ts";
import type { ChargeOutcome, Settlement } from "../../../src/billing/charges/outcome.ts";
import { presentCharge } from "../../../src/billing/charges/present-charge.ts";
import { usd, type Money } from "../../../src/billing/money/money.ts";
import { presentFailureOnce } from "../../../src/billing/present/present-failure.ts";
import type { Clock } from "../../../src/billing/time/clock.ts";
import type { TopUp } from "../../../src/billing/vendor/account-actions.ts";
import { createClient, type Credential } from "../../../src/billing/vendor/api-client.ts";
import type { Ask } from "../../../src/billing/vendor/endpoint.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import { reasonOf } from "../../../src/host/account-cells.ts";
import { createTransport } from "../../../src/host/http/node-fetch-transport.ts";
import { realClock } from "../../../src/host/real-clock.ts";
import { openCharges, type Person } from "../../../src/host/store/charge-files.ts";
import { cloudflare } from "../../../src/providers/cloudflare/cloudflare.ts";
import { xai } from "../../../src/providers/xai/xai.ts";
import type { Accounts } from "../../../src/sandbox/accounts.ts";
import type { ScenarioName } from "../../../src/sandbox/scenarios/scenarios.ts";
import { overOnce } from "../../support/until.ts";

export const CHARGED = ["cloudflare", "xai"] as const;
/** The vendors that charge. */
export type Charged = (typeof CHARGED)[number];

const providers: Readonly<Record<Charged, Provider>> = { cloudflare, xai };

export interface ChargingOptions {
  /** Where the vendors are, and the key to them. */
  readonly url: string;
  readonly accounts: Accounts;
  /** Of a profile: shared by its windows. */
  readonly storage: string;
  /** Where the person's one book is, for all profiles; without it the book is the profile's own. */
  readonly state?: string | undefined;
  readonly clock?: Clock;
  readonly limit?: Money;
  /** Whether a request that is under way has taken too long; by default none ever has. */
  readonly over?: () => boolean;
}

/** A window that charges accounts as the extension does: real files, client and transport, over a sandbox. */
export interface ChargingWindow {
  readonly charger: Charger;
  readonly topUp: (vendor: Charged, amount?: Money, ask?: Ask) => Promise<ChargeOutcome>;
  /** What the newest attempts came to, as "charged: records". */
  readonly settle: (vendor: Charged) => Promise<readonly string[]>;
  readonly ask: (vendor: Charged) => Ask;
  readonly credential: (vendor: Charged) => Credential;
  readonly topUpOf: (vendor: Charged) => TopUp;
  readonly payer: (vendor: Charged) => Promise<string>;
  /** What a person is told. */
  readonly told: (vendor: Charged, outcome: ChargeOutcome) => string;
  /** Every line of the log and the audit. */
  readonly lines: readonly string[];
}

export function openWindow(options: ChargingOptions): ChargingWindow {
  const {
    url,
    accounts,
    storage,
    state,
    clock = realClock,
    limit = usd(1_000),
    over = () => false,
  } = options;
  const lines: string[] = [];
  const client = createClient({
    transport: createTransport({ after: () => overOnce(over) }),
    now: clock.now,
    log: (record) => lines.push(JSON.stringify(record)),
    userAgent: "aimlapi-balance/test",
  });
  const charger = createCharger({
    store: openCharges(
      storage,
      (line) => lines.push(line),
      state === undefined ? undefined : personAt(state),
    ),
    clock,
    newId: () => randomBytes(8).toString("hex"),
    dailyLimit: () => limit,
    reasonOf,
    log: (line) => lines.push(line),
  });
  const credential = (vendor: Charged): Credential =>
    vendor === "cloudflare"
      ? { origin: url, apiKey: accounts.cloudflare.apiToken, subject: accounts.cloudflare.accountId }
      : { origin: url, apiKey: accounts.xai.managementKey, subject: accounts.xai.teamId };
  const never = new AbortController().signal;
  const ask =
    (vendor: Charged): Ask =>
    (endpoint) =>
      client(credential(vendor), endpoint, never);
  const topUpOf = (vendor: Charged): TopUp => {
    const topUp = providers[vendor].actions?.topUp;
    if (!topUp) throw new Error(`${vendor} tops nothing up`);
    return topUp;
  };
  const payer = (vendor: Charged) => {
    const { subject = "" } = credential(vendor);
    return payerOf({ providerId: vendor, subject });
  };
  return {
    charger,
    ask,
    credential,
    topUpOf,
    payer,
    lines,
    async topUp(vendor, amount = usd(25), asking = ask(vendor)) {
      const who = await payer(vendor);
      const standing = await charger.standing(who);
      const latest = standing.kind === "standing" ? standing.latest : undefined;
      return charger.begin({ payer: who, topUp: topUpOf(vendor), ask: asking, amount, latest });
    },
    async settle(vendor) {
      const settlement = await charger.settle(await payer(vendor), topUpOf(vendor), ask(vendor));
      if (settlement.kind === "no-book") throw new Error(settlement.reason);
      return stateWords(settlement);
    },
    told(vendor, outcome) {
      const provider = providers[vendor];
      const words = { vendor: provider.name, locale: "en", hideAmounts: false, now: clock.now() };
      const { text } = presentCharge(outcome, words);
      const failure = "failure" in outcome ? outcome.failure : undefined;
      return failure ? `${text} ${presentFailureOnce(failure, provider, "en")}` : text;
    },
  };
}

const personAt = (state: string): Person => ({
  machine: { platform: "linux", environment: { XDG_STATE_HOME: state }, home: "" },
  namesOf: () => Promise.resolve(new Map()),
});

const stateWords = ({ entries }: Settlement) => entries.map(({ state }) => Object.values(state).join(": "));

/** The texts of all files below a folder. */
export async function textsBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")))).join(
    "\n",
  );
}

/** What leaves a change without an answer: a window would wait for it as long as it is let. */
export const isSilent = (scenario: ScenarioName): boolean =>
  ["slow", "hanging", "answer-lost-silently"].includes(scenario);

/** A vendor's own charge, and nothing else that is asked. */
export const isCharge = ({ path }: { readonly path: string }): boolean =>
  /\/(topup|prepaid\/top-up)$/.test(path);
