import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { root } from "./run.ts";

const url = pathToFileURL(join(root, "test", "support", "fake-vscode.ts")).href;

/** From here on `vscode` is the fake one. Import it before what needs it, and load that with `await import`. */
registerHooks({
  resolve: (name, context, next) => (name === "vscode" ? { url, shortCircuit: true } : next(name, context)),
});
