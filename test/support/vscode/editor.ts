import type { FakeDocument, FakeNotebook } from "./documents.ts";
import { Disposable, Uri, type Diagnostic } from "./values.ts";

export type Listener<T> = (event: T) => unknown;

/** An event of the editor: `fire` is what the editor does. */
export function createEvent<T>() {
  const listeners = new Set<Listener<T>>();
  return {
    on(listener: Listener<T>): Disposable {
      listeners.add(listener);
      return new Disposable(() => listeners.delete(listener));
    },
    fire(event: T): void {
      for (const listener of [...listeners]) listener(event);
    },
    get listeners(): number {
      return listeners.size;
    },
  };
}

/** What a person was shown, or asked. */
export interface Shown {
  readonly kind: "information" | "warning" | "error" | "input" | "pick" | "save" | "progress" | "status";
  /** The message or, of a prompt, its title. */
  readonly text: string;
  readonly detail?: string | undefined;
  readonly modal?: true;
  /** The buttons of a message, the labels of a list. */
  readonly choices?: readonly string[];
  readonly descriptions?: readonly (string | undefined)[];
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a person does: presses the button, picks the label or types the text; undefined turns back. */
export type Answer =
  string | undefined | ((shown: Shown) => string | undefined | Promise<string | undefined>);

export interface Item {
  readonly id: string;
  readonly alignment: number;
  readonly priority: number;
  readonly [name: string]: unknown;
}

function createEditor() {
  return {
    /** All that a person was shown, in order. */
    shown: [] as Shown[],
    /** What they do next, in order; then they turn back. */
    answers: [] as Answer[],
    /** What an input box said of a text that it did not take. */
    problems: [] as string[],
    /** Called while a person looks at what was shown. */
    onShown: (() => undefined) as (shown: Shown) => unknown,
    /** Values of settings below `aimlapi.`, and what was written to them. */
    settings: {} as Record<string, unknown>,
    written: [] as unknown[][],
    /** Commands that were run, with what they were given; "setContext" goes into `context`. */
    ran: [] as unknown[][],
    context: {} as Record<string, unknown>,
    commands: new Map<string, (...given: readonly unknown[]) => unknown>(),
    opened: [] as string[],
    clipboard: undefined as string | undefined,
    items: [] as (Record<string, unknown> & { id: string; set: string[]; disposed: boolean })[],
    panels: [] as ReturnType<typeof createPanel>[],
    serializers: new Map<string, { deserializeWebviewPanel(panel: unknown): unknown }>(),
    /** Files by address; a folder is what some file is in. */
    files: new Map<string, string>(),
    savesTo: undefined as string | undefined,
    diagnostics: new Map<string, readonly Diagnostic[]>(),
    codeActions: [] as { provideCodeActions(...given: readonly unknown[]): unknown }[],
    contents: new Map<string, { provideTextDocumentContent(uri: Uri): Promise<string> }>(),
    status: [] as (Record<string, unknown> & { disposed: boolean })[],
    cancelled: createEvent<undefined>(),
    events: {
      configuration: createEvent<{ affectsConfiguration(section: string): boolean }>(),
      windowState: createEvent<undefined>(),
      activeEditor: createEvent<{ document: FakeDocument } | undefined>(),
      openText: createEvent<FakeDocument>(),
      changeText: createEvent<ReturnType<FakeDocument["edit"]>>(),
      closeText: createEvent<FakeDocument>(),
      openNotebook: createEvent<FakeNotebook>(),
      changeNotebook: createEvent<{ notebook: FakeNotebook; contentChanges: readonly unknown[] }>(),
      closeNotebook: createEvent<FakeNotebook>(),
    },
    /** The texts of everything that was shown, by kind. */
    said(...kinds: readonly Shown["kind"][]): readonly string[] {
      return editor.shown.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
    },
  };
}

export let editor = createEditor();
export type FakeEditor = typeof editor;

/** Begins a new window: nothing of the one before is left in it. */
export function newEditor(): FakeEditor {
  editor = createEditor();
  return editor;
}

/** A page in a tab, and what its own script does. */
export function createPanel(id: string, title: string) {
  const received = createEvent<unknown>();
  const viewState = createEvent<undefined>();
  const disposed = createEvent<undefined>();
  const panel = {
    id,
    title,
    visible: true,
    disposed: false,
    revealed: 0,
    iconPath: undefined as unknown,
    posted: [] as Record<string, unknown>[],
    /** What the page sends. */
    send: received.fire,
    turn(visible: boolean) {
      panel.visible = visible;
      viewState.fire(undefined);
    },
    webview: {
      options: {} as Record<string, unknown>,
      html: "",
      cspSource: "https://webview.example",
      asWebviewUri: (uri: Uri) => Uri.parse(`https://webview.example${uri.path}`),
      onDidReceiveMessage: received.on,
      postMessage(posted: Record<string, unknown>) {
        panel.posted.push(posted);
        return Promise.resolve(true);
      },
    },
    onDidChangeViewState: viewState.on,
    onDidDispose: disposed.on,
    reveal: () => (panel.revealed += 1),
    dispose() {
      if (panel.disposed) return;
      panel.disposed = true;
      panel.visible = false;
      disposed.fire(undefined);
    },
  };
  return panel;
}
