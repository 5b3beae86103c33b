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

/** The vendor's twin in a process of its own. */
export interface Sandbox {
  readonly url: string;
  readonly apiKey: string;
  readonly setScenario: (name: string) => Promise<void>;
  readonly requests: () => Promise<readonly SandboxRequest[]>;
  readonly stop: () => Promise<void>;
}

/** Starts the sandbox on a free port of 127.0.0.1. */
export async function startSandbox(scenario: string): Promise<Sandbox> {
  const args = ["src/sandbox/main.ts", "--port", "0", "--scenario", scenario];
  const group = startGroup(process.execPath, args, editorEnvironment(), root);
  try {
    const [line] = await waitForLine(group.child, /^\{.*\}$/, 10_000);
    const { url, accounts } = JSON.parse(line) as {
      readonly url: string;
      readonly accounts: { readonly aimlapi: { readonly apiKey: string } };
    };
    return {
      url,
      apiKey: accounts.aimlapi.apiKey,
      async setScenario(name) {
        const body = JSON.stringify({ name });
        const headers = { "content-type": "application/json" };
        const response = await fetch(`${url}/__sandbox/scenario`, { method: "POST", headers, body });
        if (!response.ok) throw new Error(`The sandbox knows no scenario ${name}: ${await response.text()}`);
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
