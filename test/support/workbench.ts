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

/** The one widget of palette, picks and prompts, while it shows. */
const quickInput = ".quick-input-widget:visible";

export type Theme = keyof typeof themes;

/** One window of a real VS Code, used as a person uses it: by keyboard. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(120_000);
  }

  /** Opens a window of a server in a browser profile and waits until the status bar stands. */
  static async open(context: BrowserContext, server: Server, options: WindowOptions): Promise<Workbench> {
    const page = await context.newPage();
    const payload = options.openFile ? { openFile: remoteUri(server, options.openFile) } : {};
    const address = workbenchUrl(server, options.folder, { skipWelcome: "true", ...payload });
    await page.goto(address, { timeout: 120_000 });
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
    await this.page.locator(".monaco-workbench .statusbar-item").first().waitFor();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Runs a command by its title in the palette, such as "AI/ML API: Refresh Balance". */
  async command(title: string): Promise<void> {
    const palette = this.page.locator(`${quickInput} input[aria-label^="Type the name of a command"]`);
    // A page that takes the focus at that moment closes the palette: a person presses the key again.
    for (let tries = 0; tries < 20; tries += 1) {
      await this.press("F1");
      const filled = await palette.fill(`>${title}`, { timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (filled) break;
    }
    // Enter takes the focused row: it must be this command, not one with a longer name.
    const exactly = new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
    await this.page.locator(`${quickInput} .focused .label-name`).filter({ hasText: exactly }).waitFor();
    await this.press("Enter");
    // A prompt of the command uses the same widget; typing now would still reach the palette.
    await palette.waitFor({ state: "hidden" });
  }

  /** The input of the prompt or pick that shows, once its title or message contains a text. */
  async quickInput(saying: string | RegExp = ""): Promise<Locator> {
    const input = this.page.locator(quickInput).filter({ hasText: saying }).locator(".quick-input-box input");
    await input.waitFor();
    return input;
  }

  /** The rows the pick offers now. */
  quickRows(): Locator {
    return this.page.locator(`${quickInput} .quick-input-list .monaco-list-row`);
  }

  /** Types into the prompt or pick and presses Enter; `null` leaves it with Escape. */
  async answer(text: string | null, saying?: string | RegExp): Promise<void> {
    const input = await this.quickInput(saying);
    if (text !== null) await input.fill(text);
    await this.press(text === null ? "Escape" : "Enter");
  }

  /** What the prompt that shows now says below its input. */
  async promptMessage(): Promise<string> {
    return (await this.page.locator(`${quickInput} .quick-input-message`).innerText()).trim();
  }

  /** An item of the status bar by the id its extension gave it. */
  statusBar(itemId: string, extension = "aimlapi-balance.aimlapi-balance"): StatusBarItem {
    return new StatusBarItem(this.page, `${extension}.${itemId}`);
  }

  /** Messages in the corner that contain a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast .notification-list-item").filter({ hasText: text });
  }

  /** The question that holds up all else, once it contains a text. */
  async modal(saying: string | RegExp = ""): Promise<Locator> {
    const modal = this.page.locator(".monaco-dialog-box").filter({ hasText: saying });
    await modal.waitFor();
    return modal;
  }

  /** Presses a button of the modal that shows, and waits until it is gone. */
  async pressModal(button: string, saying: string | RegExp = ""): Promise<void> {
    const modal = await this.modal(saying);
    await modal.locator(".dialog-buttons").getByText(button, { exact: true }).click();
    await modal.waitFor({ state: "hidden" });
  }

  /** The frame of a webview, once it has an element for the selector. */
  async webview(selector: string, limit = 120_000): Promise<Frame> {
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
