import * as vscode from "vscode";
import type { KeyCheck } from "../../billing/accounts/adopt-key-check.ts";
import { presentFailure } from "../../billing/present/present-failure.ts";
import { nounOf } from "../../billing/text/letter-case.ts";
import type { Credential } from "../../billing/vendor/api-client.ts";
import { failureIn, isAborted, type Failure } from "../../billing/vendor/billing-error.ts";
import type { Ask } from "../../billing/vendor/endpoint.ts";
import { firstBalance } from "../../billing/vendor/first-balance.ts";
import { holdingsOf } from "../../billing/vendor/provider.ts";
import { askCredential, type AskOptions } from "./ask-credential.ts";

export interface SetKeyOptions extends AskOptions {
  readonly locale: string;
  /** Stores what was entered with what its check told, so that nothing is asked twice. */
  readonly store: (credential: Credential, answer: KeyCheck) => Promise<void>;
}

/** Asks for a key, checks it with the vendor, and stores it when it is good or the person insists. */
export async function setKey(options: SetKeyOptions): Promise<void> {
  for (;;) {
    const entered = await askCredential(options);
    if (!entered) return;
    const next =
      "refused" in entered
        ? await tellRefused(entered.refused, options)
        : await checkAndStore(entered.credential, options);
    if (next === "done") return;
  }
}

async function tellRefused(failure: Failure, { provider, locale }: SetKeyOptions): Promise<"done" | "again"> {
  const said = presentFailure(failure, provider, locale);
  return (await vscode.window.showErrorMessage(said, "Try Again")) ? "again" : "done";
}

async function checkAndStore(credential: Credential, options: SetKeyOptions): Promise<"done" | "again"> {
  const checked = await check(credential, options);
  if (!checked) return "done";
  if ("holdings" in checked.answer) {
    await options.store(credential, checked.answer);
    return "done";
  }
  const { failure } = checked.answer;
  const said = presentFailure(failure, options.provider, options.locale, "Try again later.");
  const { secret } = options.provider.credential;
  if (failure.kind === "unauthorized") return tellRefused(failure, options);
  const choice = await vscode.window.showWarningMessage(
    messageFor(failure, checked.verified, said, secret),
    "Save Anyway",
    "Try Again",
  );
  if (choice === "Save Anyway") await options.store(credential, checked.answer);
  return choice === "Try Again" ? "again" : "done";
}

/** A key that is out of credits, or that the vendor calls good, is a good key; any other failure says nothing about it. */
function messageFor({ kind }: Failure, verified: boolean, said: string, secret: string): string {
  if (kind === "out-of-credits" || kind === "no-balance") return said;
  const noun = nounOf(secret);
  return verified
    ? `The ${noun} is valid, but cannot read this account's balance. ${said}`
    : `The ${noun} could not be checked. ${said}`;
}

interface Checked {
  readonly answer: KeyCheck;
  /** The balance was refused, but the vendor says that the key is good. */
  readonly verified: boolean;
}

/** Undefined when the person cancelled. */
function check(credential: Credential, { provider, client }: SetKeyOptions): Thenable<Checked | undefined> {
  const noun = nounOf(provider.credential.secret);
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: `Checking the ${noun} with ${provider.name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(progress, async (_, token): Promise<Checked | undefined> => {
    const at = Date.now();
    const cancelled = new AbortController();
    token.onCancellationRequested(() => cancelled.abort());
    let requests = 0;
    const ask: Ask = (endpoint) => {
      requests += 1;
      return client(credential, endpoint, cancelled.signal);
    };
    try {
      const { fallback } = provider;
      const first = await firstBalance(ask(provider.balance), !!fallback);
      const answer = !first.balance && fallback ? await ask(fallback) : first;
      const holdings = holdingsOf(answer);
      if (!holdings) return { answer: { at, requests, failure: { kind: "no-balance" } }, verified: true };
      return { answer: { at, requests, holdings, refill: answer.detail?.refill }, verified: true };
    } catch (error) {
      if (isAborted(error)) return undefined;
      const failure = failureIn(error);
      if (!failure) throw error;
      const refused = failure.kind === "unauthorized" || failure.kind === "forbidden";
      const verdict = refused ? await provider.credential.verify?.(ask).catch(() => "unknown") : undefined;
      // A vendor may say of a good token that it does not know it here.
      return verdict === "good"
        ? { answer: { at, requests, failure: { ...failure, kind: "forbidden" } }, verified: true }
        : { answer: { at, requests, failure }, verified: false };
    }
  });
}
