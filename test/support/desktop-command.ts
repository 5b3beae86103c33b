import type { ChildProcess } from "node:child_process";

/** What to hand to `spawn`. */
export interface DesktopCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/** How the command of a desktop VS Code is started. On Windows it is a script: its shell wants one quoted line. */
export function desktopCommand(
  code: string,
  args: readonly string[],
  platform: NodeJS.Platform,
): DesktopCommand {
  if (platform !== "win32") return { file: code, args, shell: false };
  return { file: [code, ...args].map((part) => `"${part}"`).join(" "), args: [], shell: true };
}

/** Waits for a process to end; why it failed, or undefined when all went well. */
export const endOf = (child: ChildProcess): Promise<string | undefined> =>
  new Promise((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? undefined : `it ended with ${code ?? signal ?? "nothing"}`),
    );
  });
