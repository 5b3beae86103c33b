import { join } from "node:path";

import { check } from "./check.ts";
import { readOptions, usage } from "./options.ts";

// A closed pipe or a full disk takes the output, not the exit code.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const options = readOptions(process.argv.slice(2));
if (options.kind === "help") {
  process.stdout.write(usage);
} else if (options.kind === "wrong") {
  process.stderr.write(`${options.problem}\n\n${usage}`);
  process.exitCode = 2;
} else {
  process.exitCode = await check(options, {
    folder: process.cwd(),
    grammars: join(import.meta.dirname, "grammars"),
    out: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
  });
}
