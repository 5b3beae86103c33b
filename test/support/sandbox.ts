import type { Accounts } from "../../src/sandbox/accounts.ts";
import type { Charged } from "../../src/sandbox/control-api.ts";
import type { ScenarioName } from "../../src/sandbox/scenarios/scenarios.ts";
import type { Vendor } from "../../src/sandbox/vendors.ts";
import { editorEnvironment } from "./environment.ts";
import { startGroup, waitForLine } from "./processes.ts";
import { root } from "./run.ts";

/** One request the sandbox was asked, without the credential itself. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  /** ISO 8601. */
  readonly time: string;
  /** A fingerprint of what the request was signed with. */
  readonly credential: string | null;
}

/** The vendors' twins in a process of their own. */
export interface Sandbox {
  readonly url: string;
  /** AI/ML API's; those of the others are in `accounts`. */
  readonly apiKey: string;
  readonly accounts: Accounts;
  /** For one vendor, or for all. */
  readonly setScenario: (name: ScenarioName, vendor?: Vendor) => Promise<void>;
  /** Charges or credits the account so that this is left, such as "77.05"; AI/ML API's if no vendor is named. */
  readonly setBalance: (usd: string, vendor?: Vendor) => Promise<void>;
  /** Its clock goes on by this much. */
  readonly pass: (ms: number) => Promise<void>;
  /** Every charge of a card that was asked for over the API. */
  readonly charges: (vendor: Vendor) => Promise<readonly Charged[]>;
  readonly requests: () => Promise<readonly SandboxRequest[]>;
  readonly stop: () => Promise<void>;
}

/** Starts the sandbox on a free port of 127.0.0.1, or again where a stopped one was, with its key. */
export async function startSandbox(scenario: ScenarioName, again?: Sandbox): Promise<Sandbox> {
  const place = again ? ["--port", new URL(again.url).port, "--key", again.apiKey] : ["--port", "0"];
  const args = ["src/sandbox/main.ts", ...place, "--scenario", scenario];
  const group = startGroup(process.execPath, args, editorEnvironment(), root);
  try {
    const [line] = await waitForLine(group.child, /^\{.*\}$/, 10_000);
    const { url, accounts } = JSON.parse(line) as { readonly url: string; readonly accounts: Accounts };
    const post = async (route: string, value: object) => {
      const headers = { "content-type": "application/json" };
      const request = { method: "POST", headers, body: JSON.stringify(value) };
      const response = await fetch(`${url}/__sandbox/${route}`, request);
      if (!response.ok) throw new Error(`The sandbox refused a new ${route}: ${await response.text()}`);
    };
    return {
      url,
      apiKey: accounts.aimlapi.apiKey,
      accounts,
      setScenario: (name, vendor) => post("scenario", { name, vendor }),
      setBalance: (usd, vendor) => post("balance", { usd, vendor }),
      pass: (advanceMs) => post("clock", { advanceMs }),
      async charges(vendor) {
        const response = await fetch(`${url}/__sandbox/charges?vendor=${vendor}`);
        return ((await response.json()) as { readonly charges: readonly Charged[] }).charges;
      },
      async requests() {
        const response = await fetch(`${url}/__sandbox/requests`);
        return ((await response.json()) as { readonly requests: readonly SandboxRequest[] }).requests;
      },
      stop: group.stop,
    };
  } catch (error) {
    await group.stop();
    throw error;
  }
}
