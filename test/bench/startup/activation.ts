import { build } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createProfile, launchBrowser } from "../../support/browser.ts";
import { editorEnvironment, stateIn } from "../../support/environment.ts";
import { createScratch } from "../../support/scratch.ts";
import {
  remoteUri,
  startServer,
  userSettingsFile,
  workbenchUrl,
  writeSettings,
} from "../../support/server.ts";
import { probeMark, type Activation } from "./figures.ts";

/** Opens an editor with the package installed that many times, and reads what each activation took. */
export async function measureActivation(vsix: string, runs: number): Promise<readonly Activation[]> {
  const scratch = await createScratch();
  const probe = join(scratch.path, "probe");
  const workspace = join(scratch.path, "workspace");
  await mkdir(probe);
  await mkdir(workspace);
  const manifest = { name: "probe", publisher: "bench", version: "0.0.1", engines: { vscode: "*" } };
  await writeFile(join(probe, "package.json"), JSON.stringify(manifest));
  const entry = join(import.meta.dirname, "probe.ts");
  const outfile = join(probe, "probe.cjs");
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", external: ["vscode"] });
  await writeSettings(userSettingsFile(scratch.path), {});
  const server = await startServer({
    dataDir: scratch.path,
    extensionsDir: join(scratch.path, "extensions"),
    env: editorEnvironment({ HOME: scratch.path, ...stateIn(scratch.path) }),
    vsix: [vsix],
  });
  const browser = await launchBrowser();
  try {
    const found: Activation[] = [];
    for (let run = 0; run < runs; run++) {
      const page = await (await createProfile(browser)).newPage();
      const ended = new Promise((resolve) => {
        void page.exposeFunction("codeAutomationExit", resolve);
      });
      await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
        const [line] = args;
        if (typeof line === "string" && line.startsWith(probeMark))
          found.push(JSON.parse(line.slice(probeMark.length)) as Activation);
      });
      await page.goto(
        workbenchUrl(server, workspace, {
          extensionDevelopmentPath: remoteUri(server, probe),
          extensionTestsPath: remoteUri(server, outfile),
          skipWelcome: "true",
        }),
      );
      await ended;
      await page.context().close();
    }
    return found;
  } finally {
    await browser.close();
    await server.stop();
    await scratch.dispose();
  }
}
