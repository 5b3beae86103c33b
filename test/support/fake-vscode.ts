import assert from "node:assert/strict";
import type { FakeDocument, FakeNotebook } from "./vscode/documents.ts";
import {
  createPanel,
  editor,
  newEditor,
  type FakeEditor,
  type Listener,
  type Shown,
} from "./vscode/editor.ts";
import { Disposable, Uri, type Diagnostic } from "./vscode/values.ts";

/** Stands in for the editor's module in unit tests: see `with-vscode.ts`. A test begins with `openEditor`. */
export * from "./vscode/values.ts";

/** A new window: nothing of the one before is left in it. */
export function openEditor(): FakeEditor {
  newEditor();
  Object.assign(workspace, {
    isTrusted: true,
    textDocuments: [],
    notebookDocuments: [],
    workspaceFolders: undefined,
  });
  Object.assign(window, { activeTextEditor: undefined, state: { focused: true, active: true } });
  Object.assign(env, { language: "en", uiKind: 1 });
  return editor;
}

async function answered(shown: Shown): Promise<string | undefined> {
  editor.shown.push(shown);
  const mine = editor;
  // What offers nothing to press waits for nobody.
  const next = shown.choices?.length === 0 ? undefined : mine.answers.shift();
  await mine.onShown(shown);
  if (typeof next === "string" && shown.choices) {
    const { choices, text } = shown;
    assert.ok(choices.includes(next), `"${text}" offers no "${next}" but ${choices.join()}`);
  }
  return typeof next === "function" ? next(shown) : next;
}

const message =
  (kind: Shown["kind"]) =>
  (text: string, ...more: readonly (string | { readonly modal?: true; readonly detail?: string })[]) => {
    const choices = more.filter((each) => typeof each === "string");
    const [options] = more.filter((each) => typeof each === "object");
    return answered({ kind, text, choices, ...options });
  };

interface InputOptions extends Readonly<Record<string, unknown>> {
  readonly title?: string;
  readonly prompt?: string;
  readonly validateInput?: (text: string) => string | undefined;
}

interface PickItem {
  readonly label: string;
  readonly description?: string;
}

export const window = {
  state: { focused: true, active: true },
  activeTextEditor: undefined as { document: FakeDocument } | undefined,
  showInformationMessage: message("information"),
  showWarningMessage: message("warning"),
  showErrorMessage: message("error"),
  setStatusBarMessage: (text: string) => void editor.shown.push({ kind: "status", text }),
  /** As in the editor, a text that is not valid stays in the box until another one is typed. */
  async showInputBox({ title = "", prompt, validateInput, ...options }: InputOptions) {
    for (;;) {
      const isForced = typeof editor.answers[0] === "function";
      const typed = await answered({ kind: "input", text: title, detail: prompt, options });
      const problem = typed === undefined || isForced ? undefined : validateInput?.(typed);
      if (problem === undefined) return typed;
      editor.problems.push(problem);
    }
  },
  async showQuickPick(items: readonly (PickItem | string)[], { title = "", ...options }: InputOptions) {
    const given = await Promise.resolve(items);
    const labels = given.map((item) => (typeof item === "string" ? item : item.label));
    const descriptions = given.map((item) => (typeof item === "string" ? undefined : item.description));
    const label = await answered({ kind: "pick", text: title, choices: labels, descriptions, options });
    if (label === undefined) return undefined;
    return given[labels.indexOf(label)];
  },
  async showSaveDialog({ title = "", ...options }: InputOptions) {
    const address = await answered({ kind: "save", text: title, options });
    return address === undefined ? undefined : Uri.parse(address);
  },
  withProgress<T>(options: InputOptions, task: (report: object, token: object) => T): T {
    editor.shown.push({ kind: "progress", text: options.title ?? "", options });
    return task({}, { onCancellationRequested: editor.cancelled.on });
  },
  /** Keeps the names of what was set on it, in order. */
  createStatusBarItem(id: string, alignment: number, priority: number) {
    const item = { id, alignment, priority, set: [] as string[], disposed: false, isShown: false };
    editor.items.push(item);
    const behaviour = { show: () => (item.isShown = true), dispose: () => (item.disposed = true) };
    return new Proxy(behaviour, {
      set(_target, name, value) {
        item.set.push(String(name));
        return Reflect.set(item, name, value);
      },
    });
  },
  createWebviewPanel(id: string, title: string) {
    const panel = createPanel(id, title);
    editor.panels.push(panel);
    return panel;
  },
  registerWebviewPanelSerializer(
    id: string,
    serializer: { deserializeWebviewPanel(panel: unknown): unknown },
  ) {
    editor.serializers.set(id, serializer);
    return new Disposable(() => editor.serializers.delete(id));
  },
  onDidChangeWindowState: (listener: Listener<undefined>) => editor.events.windowState.on(listener),
  onDidChangeActiveTextEditor: (listener: Listener<{ document: FakeDocument } | undefined>) =>
    editor.events.activeEditor.on(listener),
};

