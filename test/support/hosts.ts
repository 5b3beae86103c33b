import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { join } from "node:path";
import { labBrowser, labEditor } from "./lab.ts";

/** An editor for `runTests`: what to start, and what to put before its flags. */
export interface Host {
  readonly name: "electron" | "server";
  readonly executable: string;
  readonly args: readonly string[];
}

/** Refuses the one flag `runTests` always adds and Restricted Mode cannot bear. */
const untrusting = join(import.meta.dirname, "untrusting-editor.ts");

/**
 * The editor the tests run in. `VSCODE_TEST_HOST` decides; else a desktop VS Code where there is a desktop and
 * the vendor's download answers, else the server of the lab. `restricted` leaves workspace trust on.
 */
export async function chooseHost(log: (line: string) => void): Promise<(restricted: boolean) => Host> {
  const wanted = process.env["VSCODE_TEST_HOST"];
  if (wanted && wanted !== "electron" && wanted !== "server")
    throw new Error(`VSCODE_TEST_HOST is "${wanted}"; it can be "electron" or "server".`);
  if (wanted === "server" || (!wanted && !hasDesktop())) return labHost();
  try {
    const editor = await downloadAndUnzipVSCode(process.env["VSCODE_TEST_VERSION"] ?? "stable");
    return (restricted) =>
      restricted
        ? { name: "electron", executable: process.execPath, args: [untrusting, editor] }
        : { name: "electron", executable: editor, args: [] };
  } catch (error) {
    if (wanted) throw error;
    log(
      `No desktop VS Code (${error instanceof Error ? error.message : String(error)}); using the lab's server.`,
    );
    return labHost();
  }
}

/** Installs the lab here, where npm has this machine's certificates and registry; the editor under test has not. */
async function labHost(): Promise<typeof serverHost> {
  await Promise.all([labEditor(), labBrowser()]);
  return serverHost;
}

function serverHost(restricted: boolean): Host {
  const executable = join(import.meta.dirname, "server-editor.ts");
  return { name: "server", executable, args: restricted ? ["--restricted"] : [] };
}

/** Whether a window could be shown here. */
export function hasDesktop(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}
