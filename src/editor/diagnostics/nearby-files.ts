import * as vscode from "vscode";
import type { NearbyFile } from "../../protocol/lint.ts";

const LARGEST_BYTES = 500_000;
/** A search for importers looks no further than this. */
const MOST_FILES = 300;
const LONGEST_MS = 2000;
/** What a search has found in stored files is good for so long. */
const KEPT_MS = 30_000;
const FAMILIES = [/\.[cm]?[jt]sx?$/, /\.pyi?$/];

/** The files around a document: open editors with their unsaved text, else whatever file system it lives on. */
export interface NearbyFiles {
  /** The first of `candidates`, relative to the folder of the document `from`, that can be read. */
  readFirst(from: string, candidates: readonly string[]): Promise<NearbyFile | undefined>;
  /** Files that may import `file`: those that name it and live in the folder above its own, or below that. */
  importers(file: string): Promise<readonly NearbyFile[]>;
}

export function createNearbyFiles(): NearbyFiles {
  const kept = new Map<string, { readonly until: number; readonly files: Promise<readonly NearbyFile[]> }>();

  function stored(folder: vscode.Uri, family: RegExp, stem: string): Promise<readonly NearbyFile[]> {
    const key = `${family.source} ${stem} ${folder.toString()}`;
    const now = Date.now();
    for (const [other, { until }] of kept) if (until < now) kept.delete(other);
    const files = kept.get(key)?.files ?? search(folder, family, stem, now + LONGEST_MS);
    kept.set(key, { until: kept.get(key)?.until ?? now + KEPT_MS, files });
    return files;
  }

  return {
    async readFirst(from, candidates) {
      const folder = folderOf(vscode.Uri.parse(from, true));
      for (const candidate of folder ? candidates : []) {
        const uri = vscode.Uri.joinPath(folder ?? vscode.Uri.parse(from, true), candidate);
        const text = openText(uri) ?? (await storedText(uri));
        if (text !== undefined) return { file: uri.toString(), text };
      }
      return undefined;
    },
    async importers(file) {
      const uri = vscode.Uri.parse(file, true);
      const family = FAMILIES.find((endings) => endings.test(uri.path));
      const folder = folderOf(uri);
      const stem = stemOf(uri);
      if (!family || !folder || stem === "") return [];
      const found = new Map(
        (await stored(folderOf(folder) ?? folder, family, stem)).map((it) => [it.file, it]),
      );
      for (const document of vscode.workspace.textDocuments) {
        const address = document.uri.toString();
        if (document.uri.scheme !== uri.scheme || !family.test(document.uri.path)) continue;
        const text = document.getText();
        if (text.includes(stem)) found.set(address, { file: address, text });
        else found.delete(address);
      }
      found.delete(uri.toString());
      return [...found.values()];
    },
  };
}

/** Undefined for what lives in no folder, such as a text that was never saved. */
function folderOf(uri: vscode.Uri): vscode.Uri | undefined {
  return uri.path.startsWith("/") && uri.path !== "/" ? vscode.Uri.joinPath(uri, "..") : undefined;
}

/** The name that an import says: of the file, or of the folder whose index it is. */
function stemOf({ path }: vscode.Uri): string {
  const [name = "", folder = ""] = path.split("/").reverse();
  const stem = name.replace(/\..*$/, "");
  return stem === "index" || stem === "__init__" ? folder : stem;
}

/** Looks through a folder and what is below it, nearest first, until `end` (ms since 1970). */
async function search(
  root: vscode.Uri,
  family: RegExp,
  stem: string,
  end: number,
): Promise<readonly NearbyFile[]> {
  const found: NearbyFile[] = [];
  const folders = [root];
  let looked = 0;
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    if (Date.now() > end) return found;
    for (const [name, type] of await entriesOf(folder)) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory) folders.push(uri);
      if (type !== vscode.FileType.File || !family.test(name)) continue;
      looked += 1;
      if (looked > MOST_FILES || Date.now() > end) return found;
      const text = await storedText(uri);
      if (text?.includes(stem)) found.push({ file: uri.toString(), text });
    }
  }
  return found;
}

const entriesOf = async (folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> => {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // A folder that this file system does not give: nothing is known of what it holds.
    return [];
  }
};

function openText(uri: vscode.Uri): string | undefined {
  const address = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === address)?.getText();
}

async function storedText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0 || size > LARGEST_BYTES) return undefined;
    return await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
  } catch {
    // No such file, or one this file system does not give: the import stays unknown.
    return undefined;
  }
}
