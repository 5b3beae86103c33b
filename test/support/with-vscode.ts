import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { root } from "./run.ts";

const url = pathToFileURL(join(root, "test", "support", "fake-vscode.ts")).href;
const here = pathToFileURL(`${root}/`).href;

/**
 * From here on `vscode` is the fake one for the source. Import it before what needs it, and load that with `await import`.
 * Built bundles that a test of the same process loads have another stand-in.
 */
registerHooks({
  resolve: (name, context, next) =>
    name === "vscode" && context.parentURL?.startsWith(here)
      ? { url, shortCircuit: true }
      : next(name, context),
});
