import assert from "node:assert/strict";
import { installExtension, type Installed } from "../support/installed.ts";
import type { Workbench } from "../support/workbench.ts";

interface Picture {
  readonly alt: string;
  readonly naturalWidth: number;
  decode(): Promise<void>;
}

interface Link {
  readonly textContent: string;
  readonly ownerDocument: { getElementById(id: string): unknown };
  getAttribute(name: string): string | null;
}

describe("the extension's own page in the Extensions view", () => {
  let installed: Installed;
  let workbench: Workbench;

  before(async () => {
    installed = await installExtension();
    workbench = await installed.open();
    await workbench.statusBar("balance").waitFor("Set AI/ML API key");
    await workbench.command("Extensions: Show Installed Extensions");
    await workbench.page
      .getByRole("listitem", { name: /^AI\/ML API Balance/ })
      .first()
      .click();
  });

  after(async () => {
    await installed.dispose();
  });

  const page = () => workbench.webview("h1#aiml-api-balance, h1#aimlapi-balance");

  it("has no picture that does not show", async () => {
    const frame = await page();
    const widths = await frame.locator("img").evaluateAll((pictures) =>
      Promise.all(
        (pictures as unknown as Picture[]).map(async (picture) => {
          await picture.decode().catch(() => undefined);
          return [picture.alt, picture.naturalWidth] as const;
        }),
      ),
    );
    for (const [alt, width] of widths) assert.ok(width > 0, alt);
    for (const theme of ["dark", "light"] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`details-${theme}`);
    }
  });

  it("has no dead link", async () => {
    const links = await (await page()).locator("a").evaluateAll((all) =>
      (all as unknown as Link[]).map((link) => {
        const target = link.getAttribute("href") ?? "";
        const id = target.slice(1);
        const isThere =
          target.startsWith("#") && (id === "" || link.ownerDocument.getElementById(id) !== null);
        return { text: link.textContent, target, works: isThere || /^https?:/.test(target) };
      }),
    );
    assert.ok(links.some(({ target }) => target.startsWith("https:")));
    assert.deepEqual(
      links.filter(({ works }) => !works),
      [],
    );
  });
});
