import assert from "node:assert/strict";
import Cloudflare, { APIError } from "cloudflare";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import type { ScenarioName } from "../../../../src/sandbox/scenarios/scenarios.ts";
import { withSandbox } from "../sandbox-fixture.ts";

/** The vendor's own client over its twin, and the account it may bill. */
export interface OfficialClient {
  readonly sandbox: Sandbox;
  readonly client: Cloudflare;
  readonly billing: Cloudflare["aiGateway"]["billing"];
  /** What every call takes. */
  readonly of: { readonly account_id: string };
}

/** The official client, which asks once and never again by itself. */
export const officialClient = (sandbox: Sandbox, apiToken = sandbox.accounts.cloudflare.apiToken) =>
  new Cloudflare({ apiToken, baseURL: `${sandbox.url}/client/v4`, maxRetries: 0 });

export const withOfficialClient = (
  scenario: ScenarioName,
  test: (official: OfficialClient) => Promise<void>,
): Promise<void> =>
  withSandbox(scenario, (sandbox) => {
    const client = officialClient(sandbox);
    const of = { account_id: sandbox.accounts.cloudflare.accountId };
    return test({ sandbox, client, billing: client.aiGateway.billing, of });
  });

/** Status and codes of what the vendor refuses; throws when it does not. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ readonly status: number | undefined; readonly codes: readonly (number | undefined)[] }> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof APIError, String(error));
    return {
      status: error.status as number | undefined,
      codes: error.errors.map(({ code }) => code),
    };
  }
  throw new Error("It was not refused.");
}
