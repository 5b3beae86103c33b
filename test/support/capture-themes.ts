// `npm run capture:themes`: reads what a real webview gets from each built-in theme, for the page harness.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installExtension } from "./installed.ts";
import { packageExtension } from "./package.ts";
import { exitOnSignals } from "./processes.ts";
import { root } from "./run.ts";
import { createScratch } from "./scratch.ts";
import type { PageTheme } from "./page-theme.ts";
import type { Theme } from "./workbench.ts";

exitOnSignals();
const folder = join(root, "test/support/themes");
const scratch = await createScratch();
const vsix = join(scratch.path, "extension.vsix");
await packageExtension(vsix);
const installed = await installExtension({ vsix });
try {
  await mkdir(folder, { recursive: true });
  const workbench = await installed.open();
  await workbench.command("AI/ML API: Open Usage & Balance");
  const frame = await workbench.webview("#page");
  for (const theme of ["light", "dark", "high-contrast", "high-contrast-light"] satisfies Theme[]) {
    await workbench.setTheme(theme);
    await workbench.page.waitForTimeout(1000);
    const captured: PageTheme = await frame.evaluate(readTheme);
    await writeFile(join(folder, `${theme}.json`), `${JSON.stringify(captured, null, 2)}\n`);
    console.log(theme, captured.id, Object.keys(captured.variables).length, "variables");
  }
} finally {
  await installed.dispose();
  await scratch.dispose();
}

function readTheme(): PageTheme {
  interface Styled {
    readonly style: ArrayLike<string> & { getPropertyValue(name: string): string };
  }
  const { document } = globalThis as unknown as {
    document: {
      readonly documentElement: Styled;
      readonly body: { readonly className: string; readonly dataset: Readonly<Record<string, string>> };
    };
  };
  const { style } = document.documentElement;
  const names = Array.from(style).filter((name) => name.startsWith("--vscode-"));
  return {
    id: document.body.dataset["vscodeThemeId"] ?? "",
    kind: document.body.dataset["vscodeThemeKind"] ?? "",
    bodyClass: document.body.className,
    variables: Object.fromEntries(names.sort().map((name) => [name, style.getPropertyValue(name).trim()])),
  };
}
