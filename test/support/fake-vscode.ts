/** Stands in for the editor's module in unit tests: see `with-vscode.ts`. A test sets what it needs to be answered. */
export const configuration: Record<string, unknown> = {};
export const workspace = {
  isTrusted: true,
  getConfiguration: () => ({ get: (key: string) => configuration[key], update: () => Promise.resolve() }),
};

export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ProgressLocation = { Notification: 15 };
export const ConfigurationTarget = { Global: 1 };
export const ViewColumn = { Active: -1 };
export const env = { language: "en" };

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class MarkdownString {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export const Uri = {
  joinPath: (base: unknown, ...parts: readonly string[]) => [String(base), ...parts].join("/"),
  parse: (text: string) => text,
};

/** What a prompt answers; each is called with what the prompt was given. */
type Prompt = (...given: readonly never[]) => unknown;
export const window: Record<string, Prompt> = {
  showWarningMessage: () => undefined,
  showInformationMessage: () => undefined,
  showErrorMessage: () => undefined,
  setStatusBarMessage: () => undefined,
  showInputBox: () => undefined,
  withProgress: (_: unknown, task: () => unknown) => task(),
};
export const commands = { executeCommand: () => Promise.resolve() };
