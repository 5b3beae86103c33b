import * as vscode from "vscode";
import type { Client, Credential } from "../billing/client.ts";
import { failureIn, isAborted, type Failure } from "../billing/errors.ts";
import type { Money } from "../billing/money.ts";
import { presentFailure } from "../billing/present-failure.ts";
import type { Provider } from "../billing/provider.ts";

export interface SetKeyOptions {
  readonly provider: Provider;
  readonly client: Client;
  /** Where the key will be sent, and nowhere else. */
  readonly origin: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly locale: string;
  /** Stores a key with what its check told, so that nothing is asked twice. */
  readonly store: (credential: Credential, answer: KeyCheck) => Promise<void>;
}

/** What the vendor answered when the key was tried at `at` (ms since the epoch). */
export type KeyCheck = { readonly at: number } & (
  { readonly balance: Money } | { readonly failure: Failure }
);

/** Asks for a key, checks it with the vendor, and stores it when it is good or the person insists. */
export async function setKey(options: SetKeyOptions): Promise<void> {
  for (;;) {
    const apiKey = await askForKey(options);
    if (apiKey === undefined) return;
    if ((await checkAndStore({ origin: options.origin, apiKey }, options)) === "done") return;
  }
}

async function checkAndStore(credential: Credential, options: SetKeyOptions): Promise<"done" | "again"> {
  const checked = await check(credential, options);
  if (!checked) return "done";
  if ("balance" in checked) {
    await options.store(credential, checked);
    return "done";
  }
  const said = presentFailure(checked.failure, options.provider.name, options.locale);
  if (checked.failure.kind === "unauthorized") {
    return (await vscode.window.showErrorMessage(said, "Try Again")) ? "again" : "done";
  }
  // A key that is out of credits is a good key; any other failure says nothing about the key.
  const message = checked.failure.kind === "out-of-credits" ? said : `The key could not be checked. ${said}`;
  const choice = await vscode.window.showWarningMessage(message, "Save Anyway", "Try Again");
  if (choice === "Save Anyway") await options.store(credential, checked);
  return choice === "Try Again" ? "again" : "done";
}

/** Undefined when the person cancelled. */
function check(credential: Credential, { provider, client }: SetKeyOptions): Thenable<KeyCheck | undefined> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: `Checking the key with ${provider.name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(progress, async (_, token): Promise<KeyCheck | undefined> => {
    const at = Date.now();
    const cancelled = new AbortController();
    token.onCancellationRequested(() => cancelled.abort());
    try {
      return { at, balance: await client(credential, provider.balance, cancelled.signal) };
    } catch (error) {
      const failure = failureIn(error);
      if (failure) return { at, failure };
      if (isAborted(error)) return undefined;
      throw error;
    }
  });
}

/** The key as it is sent; undefined when the person turned back. */
async function askForKey({ provider, origin, environment }: SetKeyOptions): Promise<string | undefined> {
  const found = provider.keyVariables.filter((name) => !problemWith(cleanKey(environment[name] ?? "")));
  if (found.length > 0) {
    const choices = [
      ...found.map((name) => ({ label: `$(terminal) Use the key in ${name}`, name })),
      { label: "$(key) Enter a key", name: undefined },
    ];
    const choice = await vscode.window.showQuickPick(choices, {
      title: `${provider.name}: Set API Key`,
      placeHolder: "A key was found in the environment",
      ignoreFocusOut: true,
    });
    if (!choice) return undefined;
    if (choice.name !== undefined) return cleanKey(environment[choice.name] ?? "");
  }
  const typed = await vscode.window.showInputBox({
    title: `${provider.name}: Set API Key`,
    prompt: `Kept in secret storage and sent to ${new URL(origin).host} only. Keys are made at ${provider.pages.keys}`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => problemWith(cleanKey(value)),
  });
  return typed === undefined ? undefined : cleanKey(typed);
}

/** People paste a key with what stood around it. */
const cleanKey = (text: string) => text.trim().replace(/^bearer(\s+|$)/i, "");

/** Only what no HTTP header can carry is refused: the vendor alone knows what its keys look like. */
function problemWith(key: string): string | undefined {
  if (key === "") return "Enter the API key.";
  return /^[\x21-\x7e]+$/.test(key) ? undefined : "A key has no spaces, line breaks or special letters.";
}
