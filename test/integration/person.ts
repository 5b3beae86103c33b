import * as vscode from "vscode";

/** What a person answers to the prompts of a command; `undefined` turns away from one. */
export interface Answers {
  /** The text for an input box. */
  readonly input?: string;
  /** A part of the label of the row to take. */
  readonly pick?: string;
  /** The button to press on a message. */
  readonly button?: string;
}

type Window = Record<
  "showInputBox" | "showQuickPick" | `show${"Information" | "Warning" | "Error"}Message`,
  unknown
>;

/**
 * Runs a command with somebody to answer its prompts, and gives back the messages it showed.
 * The extension and its tests share one `vscode.window`, so the prompts can be answered in its place.
 */
export async function runAsPerson(command: string, answers: Answers): Promise<readonly string[]> {
  const said: string[] = [];
  const message = (text: string, ...buttons: readonly unknown[]) => {
    said.push(text);
    return Promise.resolve(buttons.find((button) => button === answers.button));
  };
  const prompts: Window = {
    showInputBox: () => Promise.resolve(answers.input),
    async showQuickPick(
      rows: readonly { readonly label: string }[] | PromiseLike<readonly { label: string }[]>,
    ) {
      const { pick } = answers;
      return pick === undefined ? undefined : (await rows).find(({ label }) => label.includes(pick));
    },
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
  };
  const window = vscode.window as unknown as Window;
  const real = Object.fromEntries(Object.keys(prompts).map((name) => [name, window[name as keyof Window]]));
  Object.assign(window, prompts);
  try {
    await vscode.commands.executeCommand(command);
  } finally {
    Object.assign(window, real);
  }
  return said;
}
