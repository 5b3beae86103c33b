import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { PagePreferences } from "../../src/billing/page/page-data.ts";
import type { PageView } from "../../src/billing/page/page-view.ts";
import { presentPage } from "../../src/billing/page/present-page.ts";
import { presentMovement } from "../../src/billing/page/present-transactions.ts";
import { createWords } from "../../src/billing/page/words.ts";
import { pageHtml } from "../../src/editor/page/html.ts";
import { changesBetween } from "../../src/protocol/changes.ts";
import type { FromPage, ToPage } from "../../src/protocol/detail.ts";
import { fromPage } from "../../src/protocol/from-page.ts";
import { NOW, passes, type PagePick, type PageScenario } from "./page-scenarios.ts";
import type { PageTheme } from "./page-theme.ts";
import { root } from "./run.ts";

export const themeNames = ["light", "dark", "high-contrast", "high-contrast-light"] as const;
export type ThemeName = (typeof themeNames)[number];

export interface HarnessOptions {
  readonly scenario: PageScenario;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  readonly locale?: string;
}

/** The built page in a browser, without an editor: its theme, its security policy, and an editor's end that answers. */
export interface PageHarness {
  readonly page: Page;
  /** What the page has sent and the guard let pass; a message it refuses is an error. */
  readonly received: FromPage[];
  /** Complaints: script errors and what the security policy stopped. */
  readonly complaints: string[];
  /** Shows another state of things, as the editor would: only what changed is sent. */
  show(scenario: PageScenario, preferences?: Partial<PagePreferences>): Promise<void>;
  setTheme(theme: ThemeName): Promise<void>;
  close(): Promise<void>;
}

const ORIGIN = "https://page.test";
const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

export async function openPage(browser: Browser, options: HarnessOptions): Promise<PageHarness> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1200, height: options.height ?? 900 },
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    forcedColors: options.forcedColors ? "active" : "none",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const received: FromPage[] = [];
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.route("**/*", async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "") {
      const html = pageHtml({ source: ORIGIN, script: "/detail.js", style: "/detail.css", nonce: "test" });
      await route.fulfill({ body: html, contentType: "text/html" });
    } else if (/^(detail\.(js|css)|codicon\.ttf)$/.test(name)) {
      const type = TYPES[name.split(".").pop() ?? ""];
      await route.fulfill({ body: await readFile(join(root, "dist", name)), contentType: type ?? "" });
    } else await route.fulfill({ status: 404, body: "" });
  });

  let { scenario } = options;
  let preferences: PagePreferences = {
    locale: options.locale ?? "en",
    timeZone: "UTC",
    hideAmounts: false,
    revealAccount: false,
    range: "30d",
    filter: { kind: null, model: null },
    ...options.scenario.preferences,
  };
  let picked: PagePick = {};
  let shown: PageView | undefined;
  const post = (messages: readonly ToPage[]) => page.evaluate(deliver, messages);
  async function update(): Promise<void> {
    const view = presentPage(scenario.data(preferences, picked), NOW, preferences);
    const changes = changesBetween(shown, view);
    shown = view;
    await post(changes);
  }
  async function answer(message: unknown): Promise<void> {
    const wish = fromPage(message);
    if (!wish) throw new Error(`The guard refuses ${JSON.stringify(message)}`);
    received.push(wish);
    switch (wish.type) {
      case "ready":
        shown = undefined;
        return update();
      case "range":
        preferences = { ...preferences, range: wish.range };
        return update();
      case "filter":
        preferences = { ...preferences, filter: { kind: wish.kind, model: wish.model } };
        return update();
      case "intent":
        if (wish.intent === "revealAccount" || wish.intent === "maskAccount")
          preferences = { ...preferences, revealAccount: wish.intent === "revealAccount" };
        return update();
      case "account":
        picked = { account: wish.id };
        return update();
      case "cardFilter":
        picked = { ...picked, filters: { ...picked.filters, [wish.card]: wish.value } };
        return update();
      case "cardLink":
      case "act":
        return;
      case "wantRows": {
        const words = createWords(preferences);
        const { revision, offset, count } = wish;
        const rows = scenario.movements
          .filter(passes(preferences.filter))
          .toReversed()
          .slice(offset, offset + count)
          .map((movement) => presentMovement(movement, words));
        return post([{ type: "rows", revision, offset, rows }]);
      }
    }
  }
  await page.exposeFunction("toEditor", (message: unknown) => {
    answer(message).catch((error: unknown) => complaints.push(String(error)));
  });
  await page.addInitScript(beEditor);
  await page.addInitScript(wear, await readTheme(options.theme ?? "light"));
  await page.goto(`${ORIGIN}/`);
  await page
    .locator("h1")
    .waitFor()
    .catch((error: unknown) => {
      throw new Error(`The page shows nothing: ${complaints.join("; ")}`, { cause: error });
    });
  await settle(page);

  return {
    page,
    received,
    complaints,
    async show(next, changed = {}) {
      scenario = next;
      picked = {};
      preferences = { ...preferences, ...changed };
      await update();
      await settle(page);
    },
    async setTheme(theme) {
      await page.evaluate(wear, await readTheme(theme));
      await settle(page);
    },
    close: () => context.close(),
  };
}

export async function readTheme(theme: ThemeName): Promise<PageTheme> {
  return JSON.parse(await readFile(join(root, "test/support/themes", `${theme}.json`), "utf8")) as PageTheme;
}

/** Two frames and the fonts: whatever was on its way is painted. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.evaluate("document.fonts.ready");
}

// What follows runs in the page.

interface PageGlobals {
  readonly document: {
    readonly documentElement: {
      readonly style: { cssText: string; setProperty(name: string, value: string): void };
    } | null;
    readonly body: { className: string; readonly dataset: Record<string, string> } | null;
    addEventListener(type: string, listener: () => void): void;
    adoptedStyleSheets: unknown[];
  };
  readonly CSSStyleSheet: new () => { replaceSync(text: string): void };
  readonly MutationObserver: new (changed: () => void) => {
    observe(target: unknown, options: object): void;
    disconnect(): void;
  };
  toEditor(message: unknown): void;
  postMessage(message: unknown, origin: string): void;
  acquireVsCodeApi: () => object;
}

function beEditor(): void {
  const page = globalThis as unknown as PageGlobals;
  let state: unknown;
  page.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => page.toEditor(message),
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  });
}

function deliver(messages: readonly unknown[]): void {
  const page = globalThis as unknown as PageGlobals;
  for (const message of messages) page.postMessage(message, "*");
}

/** Puts a theme on as the editor does, its default style sheet below ours. */
function wear(theme: PageTheme): void {
  const page = globalThis as unknown as PageGlobals;
  const put = () => {
    const { documentElement, body } = page.document;
    if (!documentElement || !body) return false;
    documentElement.style.cssText = "";
    for (const [name, value] of Object.entries(theme.variables))
      documentElement.style.setProperty(name, value);
    body.className = theme.bodyClass;
    body.dataset["vscodeThemeKind"] = theme.kind;
    body.dataset["vscodeThemeId"] = theme.id;
    const sheet = new page.CSSStyleSheet();
    sheet.replaceSync(`@layer vscode-default {
      html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
      body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
        font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
    }`);
    page.document.adoptedStyleSheets = [sheet];
    return true;
  };
  if (put()) return;
  const waiting = new page.MutationObserver(() => put() && waiting.disconnect());
  waiting.observe(page.document, { childList: true, subtree: true });
}
