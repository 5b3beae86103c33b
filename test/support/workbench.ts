import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Frame, Locator, Page } from "playwright-core";
import { root } from "./run.ts";
import { remoteUri, workbenchUrl, type Server } from "./server.ts";
import { StatusBarItem } from "./status-bar-item.ts";

/** What a window opens with. Paths are absolute. */
export interface WindowOptions {
  readonly folder: string;
  readonly openFile?: string;
}

/** The labels of the editor's built-in themes that tests look at, and the class each gives the window. */
const themes = {
  light: { label: "Light 2026", className: "vs" },
  dark: { label: "Dark 2026", className: "vs-dark" },
  "high-contrast": { label: "Dark High Contrast", className: "hc-black" },
  "high-contrast-light": { label: "Light High Contrast", className: "hc-light" },
} as const;

export type Theme = keyof typeof themes;

/** One window of a real VS Code, used as a person uses it: by keyboard. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a window of a server in a browser profile and waits until the status bar stands. */
  static async open(context: BrowserContext, server: Server, options: WindowOptions): Promise<Workbench> {
    const page = await context.newPage();
    const payload = options.openFile ? { openFile: remoteUri(server, options.openFile) } : {};
    await page.goto(workbenchUrl(server, options.folder, { skipWelcome: "true", ...payload }));
    const workbench = new Workbench(page);
    await workbench.ready();
    return workbench;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 60_000 });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Runs a command by its title in the palette, such as "AI/ML API: Refresh Balance". */
  async command(title: string): Promise<void> {
    await this.press("F1");
    const input = await this.quickInput();
    await input.fill(`>${title}`);
    // Enter takes the focused row: it must be this command, not one with a longer name.
    await this.page
      .locator(".quick-input-list .monaco-list-row.focused")
      .getByText(title, { exact: true })
      .waitFor();
    await this.press("Enter");
  }

  /** The palettes and prompts share one input; this is it, once it shows. */
  async quickInput(): Promise<Locator> {
    const input = this.page.locator(".quick-input-widget:visible .quick-input-box input");
    await input.waitFor();
    return input;
  }

  /** The rows a pick or palette offers now. */
  quickRows(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }

  /** Answers the prompt that shows now; `null` leaves it with Escape. */
  async answer(text: string | null): Promise<void> {
    const input = await this.quickInput();
    if (text !== null) await input.fill(text);
    await this.press(text === null ? "Escape" : "Enter");
  }

  /** Chooses the row of the pick that shows now by a part of its text. */
  async pick(label: string): Promise<void> {
    await this.answer(label);
  }

  /** What the prompt that shows now says below its input. */
  async promptMessage(): Promise<string> {
    return (await this.page.locator(".quick-input-widget:visible .quick-input-message").innerText()).trim();
  }

  /** An item of the status bar by the id its extension gave it. */
  statusBar(itemId: string, extension = "aimlapi-balance.aimlapi-balance"): StatusBarItem {
    return new StatusBarItem(this.page, `${extension}.${itemId}`);
  }

  /** Messages in the corner that contain a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast .notification-list-item").filter({ hasText: text });
  }

  /** The frame of a webview, once it has an element for the selector. */
  async webview(selector: string, limit = 20_000): Promise<Frame> {
    const end = Date.now() + limit;
    while (Date.now() < end) {
      for (const frame of this.page.frames())
        if (frame.parentFrame() && (await frame.$(selector).catch(() => null))) return frame;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No webview shows ${selector} after ${limit} ms.`);
  }

  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    await this.press("Control+K", "Control+T");
    await this.answer(label);
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Takes the focus from the window, or gives it back, as when a person works elsewhere. */
  async setFocus(focused: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      (globalThis as unknown as { __setFocus: (focused: boolean) => void }).__setFocus(value);
    }, focused);
  }

  /** Writes a picture to `test-results/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    const folder = join(root, "test-results", "screenshots");
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
