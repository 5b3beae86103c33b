import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

/** An extension from its built bundles, in an editor that is a stand-in. Only one in a process: bundles are loaded once. */
export interface FakeEditor {
  /** Runs a command as the palette does. */
  readonly run: (command: string, ...given: readonly unknown[]) => Promise<unknown>;
  /** Every message that was shown so far. */
  readonly said: readonly string[];
  /** Saves a secret as another window would. */
  readonly save: (key: string, secret: string) => void;
  readonly dispose: () => Promise<void>;
}

export interface FakeEditorOptions {
  /** Holds `dist` with the bundles, and whatever the extension writes. */
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the person types into an input box, and which button of a modal they press. */
  readonly input: string;
  readonly button: RegExp;
}

/** Anything that an editor may give: whatever is asked of it is more of the same. */
const anything: unknown = new Proxy(function nothing() {}, {
  get: (_target, name) => (name === "then" ? undefined : name === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything as object,
});

/** What is named here is as told; all else is anything. Bundles copy what they load, but keep what is behind it. */
const partly = (parts: object): unknown => Object.setPrototypeOf(parts, anything as object);

const STAND_IN = "the editor that bundles under test are loaded into";

export async function openFakeEditor(options: FakeEditorOptions): Promise<FakeEditor> {
  const { folder, settings, input, button } = options;
  const commands = new Map<string, (...given: readonly unknown[]) => unknown>();
  const said: string[] = [];
  const secrets = new Map<string, string>();
  const followers: ((change: { key: string }) => void)[] = [];
  const say = async (text: string, ...more: readonly unknown[]) => {
    said.push(text);
    const pressed = more.find((each) => typeof each === "string" && button.test(each));
    // A yes that comes sooner counts as not read.
    if (pressed !== undefined) await new Promise((resolve) => setTimeout(resolve, 1_100));
    return pressed;
  };
  const vscode = partly({
    commands: partly({
      registerCommand(id: string, run: (...given: readonly unknown[]) => unknown) {
        commands.set(id, run);
        return { dispose: () => undefined };
      },
      executeCommand: () => Promise.resolve(),
    }),
    window: partly({
      state: { focused: true, active: true },
      showErrorMessage: say,
      showWarningMessage: say,
      showInformationMessage: say,
      showInputBox: () => Promise.resolve(input),
      withProgress: (_how: unknown, work: () => unknown) => work(),
    }),
    workspace: partly({
      isTrusted: true,
      getConfiguration: () => ({ get: (key: string, fallback?: unknown) => settings[key] ?? fallback }),
      textDocuments: [],
      notebookDocuments: [],
      workspaceFolders: [],
    }),
    env: partly({ language: "en" }),
    Disposable: { from: () => ({ dispose: () => undefined }) },
    ExtensionMode: { Production: 1, Development: 2, Test: 3 },
  });
  Reflect.set(globalThis, Symbol.for(STAND_IN), vscode);
  const stub = join(folder, "node_modules", "vscode");
  await mkdir(stub, { recursive: true });
  await writeFile(
    join(stub, "index.js"),
    `module.exports = globalThis[Symbol.for(${JSON.stringify(STAND_IN)})];`,
  );

  const load = createRequire(join(folder, "package.json"));
  const { activate } = load(join(folder, "dist", "extension.cjs")) as {
    activate: (context: unknown) => unknown;
  };
  const subscriptions: { dispose(): unknown }[] = [];
  activate({
    subscriptions,
    extensionMode: 1,
    extension: { packageJSON: { version: "0.0.0" } },
    extensionUri: anything,
    extensionPath: folder,
    globalStorageUri: { fsPath: join(folder, "storage") },
    secrets: {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: (key: string) => Promise.resolve(secrets.get(key)),
      onDidChange(follow: (change: { key: string }) => void) {
        followers.push(follow);
        return { dispose: () => undefined };
      },
    },
    globalState: anything,
    workspaceState: anything,
  });
  return {
    said,
    save(key, secret) {
      secrets.set(key, secret);
      for (const follow of followers) follow({ key });
    },
    async run(command, ...given) {
      const run = commands.get(command);
      if (!run) throw new Error(`No command ${command}`);
      return await run(...given);
    },
    async dispose() {
      for (const each of subscriptions) await each.dispose();
    },
  };
}
