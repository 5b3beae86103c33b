import type { Locator, Page } from "playwright-core";

/** What a person sees and hears of a status bar item. */
export interface StatusBarLook {
  readonly text: string;
  /** What a screen reader speaks. */
  readonly label: string;
  readonly kind: "plain" | "warning" | "error";
}

/** One item of the status bar, named by `<publisher>.<extension>.<item id>`. */
export class StatusBarItem {
  readonly element: Locator;

  constructor(page: Page, id: string) {
    this.element = page.locator(`[id="${id}"]`);
  }

  async look(): Promise<StatusBarLook> {
    const link = this.element.locator(".statusbar-item-label");
    const classes = (await this.element.getAttribute("class")) ?? "";
    return {
      text: (await link.innerText()).trim(),
      label: (await link.getAttribute("aria-label")) ?? "",
      kind: classes.includes("error-kind") ? "error" : classes.includes("warning-kind") ? "warning" : "plain",
    };
  }

  /** Waits until the item looks as wanted, and gives back its look; says what it last saw when the time in ms is up. */
  async waitFor(
    wanted: string | RegExp | ((look: StatusBarLook) => boolean),
    limit = 120_000,
  ): Promise<StatusBarLook> {
    const end = Date.now() + limit;
    let last: StatusBarLook | undefined;
    while (Date.now() < end) {
      if ((await this.element.count()) > 0) {
        last = await this.look();
        if (matches(last, wanted)) return last;
      }
      await this.element.page().waitForTimeout(50);
    }
    throw new Error(`The status bar item did not become ${String(wanted)}; it is ${JSON.stringify(last)}.`);
  }

  async click(): Promise<void> {
    await this.element.locator("a").click();
  }

  /** The text of the hover, read after resting the pointer on the item. */
  async tooltip(): Promise<string> {
    await this.element.hover();
    const hover = this.element.page().locator(".workbench-hover-container .monaco-hover").last();
    await hover.waitFor();
    const text = (await hover.innerText()).trim();
    await this.element.page().mouse.move(0, 0);
    return text;
  }
}

function matches(look: StatusBarLook, wanted: string | RegExp | ((look: StatusBarLook) => boolean)): boolean {
  if (typeof wanted === "function") return wanted(look);
  return typeof wanted === "string" ? look.text.includes(wanted) : wanted.test(look.text);
}
