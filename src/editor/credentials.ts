import * as vscode from "vscode";
import type { Credential } from "../billing/client.ts";
import { setContext } from "./context.ts";

const SLOT = "aimlapi.credential";

/** The API key with the origin it was entered for, in one secret, so that neither is ever without the other. */
export interface Credentials {
  read(): Promise<Credential | undefined>;
  write(credential: Credential): Promise<void>;
  clear(): Promise<void>;
  /** Tells of changes made by any window of this profile. */
  onDidChange(listener: () => void): vscode.Disposable;
}

export function createCredentials(secrets: vscode.SecretStorage): Credentials {
  return {
    async read() {
      return decodeCredential(await secrets.get(SLOT));
    },
    async write({ origin, apiKey }) {
      await secrets.store(SLOT, JSON.stringify({ origin, apiKey }));
    },
    async clear() {
      await secrets.delete(SLOT);
    },
    onDidChange: (listener) => secrets.onDidChange(({ key }) => key === SLOT && listener()),
  };
}

/** Lets the palette offer to clear a key whenever one is stored, be it for another address or behind the demo. */
export function registerStoredKeyContext(credentials: Credentials): vscode.Disposable {
  const follow = async () => setContext("aimlapi.hasStoredKey", (await credentials.read()) !== undefined);
  void follow();
  return credentials.onDidChange(() => void follow());
}

/** Anything that is not a whole credential is none: the person is asked for the key again. */
function decodeCredential(secret: string | undefined): Credential | undefined {
  try {
    const value: unknown = JSON.parse(secret ?? "null");
    if (typeof value !== "object" || value === null || !("origin" in value) || !("apiKey" in value))
      return undefined;
    const { origin, apiKey } = value;
    return typeof origin === "string" && typeof apiKey === "string" ? { origin, apiKey } : undefined;
  } catch {
    return undefined;
  }
}
