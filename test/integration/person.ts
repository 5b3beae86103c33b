import * as vscode from "vscode";

/** What a person answers to the prompts of a command; what is not given turns away from a prompt. */
export interface Answers {
  /** The texts for one input box after another; the last one is given again, and undefined turns away. */
  readonly input?: string | readonly (string | undefined)[];
  /** A part of the label of the row to take in every pick, or in one pick after another until there are no more. */
  readonly pick?: string | readonly string[];
  /** The buttons to press on one message after another; after the last one, messages are closed. */
  readonly button?: string | readonly string[];
  /** Happens while a modal shows, before its button is pressed. */
  readonly meanwhile?: () => unknown;
}

/** What a person met on the way. */
export interface Encounter {
  /** The messages, in order. */
  readonly said: string[];
  /** What the modals among them say below their question. */
  readonly details: string[];
  /** The buttons of the last message. */
  buttons: readonly string[];
  readonly asked: vscode.InputBoxOptions[];
  /** The labels of the rows offered. */
  readonly offered: string[];
  /** The titles of picks and input boxes. */
  readonly titles: string[];
  /** What the status bar said for a moment. */
  readonly hints: string[];
}

type Window = Record<
  | "showInputBox"
  | "showQuickPick"
  | "setStatusBarMessage"
  | `show${"Information" | "Warning" | "Error"}Message`,
  unknown
>;

/**
 * Runs a command with somebody to answer its prompts, and tells what they met.
 * The extension and its tests share one `vscode.window`, so the prompts can be answered in its place.
 */
export async function runAsPerson(
  command: string,
  answers: Answers = {},
  given: readonly unknown[] = [],
): Promise<Encounter> {
  const met: Encounter = {
    said: [],
    details: [],
    buttons: [],
    asked: [],
    offered: [],
    titles: [],
    hints: [],
  };
  const inputs = [answers.input ?? []].flat();
  const picks = typeof answers.pick === "object" ? [...answers.pick] : undefined;
  const presses = [answers.button ?? []].flat();
  const message = async (text: string, ...rest: readonly unknown[]) => {
    met.said.push(text);
    const buttons = rest.filter((item) => typeof item === "string");
    met.buttons = buttons;
    const press = presses.shift();
    const { modal, detail = "" } = optionsIn(rest);
    if (modal) {
      met.details.push(detail);
      await answers.meanwhile?.();
    }
    return buttons.find((button) => button === press);
  };
  const prompts: Window = {
    showInputBox(options: vscode.InputBoxOptions) {
      met.asked.push(options);
      met.titles.push(options.title ?? "");
      return Promise.resolve(inputs.length > 1 ? inputs.shift() : inputs[0]);
    },
    async showQuickPick(
      rows: readonly { readonly label: string }[] | PromiseLike<readonly { label: string }[]>,
      options: vscode.QuickPickOptions = {},
    ) {
      const pick = picks ? picks.shift() : (answers.pick as string | undefined);
      met.titles.push(options.title ?? "");
      met.offered.push(...(await rows).map(({ label }) => label));
      return pick === undefined ? undefined : (await rows).find(({ label }) => label.includes(pick));
    },
    setStatusBarMessage(text: string) {
      met.hints.push(text);
      return new vscode.Disposable(() => undefined);
    },
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
  };
  const window = vscode.window as unknown as Window;
  const real = Object.fromEntries(Object.keys(prompts).map((name) => [name, window[name as keyof Window]]));
  Object.assign(window, prompts);
  try {
    await vscode.commands.executeCommand(command, ...given);
  } finally {
    Object.assign(window, real);
  }
  return met;
}

const optionsIn = (rest: readonly unknown[]): vscode.MessageOptions =>
  rest.find((item): item is vscode.MessageOptions => typeof item === "object" && item !== null) ?? {};
