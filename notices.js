// The names and licences of all that is bundled or copied into dist/, as the licences ask for.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const modules = join(import.meta.dirname, "node_modules");
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^(licen[cs]e|copying|notice)(?![\w-]*\.(js|ts)$)/i;

/** The packages that a build took files from, by esbuild's metafiles and the paths of what was copied. */
export const packagesIn = (metafiles, copied) =>
  [
    ...new Set(
      [
        ...metafiles.flatMap(({ inputs }) => Object.keys(inputs)),
        ...copied.map((path) => `node_modules/${path}`),
      ]
        .map((path) => PACKAGE.exec(path.replaceAll("\\", "/"))?.[1])
        .filter((name) => name !== undefined),
    ),
  ].sort();

export async function writeNotices(file, packages) {
  const notices = await Promise.all(packages.map(noticeOf));
  const head = "AI/ML API Balance contains the work of others, under the licences below.\n";
  await writeFile(file, [head, ...notices].join(`\n${"-".repeat(80)}\n\n`));
}

async function noticeOf(name) {
  const folder = join(modules, name);
  const { version, license, author, repository, homepage } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const files = (await readdir(folder)).filter((each) => LICENCE.test(each)).sort();
  const texts =
    files.length > 0
      ? await Promise.all(files.map((each) => readFile(join(folder, each), "utf8")))
      : [await licenceInReadme(folder)];
  const by = typeof author === "string" ? author : author?.name;
  const from = homepage ?? repository?.url ?? repository;
  const lines = [`${name} ${version}`, `License: ${license}`, by && `By: ${by}`, from && `From: ${from}`];
  return [...lines.filter(Boolean), "", ...texts.map((text) => `${text.trim()}\n`)].join("\n");
}

/** Some packages keep their licence at the end of their page only. */
async function licenceInReadme(folder) {
  const text = await readFile(join(folder, "README.md"), "utf8");
  const at = text.search(/^(#+ *)?licen[cs]e/im);
  if (at < 0 || !/permission is hereby granted/i.test(text.slice(at)))
    throw new Error(`no licence in ${folder}`);
  return text.slice(at);
}
