import type { Visit } from "../../src/sandbox/http/foreign-origin.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import type { ScenarioName } from "../../src/sandbox/scenarios/scenarios.ts";
import { set } from "./extension.ts";

/** A vendor with one account, and the editor configured to ask it. */
export interface Account {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly apiKey: string;
  /** The paths asked for, oldest first. */
  asked(): readonly string[];
  /** What came to the origin that a redirect led to. */
  visits(): Promise<readonly Visit[]>;
  close(): Promise<void>;
}

/** Each account has a key and an origin of its own, so that nothing of an earlier one counts: no value, no budget. */
export async function openAccount(scenario: ScenarioName): Promise<Account> {
  const sandbox = await startSandbox({ scenario });
  await set("baseUrl", sandbox.url);
  return {
    sandbox,
    url: sandbox.url,
    apiKey: sandbox.accounts.aimlapi.apiKey,
    asked: () => sandbox.requests().map(({ path }) => path),
    async visits() {
      const response = await fetch(`${sandbox.url}/__sandbox/elsewhere`);
      return ((await response.json()) as { readonly requests: readonly Visit[] }).requests;
    },
    close: sandbox.close,
  };
}

/** What another window does when a person sets a key there. */
export const secretOf = (origin: string, apiKey: string) => JSON.stringify({ origin, apiKey });

export const SLOT = "aimlapi.credential";
