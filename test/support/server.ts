import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { labEditor } from "./lab.ts";
import { startGroup, waitForLine } from "./processes.ts";

/** How a VS Code server is started. Folders are absolute paths. */
export interface ServerOptions {
  /** Holds everything the server writes: profile, logs, sockets. */
  readonly dataDir: string;
  readonly extensionsDir: string;
  /** The whole environment, see `editorEnvironment`. */
  readonly env: NodeJS.ProcessEnv;
  /** Options of Node itself, for the server and its extension hosts. */
  readonly nodeOptions?: readonly string[];
  /** Packages to install first. */
  readonly vsix?: readonly string[];
  /** True starts in Restricted Mode, as a person meets an unknown folder. */
  readonly restricted?: boolean;
  /** Asked of every visitor; without one, any page of this machine may connect. */
  readonly token?: string;
  /** What a page opens when its address names no folder. */
  readonly folder?: string;
  /** Lets a page's `payload` run tests. Off for a server that a person uses. */
  readonly testDriver?: boolean;
}

export interface Server {
  /** Such as "127.0.0.1:1234". */
  readonly authority: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts a VS Code server on a free port of 127.0.0.1 and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { serverMain } = await labEditor();
  const temp = join(options.dataDir, "t");
  await mkdir(temp, { recursive: true });
  const folders = ["--server-data-dir", options.dataDir, "--extensions-dir", options.extensionsDir];
  const env = { ...options.env, TMPDIR: temp };

  for (const vsix of options.vsix ?? []) {
    const install = startGroup(process.execPath, [serverMain, ...folders, "--install-extension", vsix], env);
    await waitForLine(install.child, /was successfully installed/, 60_000);
    await install.stop();
  }

  const args = [
    ...[
      "--host",
      "127.0.0.1",
      "--port",
      "0",
      "--accept-server-license-terms",
      "--disable-telemetry",
      ...folders,
    ],
    ...(options.token ? ["--connection-token", options.token] : ["--without-connection-token"]),
    ...(options.folder ? ["--default-folder", options.folder] : []),
    ...(options.testDriver === false ? [] : ["--enable-smoke-test-driver"]),
    ...(options.restricted ? [] : ["--disable-workspace-trust"]),
    // Seconds; by default an extension host outlives its page by three hours.
    ...["--reconnection-grace-time", "1"],
  ];
  const group = startGroup(process.execPath, [...(options.nodeOptions ?? []), serverMain, ...args], env);
  try {
    const [, port] = await waitForLine(group.child, /Extension host agent listening on (\d+)/, 60_000);
    return { authority: `127.0.0.1:${port ?? ""}`, pid: group.child.pid ?? 0, stop: group.stop };
  } catch (error) {
    await group.stop();
    throw error;
  }
}

/** Where the server keeps the User settings of a data folder. */
export function userSettingsFile(dataDir: string): string {
  return join(dataDir, "data", "User", "settings.json");
}

/** Settings that keep the editor quiet: nothing opens, blinks, or asks the network by itself. */
export const calmSettings = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

export async function writeSettings(
  file: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...calmSettings, ...settings }, undefined, 2));
}

/** The address that opens the workbench, with a folder and what the page shall know at start. */
export function workbenchUrl(
  server: Server,
  folder: string,
  payload: Readonly<Record<string, string>> = {},
  token?: string,
): string {
  const url = new URL(`http://${server.authority}/`);
  url.searchParams.set("folder", folder);
  if (token) url.searchParams.set("tkn", token);
  if (Object.keys(payload).length > 0)
    url.searchParams.set("payload", JSON.stringify(Object.entries(payload)));
  return url.href;
}

/** How the workbench names a file of the machine the server runs on. */
export function remoteUri(server: Server, path: string): string {
  return `vscode-remote://${server.authority}${path}`;
}
