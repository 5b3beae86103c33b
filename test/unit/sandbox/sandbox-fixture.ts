import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { ScenarioName } from "../../../src/sandbox/scenarios/scenarios.ts";

/** In the middle of a month and of a day, so that what is counted by either has begun. */
const START_MS = Date.UTC(2026, 10, 18, 13, 24, 35);

/** A sandbox for one test, whose clock starts alike each time and moves only when told to. */
export async function withSandbox(
  scenario: ScenarioName,
  test: (sandbox: Sandbox, call: Call) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox({ scenario, timeFactor: 0, startMs: START_MS });
  const call: Call = (path, init = {}) =>
    fetch(`${sandbox.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${sandbox.accounts.aimlapi.apiKey}`, ...init.headers },
    });
  try {
    await test(sandbox, call);
  } finally {
    await sandbox.close();
  }
}

/** Fetches a path with the right key, unless other headers say otherwise. */
export type Call = (path: string, init?: CallInit) => Promise<Response>;

export interface CallInit extends Omit<RequestInit, "headers"> {
  readonly headers?: Readonly<Record<string, string>>;
}

export const post = (value: unknown): CallInit => ({ method: "POST", body: JSON.stringify(value) });
