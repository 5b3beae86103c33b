import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root, run } from "./run.ts";

/** Where the end-to-end tests find the package of this extension. */
export const packagedFile = join(root, "test-results", "extension.vsix");

/** Set where the package has been made already. */
export const packagedVariable = "AIMLAPI_TEST_PACKAGED";

/** Makes the package a person would install. `npm run package:tested` does it too. */
export async function packageExtension(file = packagedFile): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await run("npm", ["run", "--silent", "package", "--", "--out", file]);
}

if (import.meta.main) await packageExtension();
