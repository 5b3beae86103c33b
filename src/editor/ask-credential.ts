import * as vscode from "vscode";
import type { Client, Credential } from "../billing/client.ts";
import { failureIn, isAborted } from "../billing/errors.ts";
import { visibleText, withoutIcons } from "../billing/plain-text.ts";
import type { Provider, Subject, SubjectSpec } from "../billing/provider.ts";
import { createCredentialWords, type CredentialWords, type SubjectWords } from "./credential-words.ts";

export interface AskOptions {
  readonly provider: Provider;
  /** Where the secret will be sent, and nowhere else. */
  readonly origin: string;
  readonly client: Client;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Asks for all it takes to ask a vendor; undefined when the person turned back. Nothing is stored. */
export async function askCredential(options: AskOptions): Promise<Credential | undefined> {
  const { provider, origin } = options;
  const words = createCredentialWords(provider, origin);
  const apiKey = await askSecret(options, words);
  if (apiKey === undefined) return undefined;
  const spec = provider.credential.subject;
  if (!spec || !words.subject) return { origin, apiKey };
  const seen = await discover(options, spec, words.subject, { origin, apiKey });
  const subject = await askSubject(options, spec, words.subject, seen);
  return subject === undefined ? undefined : { origin, apiKey, subject };
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
): Thenable<readonly Subject[]> {
  const progress = { location: vscode.ProgressLocation.Notification, title: asking, cancellable: true };
  return vscode.window.withProgress(progress, async (_, token) => {
    const cancelled = new AbortController();
    token.onCancellationRequested(() => cancelled.abort());
    try {
      return await spec.discover((endpoint) => client(credential, endpoint, cancelled.signal));
    } catch (error) {
      if (failureIn(error) ?? isAborted(error)) return [];
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
      ...fitting.map(({ id, name }) =>
        name === null
          ? { label: id, description: "", id }
          : { label: withoutIcons(visibleText(name)), description: id, id },
      ),
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
