import * as vscode from "vscode";
import { inertText, visibleText } from "../../billing/text/plain-text.ts";
import type { Client, Credential } from "../../billing/vendor/api-client.ts";
import { failureIn, isAborted, isRefusal, type Failure } from "../../billing/vendor/billing-error.ts";
import type { Provider, Subject, SubjectSpec } from "../../billing/vendor/provider.ts";
import { createCredentialWords, type CredentialWords, type SubjectWords } from "./credential-words.ts";

export interface AskOptions {
  readonly provider: Provider;
  /** Whom titles name: the vendor, or one account of it. */
  readonly title: string;
  /** Where the secret will be sent, and nowhere else. */
  readonly origin: string;
  readonly client: Client;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What the person entered, or why the vendor would not even say what it is for. */
export type Entered = { readonly credential: Credential } | { readonly refused: Failure };

/** Asks for all it takes to ask a vendor; undefined when the person turned back. Nothing is stored. */
export async function askCredential(options: AskOptions): Promise<Entered | undefined> {
  const { provider, origin } = options;
  const words = createCredentialWords(provider, origin, options.title);
  const apiKey = await askSecret(options, words);
  if (apiKey === undefined) return undefined;
  const spec = provider.credential.subject;
  if (!spec || !words.subject) return { credential: { origin, apiKey } };
  const seen = await discover(options, spec, words.subject, { origin, apiKey });
  if ("refused" in seen) return seen;
  const subject = await askSubject(options, spec, words.subject, seen.subjects);
  return subject === undefined ? undefined : { credential: { origin, apiKey, subject } };
}

/** The secret as it is sent. */
async function askSecret(
  { provider, environment }: AskOptions,
  words: CredentialWords,
): Promise<string | undefined> {
  const { title } = words;
  const { variables } = provider.credential;
  const found = variables.filter((name) => !words.problem(cleanKey(environment[name] ?? "")));
  if (found.length > 0) {
    const choices = [
      ...found.map((name) => ({ label: `$(terminal) ${words.use(name)}`, name })),
      { label: `$(key) ${words.enter}`, name: undefined },
    ];
    const choice = await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: words.found,
      ignoreFocusOut: true,
    });
    if (!choice) return undefined;
    if (choice.name !== undefined) return cleanKey(environment[choice.name] ?? "");
  }
  const typed = await vscode.window.showInputBox({
    title,
    prompt: words.prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => words.problem(cleanKey(value)),
  });
  return typed === undefined ? undefined : cleanKey(typed);
}

/** What the secret can see; nothing when it does not tell, or the person did not want to wait. */
function discover(
  { client }: AskOptions,
  spec: SubjectSpec,
  { asking }: SubjectWords,
  credential: Credential,
): Thenable<{ readonly subjects: readonly Subject[] } | { readonly refused: Failure }> {
  const progress = { location: vscode.ProgressLocation.Notification, title: asking, cancellable: true };
  return vscode.window.withProgress(progress, async (_, token) => {
    const cancelled = new AbortController();
    token.onCancellationRequested(() => cancelled.abort());
    try {
      return { subjects: await spec.discover((endpoint) => client(credential, endpoint, cancelled.signal)) };
    } catch (error) {
      const failure = failureIn(error);
      if (failure && isRefusal(failure)) return { refused: failure };
      if (failure ?? isAborted(error)) return { subjects: [] };
      throw error;
    }
  });
}

async function askSubject(
  { environment }: AskOptions,
  spec: SubjectSpec,
  words: SubjectWords,
  seen: readonly Subject[],
): Promise<string | undefined> {
  const fitting = seen.filter(({ id }) => spec.pattern.test(id));
  const [only] = fitting;
  if (only && fitting.length === 1) return only.id;
  const inEnvironment = spec.variables.flatMap((name) => {
    const id = environment[name]?.trim() ?? "";
    return spec.pattern.test(id) && !fitting.some((each) => each.id === id) ? [{ name, id }] : [];
  });
  const { title } = words;
  if (fitting.length + inEnvironment.length > 0) {
    const choices = [
      ...fitting.map(({ id, name }) => ({
        label: name === null ? id : inertText(visibleText(name)),
        description: name === null ? "" : id,
        id,
      })),
      ...inEnvironment.map(({ name, id }) => ({ label: id, description: `in ${name}`, id })),
      { label: `$(edit) ${words.enter}`, description: "", id: undefined },
    ];
    const choice = await vscode.window.showQuickPick(choices, {
      title,
      ignoreFocusOut: true,
      matchOnDescription: true,
    });
    if (!choice) return undefined;
    if (choice.id !== undefined) return choice.id;
  }
  const typed = await vscode.window.showInputBox({
    title,
    prompt: words.prompt,
    ignoreFocusOut: true,
    validateInput: (value) => words.problem(value.trim()),
  });
  return typed?.trim();
}

/** People paste a key with what stood around it. */
const cleanKey = (text: string) => text.trim().replace(/^bearer(\s+|$)/i, "");
