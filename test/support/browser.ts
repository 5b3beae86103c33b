import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";
import { editorEnvironment } from "./environment.ts";
import { labBrowser } from "./lab.ts";

/** Starts the Chromium of the lab, without a window. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await labBrowser();
  return await chromium.launch({
    executablePath: executable,
    env: stringsOf(editorEnvironment(env)),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export interface ProfileOptions extends BrowserContextOptions {
  /** The display language the editor believes to have, such as "de". */
  readonly language?: string;
}

/**
 * A browser profile for workbench windows. What the desktop has and the plain server lacks is added:
 * secrets that persist in the profile, and secret changes that reach the other windows.
 */
export async function createProfile(browser: Browser, options: ProfileOptions = {}): Promise<BrowserContext> {
  const { language, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    ...(language ? { locale: language } : {}),
    ...rest,
  });
  await persistSecrets(context);
  await shareSecrets(context);
  await context.addInitScript(controlFocus);
  if (language) await context.addInitScript(setLanguage, language);
  return context;
}

/** The workbench asks the server for half of the key it encrypts secrets with; this server has no answer. */
async function persistSecrets(context: BrowserContext): Promise<void> {
  const body = Buffer.alloc(32, 7);
  await context.route("**/mint-key", (route) =>
    route.fulfill({ status: 200, contentType: "application/octet-stream", body }),
  );
}

/** Stands in for the desktop, where a secret changed in one window is announced in all: it does not prove it. */
async function shareSecrets(context: BrowserContext): Promise<void> {
  const provider = /this\._secretStorageProvider=([\w$]+)\.options\.secretStorageProvider/;
  await context.route("**/vs/code/browser/workbench/workbench.js", async (route) => {
    const response = await route.fetch();
    const source = await response.text();
    if (!provider.test(source))
      throw new Error("This VS Code keeps its secrets elsewhere than the lab expects.");
    await route.fulfill({ response, body: source.replace(provider, "globalThis.__secrets=this,$&") });
  });
  await context.addInitScript(announceSecrets);
}

function announceSecrets(): void {
  interface Provider {
    secretsPromise: Promise<Readonly<Record<string, string>>>;
    load(): Promise<Readonly<Record<string, string>>>;
  }
  interface Secrets {
    readonly _secretStorageProvider: Provider;
    readonly onDidChangeSecretEmitter: { fire(key: string): void };
  }
  const page = globalThis as unknown as EventTarget & { readonly __secrets?: Secrets };
  const update = async ({ _secretStorageProvider: provider, onDidChangeSecretEmitter: changed }: Secrets) => {
    const before = await provider.secretsPromise;
    provider.secretsPromise = provider.load();
    const after = await provider.secretsPromise;
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      if (before[key] !== after[key]) changed.fire(key);
  };
  page.addEventListener("storage", (event) => {
    if ((event as Event & { key?: string }).key === "secrets.provider" && page.__secrets)
      void update(page.__secrets);
  });
}

/** Pages driven by Playwright always claim the focus; `__setFocus(false)` takes it away. */
function controlFocus(): void {
  const page = globalThis as unknown as EventTarget & {
    readonly Document: { readonly prototype: { hasFocus: (this: unknown) => boolean } };
    __setFocus(focused: boolean): void;
  };
  let focused = true;
  const prototype = page.Document.prototype;
  const real = prototype.hasFocus;
  prototype.hasFocus = function () {
    return focused && real.call(this);
  };
  page.__setFocus = (value) => {
    focused = value;
    page.dispatchEvent(new Event(value ? "focus" : "blur"));
  };
}

function setLanguage(language: string): void {
  Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
}
