import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { installPart, quietNpm, type Part } from "./install.ts";
import { run } from "./run.ts";

/** A VS Code server with its workbench, from the npm registry; its own lock files pin what it needs. */
const editor: Part = {
  name: "code-server",
  version: "4.139.1",
  integrity:
    "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
  async prepare(pack, folder) {
    const vscode = join(folder, "vscode");
    await rename(join(pack, "lib", "vscode"), vscode);
    for (const place of [vscode, join(vscode, "extensions")])
      await run("npm", ["install", "--prefix", place, "--ignore-scripts", "--omit=dev", ...quietNpm], place);
  },
};

/** A Chromium inside an npm package, with the libraries and a font that a bare machine lacks. */
const browser: Part = {
  name: "@sparticuz/chromium",
  version: "153.0.0",
  integrity:
    "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
  // The package's own unpacking uses the shared temp folder and alters process.env; this does neither.
  async prepare(pack, folder) {
    const bin = join(pack, "bin");
    await unbrotli(join(bin, "chromium.br"), join(folder, "chromium"));
    for (const name of ["al2023", "fonts"]) {
      const archive = join(pack, `${name}.tar`);
      await unbrotli(join(bin, `${name}.tar.br`), archive);
      await run("tar", ["-xf", archive, "-C", folder, "--no-same-owner"]);
    }
  },
};

export interface LabEditor {
  /** The server's entry, to be run with Node. */
  readonly serverMain: string;
  /** The VS Code version, such as "1.139.1". */
  readonly version: string;
}

export interface LabBrowser {
  readonly executable: string;
  /** For the browser's own process only: where the packaged libraries and fonts are. */
  readonly env: Readonly<Record<string, string>>;
}

/** The VS Code server of the lab; the first call on a checkout installs it. */
export async function labEditor(): Promise<LabEditor> {
  const vscode = join(await installPart(editor), "vscode");
  const manifest = JSON.parse(await readFile(join(vscode, "package.json"), "utf8")) as { version: string };
  return { serverMain: join(vscode, "out", "server-main.js"), version: manifest.version };
}

/** The packaged Chromium. A browser of the machine is used only when `AIMLAPI_TEST_BROWSER` names its path. */
export async function labBrowser(): Promise<LabBrowser> {
  const chosen = process.env["AIMLAPI_TEST_BROWSER"];
  if (chosen) return { executable: chosen, env: {} };
  const folder = await installPart(browser);
  await writeFontsConf(folder);
  return {
    executable: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_PATH: folder },
  };
}

/** The packaged fonts.conf names a folder of another machine; without the right one, text has no width. */
async function writeFontsConf(folder: string): Promise<void> {
  const file = join(folder, "fonts.conf");
  const dirs = `<dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "font-cache")}</cachedir>`;
  const conf = `<fontconfig>${dirs}</fontconfig>\n`;
  if ((await readFile(file, "utf8")) !== conf) await writeFile(file, conf);
}

async function unbrotli(source: string, target: string): Promise<void> {
  await pipeline(
    createReadStream(source),
    createBrotliDecompress(),
    createWriteStream(target, { mode: 0o755 }),
  );
}
