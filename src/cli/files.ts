import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

import type { FilePort } from "../lint/contract/file-port.ts";
import { readRegular, regularSize } from "./regular.ts";
import { decodeText } from "./text.ts";

const largest = 500_000;
/** Characters of neighbours that are kept: files beside each other have the same ones. */
const mostKept = 30_000_000;
const mostFiles = 2_000;
const families: readonly (readonly string[])[] = [
  [".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"],
  [".py", ".pyi"],
];

/** Files of the disk around the analysed one, each taken as it was first met; larger ones are no modules worth reading. */
export function createFilePort(): FilePort {
  const lists = new Map<string, Promise<readonly string[]>>();
  const texts = new Map<string, string | undefined>();
  let left = mostKept;
  const around = (folder: string, family: readonly string[]): Promise<readonly string[]> => {
    const key = JSON.stringify([folder, family]);
    const list = lists.get(key) ?? listed(folder, family);
    lists.set(key, list);
    return list;
  };
  const neighbour = async (file: string): Promise<string | undefined> => {
    if (texts.has(file)) return texts.get(file);
    const text = await read(file);
    left -= text?.length ?? 0;
    if (left >= 0) texts.set(file, text);
    return text;
  };
  return {
    readFirst: async (from, candidates) => {
      for (const candidate of candidates) {
        const file = join(dirname(from), candidate);
        const text = await read(file);
        if (text !== undefined) return { file, text };
      }
      return undefined;
    },
    // One relative hop: an importer stands in the folder above or anywhere below it.
    importers: async (file) => {
      const stem =
        basename(file, extname(file)) === "index" ? basename(dirname(file)) : basename(file, extname(file));
      const family = families.find((endings) => endings.includes(extname(file))) ?? [];
      const found: { file: string; text: string }[] = [];
      const folder = dirname(file);
      const above = dirname(folder);
      // Nobody keeps a program in the root of a disk; listing it would walk through all of it.
      for (const one of await around(dirname(above) === above ? folder : above, family)) {
        const text = one === file ? undefined : await neighbour(one);
        if (text?.includes(stem)) found.push({ file: one, text });
      }
      return found;
    },
  };
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await regularSize(file)) < largest ? decodeText(await readRegular(file)) : undefined;
  } catch {
    return undefined;
  }
}

async function listed(root: string, endings: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [root];
  for (
    let folder = folders.shift();
    folder !== undefined && files.length < mostFiles;
    folder = folders.shift()
  ) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (endings.includes(extname(entry.name))) files.push(path);
    }
  }
  return files;
}
