import { parseArgs } from "node:util";

import type { Level } from "../lint/contract/finding.ts";

export interface CheckOptions {
  readonly kind: "check";
  readonly format: "text" | "json";
  /** Weakest level that is reported. */
  readonly level: Level;
  readonly paths: readonly string[];
}

export type Options =
  CheckOptions | { readonly kind: "help" } | { readonly kind: "wrong"; readonly problem: string };

export const usage = `Usage: node dist/cli.js check [--format text|json] [--level certain|likely|possible] PATH...

Reports deprecated AI/ML API usage in files and folders. Never uses the network.
Exit code: 0 nothing found, 1 findings, 2 bad use or unreadable input.
`;

const levels: readonly Level[] = ["certain", "likely", "possible"];

export function readOptions(args: readonly string[]): Options {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string" },
        level: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const [command, ...paths] = positionals;
  if (values.help === true) return { kind: "help" };
  if (command !== "check") return { kind: "wrong", problem: `Unknown command: ${command ?? "(none)"}` };
  const format = values.format ?? "text";
  if (format !== "text" && format !== "json") return { kind: "wrong", problem: `Unknown format: ${format}` };
  const level = levels.find((one) => one === (values.level ?? "likely"));
  if (!level) return { kind: "wrong", problem: `Unknown level: ${values.level ?? ""}` };
  if (paths.length === 0) return { kind: "wrong", problem: "No PATH given." };
  if (paths.includes("")) return { kind: "wrong", problem: "PATH is empty." };
  return { kind: "check", format, level, paths };
}
