import { join } from "node:path";
import { root, run } from "./run.ts";

/** Where the end-to-end tests find the package of this extension. */
export const packagedFile = join(root, "test-results", "extension.vsix");

/** Makes the package a person would install. */
export async function packageExtension(file: string): Promise<void> {
  await run("npm", ["run", "--silent", "package", "--", "--out", file]);
}
