import { spawn } from "node:child_process";
import { dirname } from "node:path";

/** The folder of the repository. */
export const root = dirname(dirname(import.meta.dirname));

/** Runs a command to its end and gives back what it printed; throws with its error output when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  cwd = root,
  env = process.env,
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // npm is a script on Windows; everything else is started as it is, whatever blanks its path has.
    shell: process.platform === "win32" && command === "npm",
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${code ?? "a signal"}:\n${errors}${output}`);
  return output;
}
