import * as vscode from "vscode";
import type { Client, Credential } from "../billing/client.ts";
import { failureIn, isAborted } from "../billing/errors.ts";
import { capitalized, headed, nounOf } from "../billing/letter-case.ts";
import { visibleText, withoutIcons } from "../billing/plain-text.ts";
import type { Provider, Subject, SubjectSpec } from "../billing/provider.ts";

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
  const apiKey = await askSecret(options);
  if (apiKey === undefined) return undefined;
  const spec = provider.credential.subject;
  if (!spec) return { origin, apiKey };
  const subject = await askSubject(options, spec, await discover(options, spec, { origin, apiKey }));
  return subject === undefined ? undefined : { origin, apiKey, subject };
}

const titleOf = ({ name, credential }: Provider) => `${name}: Set ${headed(credential.secret)}`;

/** The secret as it is sent. */
async function askSecret({ provider, origin, environment }: AskOptions): Promise<string | undefined> {
  const { secret, variables, needs } = provider.credential;
  const title = titleOf(provider);
  const found = variables.filter((name) => !problemWith(cleanKey(environment[name] ?? ""), secret));
  if (found.length > 0) {
    const choices = [
      ...found.map((name) => ({ label: `$(terminal) Use the ${nounOf(secret)} in ${name}`, name })),
      { label: `$(key) Enter ${articled(nounOf(secret))}`, name: undefined },
    ];
    const choice = await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: `${capitalized(articled(nounOf(secret)))} was found in the environment`,
      ignoreFocusOut: true,
    });
    if (!choice) return undefined;
    if (choice.name !== undefined) return cleanKey(environment[choice.name] ?? "");
  }
  const kept = `Kept in secret storage and sent to ${new URL(origin).host} only.`;
  const typed = await vscode.window.showInputBox({
    title,
    prompt: [kept, needs, `${capitalized(nounOf(secret))}s are made at ${provider.pages.keys}`]
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
): Thenable<readonly Subject[]> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: `Asking ${provider.name} for the ${spec.name}`,
    cancellable: true,
  };
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
  { provider, environment }: AskOptions,
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
  const title = `${provider.name}: ${headed(spec.name)}`;
  if (fitting.length + inEnvironment.length > 0) {
    const choices = [
      ...fitting.map(({ id, name }) =>
        name === null
          ? { label: id, description: "", id }
          : { label: withoutIcons(visibleText(name)), description: id, id },
      ),
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
    : `${capitalized(articled(nounOf(secret)))} has no spaces, line breaks or special letters.`;
}

const articled = (noun: string) => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
