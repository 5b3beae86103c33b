// Part of `npm run package`: writes the README that goes into the package, `dist/README.md`.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./run.ts";

/** A Markdown link or picture; code is matched first, so that it stays as it is. */
const CODE_OR_LINK = /(^```[^]*?^```|`[^`\n]+`)|(!?)\[([^\]]*)\]\(([^)\s]+)\)(\n*)/gm;
const REPOSITORY_ONLY = /<!-- repository only -->[^]*?<!-- end -->\n*/g;

/** The README without what is only of use in the repository. */
export const withoutRepository = (text: string): string => text.replace(REPOSITORY_ONLY, "");

/**
 * The Extensions view shows only pictures with an https address (since VS Code 1.103 no data: ones either), and opens no
 * file of the package: pictures without an address are left out, links to files become plain text.
 */
export function withoutFiles(text: string): string {
  const replace = (all: string, code?: string, image?: string, label = "", target = "", end = "") => {
    if (code !== undefined || /^(https:|mailto:|#)/.test(target)) return all;
    if (image) return "";
    const here = /^README\.md(#.+)/.exec(target)?.[1];
    return `${here === undefined ? label : `[${label}](${here})`}${end}`;
  };
  return text.replace(CODE_OR_LINK, replace);
}

if (import.meta.main) {
  const [readme, manifest] = await Promise.all(
    ["README.md", "package.json"].map((file) => readFile(join(root, file), "utf8")),
  );
  const text = withoutRepository(readme ?? "");
  // With a repository, vsce turns the links and pictures that are left into addresses there.
  const { repository } = JSON.parse(manifest ?? "{}") as { readonly repository?: unknown };
  await mkdir(join(root, "dist"), { recursive: true });
  await writeFile(join(root, "dist", "README.md"), repository === undefined ? withoutFiles(text) : text);
}
