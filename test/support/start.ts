// `npm start`: a VS Code with this extension and a demo account, for a person to try. Nothing outlives it.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { desktopCommand, endOf } from "./desktop-command.ts";
import { editorEnvironment, stateIn } from "./environment.ts";
import { hasDesktop } from "./hosts.ts";
import { packageExtension } from "./package.ts";
import { exitOnSignals } from "./processes.ts";
import { root, run } from "./run.ts";
import { startSandbox } from "./sandbox.ts";
import { createScratch } from "./scratch.ts";
import { startServer, userSettingsFile, writeSettings } from "./server.ts";

exitOnSignals();
const scratch = await createScratch();
const folder = join(scratch.path, "demo");
await mkdir(folder);
const sandbox = await startSandbox("spending");
const env = editorEnvironment({
  ...stateIn(scratch.path),
  AIMLAPI_BALANCE_DEMO: "1",
  AIMLAPI_API_KEY: sandbox.apiKey,
});
const settings = { "aimlapi.baseUrl": sandbox.url };

const desktop = hasDesktop() ? findOnPath(process.platform === "win32" ? "code.cmd" : "code") : undefined;
if (desktop) await openDesktop(desktop);
else await serve();

/** Opens the person's own VS Code with a profile that is thrown away, until its window closes. */
async function openDesktop(code: string): Promise<void> {
  await run(process.execPath, ["esbuild.js"]);
  const profile = join(scratch.path, "profile");
  await writeSettings(join(profile, "User", "settings.json"), settings);
  const args = [
    ...["--user-data-dir", profile, "--extensions-dir", join(scratch.path, "extensions")],
    ...[`--extensionDevelopmentPath=${root}`, "--disable-workspace-trust", "--new-window", "--wait", folder],
  ];
  const command = desktopCommand(code, args, process.platform);
  const editor = spawn(command.file, command.args, { env, stdio: "ignore", shell: command.shell });
  console.log("VS Code opens with the extension and a demo account, in a profile of its own.");
  console.log(`To try with a key of your own choosing, set this one of the sandbox: ${sandbox.apiKey}`);
  console.log("Close its window or press Ctrl+C to end.");
  const failure = await endOf(editor);
  if (failure !== undefined) console.error(`VS Code did not open: ${failure}.`);
  process.exit(failure === undefined ? 0 : 1);
}

/** Serves a VS Code with the packaged extension installed, until Ctrl+C. */
async function serve(): Promise<void> {
  await writeSettings(userSettingsFile(scratch.path), settings);
  const vsix = join(scratch.path, "extension.vsix");
  await packageExtension(vsix);
  const token = randomBytes(16).toString("hex");
  const server = await startServer({
    dataDir: scratch.path,
    extensionsDir: join(scratch.path, "extensions"),
    env,
    vsix: [vsix],
    folder,
    token,
    testDriver: false,
  });
  console.log("VS Code runs with the extension and a demo account. Open this address in a browser:");
  console.log(`http://${server.authority}/?tkn=${token}`);
  console.log(`To try setting a key, use this one of the sandbox: ${sandbox.apiKey}`);
  console.log("Press Ctrl+C to end.");
  await forever();
}

async function forever(): Promise<never> {
  return await new Promise(() => setInterval(() => undefined, 60_000));
}

function findOnPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((place) => join(place, name))
    .find((file) => existsSync(file));
}