export const commands = {
  registerCommand(id: string, run: (...given: readonly unknown[]) => unknown) {
    editor.commands.set(id, run);
    return new Disposable(() => editor.commands.delete(id));
  },
  executeCommand(id: string, ...given: readonly unknown[]) {
    if (id === "setContext") editor.context[String(given[0])] = given[1];
    else editor.ran.push([id, ...given]);
    return Promise.resolve(editor.commands.get(id)?.(...given));
  },
};

const isFolder = (address: string) => [...editor.files.keys()].some((file) => file.startsWith(`${address}/`));

export const workspace = {
  isTrusted: true,
  textDocuments: [] as FakeDocument[],
  notebookDocuments: [] as FakeNotebook[],
  workspaceFolders: undefined as { readonly uri: Uri }[] | undefined,
  getConfiguration: (section: string) => ({
    get: (key: string) => editor.settings[key],
    update(key: string, value: unknown, target: unknown) {
      editor.written.push([`${section}.${key}`, value, target]);
      editor.settings[key] = value;
      return Promise.resolve();
    },
  }),
  fs: {
    isWritableFileSystem: (scheme: string) => (["file", "memory", "git"].includes(scheme) ? true : undefined),
    stat(uri: Uri) {
      const text = editor.files.get(uri.toString());
      if (text === undefined && !isFolder(uri.toString())) return Promise.reject(new Error("FileNotFound"));
      return Promise.resolve({ type: text === undefined ? 2 : 1, size: text?.length ?? 0 });
    },
    readFile(uri: Uri) {
      const text = editor.files.get(uri.toString());
      return text === undefined
        ? Promise.reject(new Error("FileNotFound"))
        : Promise.resolve(new TextEncoder().encode(text));
    },
    writeFile(uri: Uri, content: Uint8Array) {
      editor.files.set(uri.toString(), new TextDecoder().decode(content));
      return Promise.resolve();
    },
    readDirectory(uri: Uri) {
      const folder = `${uri.toString().replace(/\/$/, "")}/`;
      const below = [...editor.files.keys()].filter((file) => file.startsWith(folder));
      if (below.length === 0) return Promise.reject(new Error("FileNotFound"));
      const entries = below.map((file) => {
        const [name = "", ...rest] = file.slice(folder.length).split("/");
        return [name, rest.length > 0 ? 2 : 1] as const;
      });
      return Promise.resolve([...new Map(entries)]);
    },
  },
  decode: (bytes: Uint8Array) => Promise.resolve(new TextDecoder().decode(bytes)),
  registerTextDocumentContentProvider(
    scheme: string,
    provider: { provideTextDocumentContent(uri: Uri): Promise<string> },
  ) {
    editor.contents.set(scheme, provider);
    return new Disposable(() => editor.contents.delete(scheme));
  },
  onDidChangeConfiguration: (listener: Listener<{ affectsConfiguration(section: string): boolean }>) =>
    editor.events.configuration.on(listener),
  onDidOpenTextDocument: (listener: Listener<FakeDocument>) => editor.events.openText.on(listener),
  onDidChangeTextDocument: (listener: Listener<ReturnType<FakeDocument["edit"]>>) =>
    editor.events.changeText.on(listener),
  onDidCloseTextDocument: (listener: Listener<FakeDocument>) => editor.events.closeText.on(listener),
  onDidOpenNotebookDocument: (listener: Listener<FakeNotebook>) => editor.events.openNotebook.on(listener),
  onDidChangeNotebookDocument: (
    listener: Listener<{ notebook: FakeNotebook; contentChanges: readonly unknown[] }>,
  ) => editor.events.changeNotebook.on(listener),
  onDidCloseNotebookDocument: (listener: Listener<FakeNotebook>) => editor.events.closeNotebook.on(listener),
};

export const languages = {
  createDiagnosticCollection: (name: string) => ({
    name,
    set: (uri: Uri, all: readonly Diagnostic[]) => void editor.diagnostics.set(uri.toString(), all),
    get: (uri: Uri) => editor.diagnostics.get(uri.toString()),
    delete: (uri: Uri) => void editor.diagnostics.delete(uri.toString()),
    dispose: () => editor.diagnostics.clear(),
  }),
  getDiagnostics: (uri: Uri) => editor.diagnostics.get(uri.toString()) ?? [],
  registerCodeActionsProvider(_where: unknown, provider: FakeEditor["codeActions"][number]) {
    editor.codeActions.push(provider);
    return new Disposable(() => editor.codeActions.splice(editor.codeActions.indexOf(provider), 1));
  },
  createLanguageStatusItem(id: string) {
    const item: FakeEditor["status"][number] = {
      id,
      disposed: false,
      dispose: () => void (item.disposed = true),
    };
    editor.status.push(item);
    return item;
  },
};

export const env = {
  language: "en",
  uiKind: 1,
  clipboard: {
    writeText(text: string) {
      editor.clipboard = text;
      return Promise.resolve();
    },
  },
  openExternal(uri: Uri) {
    editor.opened.push(uri.toString());
    return Promise.resolve(true);
  },
};
