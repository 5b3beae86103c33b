import * as vscode from "vscode";
import { presentChangeFailure } from "../../billing/present/present-change.ts";
import { presentFailureOnce } from "../../billing/present/present-failure.ts";
import { failureIn, type Failure } from "../../billing/vendor/billing-error.ts";
import type { Endpoint, Read } from "../../billing/vendor/endpoint.ts";
import type { ChangeContext } from "./action-context.ts";

export interface Change<T = void> {
  /** In the log: what is done, without amounts or names. */
  readonly what: string;
  /** By what the vendor answered. */
  readonly done: string | ((answer: T) => string);
  readonly endpoint: Endpoint<T>;
  readonly dashboardOnly?: string | undefined;
}

/** Sends a change once, says what came of it, and has the account read anew. */
export async function carryOut<T>(context: ChangeContext, change: Change<T>): Promise<void> {
  if (await isHindered(context)) return;
  const { account, title, locale } = context;
  const { answer, failure } = await vscode.window.withProgress(
    progress(`${title}: applying the change…`),
    () =>
      context.ask(change.endpoint).then(
        (answer) => ({ answer, failure: undefined }),
        (error: unknown) => ({ answer: undefined, failure: failureOrThrow(error) }),
      ),
  );
  context.audit(`${change.what} (${account.provider.id}): ${failure ? failure.kind : "done"}`);
  context.changed();
  if (!failure) {
    const done = typeof change.done === "string" ? change.done : change.done(answer);
    vscode.window.setStatusBarMessage(`$(check) ${done}`, 4000);
    return;
  }
  const said = presentChangeFailure(failure, change.dashboardOnly, account.provider, locale);
  await offerDashboard(context, said);
}

/** True, once the person was told why, when nothing may be sent any more. */
export async function isHindered({ obstacle }: ChangeContext): Promise<boolean> {
  const said = await obstacle();
  if (said !== undefined) void vscode.window.showWarningMessage(said);
  return said !== undefined;
}

/** Reads what a question needs; undefined, once the person was told why, when it cannot be read. */
export async function readFor<T>(context: ChangeContext, read: Read<T>): Promise<T | undefined> {
  const { account, title, locale } = context;
  try {
    return await vscode.window.withProgress(progress(`${title}: loading billing settings…`), () =>
      read(context.ask),
    );
  } catch (error) {
    const failure = failureOrThrow(error);
    void vscode.window.showWarningMessage(presentFailureOnce(failure, account.provider, locale));
    return undefined;
  }
}

/** Says something that the vendor's own page helps with. */
export async function offerDashboard({ account }: ChangeContext, said: string): Promise<void> {
  if (await vscode.window.showWarningMessage(said, "Open Dashboard"))
    await openDashboard(account.provider.pages.billing);
}

export const openDashboard = (page: string): Thenable<boolean> =>
  vscode.env.openExternal(vscode.Uri.parse(page));

const progress = (title: string): vscode.ProgressOptions => ({
  location: vscode.ProgressLocation.Notification,
  title,
});

function failureOrThrow(error: unknown): Failure {
  const failure = failureIn(error);
  if (!failure) throw error;
  return failure;
}
