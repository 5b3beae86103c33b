import * as vscode from "vscode";
import type { Client, Credential } from "../billing/client.ts";
import { failureIn, isAborted, isRefusal, type Failure } from "../billing/errors.ts";
import { inertText, visibleText } from "../billing/plain-text.ts";
import type { Provider, Subject, SubjectSpec } from "../billing/provider.ts";
import { capitalized, headed } from "./letter-case.ts";

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
  const apiKey = await askSecret(options);
  if (apiKey === undefined) return undefined;
  const spec = provider.credential.subject;
  if (!spec) return { credential: { origin, apiKey } };
  const seen = await discover(options, spec, { origin, apiKey });
  if ("refused" in seen) return seen;
  const subject = await askSubject(options, spec, seen.subjects);
  return subject === undefined ? undefined : { credential: { origin, apiKey, subject } };
}

/** The secret as it is sent. */
async function askSecret(options: AskOptions): Promise<string | undefined> {
  const { provider, origin, environment } = options;
  const { secret, variables, needs } = provider.credential;
  const title = `${options.title}: Set ${headed(secret)}`;
  const found = variables.filter((name) => !problemWith(cleanKey(environment[name] ?? ""), secret));
  if (found.length > 0) {
    const choices = [
      ...found.map((name) => ({ label: `$(terminal) Use the ${secretNoun(secret)} in ${name}`, name })),
      { label: `$(key) Enter ${articled(secretNoun(secret))}`, name: undefined },
    ];
    const choice = await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: `${capitalized(articled(secretNoun(secret)))} was found in the environment`,
      ignoreFocusOut: true,
    });
    if (!choice) return undefined;
    if (choice.name !== undefined) return cleanKey(environment[choice.name] ?? "");
  }
  const kept = `Kept in secret storage and sent to ${new URL(origin).host} only.`;
  const typed = await vscode.window.showInputBox({
    title,
    prompt: [kept, needs, `[Make one at ${new URL(provider.pages.keys).host}](${provider.pages.keys})`]
      .filter(Boolean)
      .join(" "),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => problemWith(cleanKey(value), secret),
  });
  return typed === undefined ? undefined : cleanKey(typed);
}

/** What the secret can see; nothing when it does not tell, or the person did not want to wait. */
function discover(
  { provider, client }: AskOptions,
  spec: SubjectSpec,
  credential: Credential,
): Thenable<{ readonly subjects: readonly Subject[] } | { readonly refused: Failure }> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: `Asking ${provider.name} for the ${spec.name}`,
    cancellable: true,
  };
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
  { title: whose, environment }: AskOptions,
  spec: SubjectSpec,
  seen: readonly Subject[],
): Promise<string | undefined> {
  const fitting = seen.filter(({ id }) => spec.pattern.test(id));
  const [only] = fitting;
  if (only && fitting.length === 1) return only.id;
  const inEnvironment = spec.variables.flatMap((name) => {
    const id = environment[name]?.trim() ?? "";
    return spec.pattern.test(id) && !fitting.some((each) => each.id === id) ? [{ name, id }] : [];
  });
  const title = `${whose}: ${headed(spec.name)}`;
  if (fitting.length + inEnvironment.length > 0) {
    const choices = [
      ...fitting.map(({ id, name }) => ({
        label: name === null ? id : inertText(visibleText(name)),
        description: name === null ? "" : id,
        id,
      })),
      ...inEnvironment.map(({ name, id }) => ({ label: id, description: `in ${name}`, id })),
      { label: `$(edit) Enter another ${spec.name}`, description: "", id: undefined },
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
    prompt: `${capitalized(spec.form)}. It is shown in the vendor's dashboard.`,
    ignoreFocusOut: true,
    validateInput: (value) =>
      spec.pattern.test(value.trim()) ? undefined : `The ${spec.name} has this form: ${spec.form}.`,
  });
  return typed?.trim();
}

/** People paste a key with what stood around it. */
const cleanKey = (text: string) => text.trim().replace(/^bearer(\s+|$)/i, "");

/** Only what no HTTP header can carry is refused: the vendor alone knows what its keys look like. */
function problemWith(key: string, secret: string): string | undefined {
  if (key === "") return `Enter the ${secret}.`;
  return /^[\x21-\x7e]+$/.test(key)
    ? undefined
    : `${capitalized(articled(secretNoun(secret)))} has no spaces, line breaks or special letters.`;
}

/** "API key" is a key, "API token" a token. */
const secretNoun = (secret: string) => secret.replace(/^API /, "");
const articled = (noun: string) => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
