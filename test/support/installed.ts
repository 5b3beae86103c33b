import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { createProfile, launchBrowser, type ProfileOptions } from "./browser.ts";
import { editorEnvironment, stateIn } from "./environment.ts";
import { packagedFile } from "./package.ts";
import { createScratch } from "./scratch.ts";
import { startServer, userSettingsFile, writeSettings, type Server } from "./server.ts";
import { Workbench } from "./workbench.ts";

export interface InstalledOptions extends ProfileOptions {
  /** User settings, on top of calm ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself, for the extension hosts too. */
  readonly nodeOptions?: readonly string[];
  /** Files of the folder the windows open: text by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly restricted?: boolean;
  /** The package to install; by default the one `package-once.ts` made of this extension. */
  readonly vsix?: string;
}

/** A VS Code with the packaged extension installed, as a person has it, and one browser profile for its windows. */
export interface Installed {
  readonly server: Server;
  readonly context: BrowserContext;
  /** The folder the windows open. */
  readonly folder: string;
  /** Opens one more window; `openFile` is relative to the folder. */
  readonly open: (openFile?: string) => Promise<Workbench>;
  /** Takes effect in windows opened or reloaded afterwards. */
  readonly writeSettings: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

export async function installExtension(options: InstalledOptions = {}): Promise<Installed> {
  const {
    settings = {},
    env = {},
    nodeOptions = [],
    files = {},
    restricted = false,
    vsix = packagedFile,
    ...profile
  } = options;
  const scratch = await createScratch();
  const folder = join(scratch.path, "workspace");
  await mkdir(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const settingsFile = userSettingsFile(scratch.path);
  await writeSettings(settingsFile, settings);
  const server = await startServer({
    dataDir: scratch.path,
    extensionsDir: join(scratch.path, "extensions"),
    env: editorEnvironment({ HOME: scratch.path, ...stateIn(scratch.path), ...env }),
    nodeOptions,
    vsix: [vsix],
    restricted,
    // With it the editor shows no notifications.
    testDriver: false,
  });
  try {
    const browser = await launchBrowser();
    const context = await createProfile(browser, profile);
    return {
      server,
      context,
      folder,
      open: (openFile) =>
        Workbench.open(context, server, {
          folder,
          ...(openFile ? { openFile: join(folder, openFile) } : {}),
        }),
      writeSettings: (changed) => writeSettings(settingsFile, changed),
      async dispose() {
        await browser.close();
        await server.stop();
        await scratch.dispose();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
