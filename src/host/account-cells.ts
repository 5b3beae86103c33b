import { randomBytes } from "node:crypto";
import { createRefugeCell, isEmptied } from "../billing/state/fallback-state-store.ts";
import type { Cell } from "../billing/state/state-store.ts";
import { createFileCell } from "./file-cell.ts";
import { codeOf, diskFiles } from "./store/file-system.ts";
import { isStoreError } from "./store/store-error.ts";

const FOLDER = "accounts";

/** Where all about one account is kept. */
export const accountFolder = (storage: string, fingerprint: string) => `${storage}/${FOLDER}/${fingerprint}`;

/** The cell that all windows of a profile share for one account, with a refuge in memory for when the disk fails. */
export function openAccountCell(storage: string, fingerprint: string, warn: (line: string) => void): Cell {
  return createRefugeCell({
    shared: createFileCell({
      files: diskFiles,
      folder: accountFolder(storage, fingerprint),
      newId: () => randomBytes(8).toString("hex"),
      onDamage: (name) => warn(`Set aside a damaged file: ${name}`),
    }),
    now: Date.now,
    onLost: (error) =>
      warn(`Windows cannot share what they read (${reasonOf(error)}): this one goes on by itself`),
    onFound: () => warn("Windows share what they read again"),
  });
}

/** Removes what is stored about every account. */
export const removeAccountCells = (storage: string) => diskFiles.remove(`${storage}/${FOLDER}`);

/** Never the message of a file error: it holds a path of the person's machine. */
export function reasonOf(error: unknown): string {
  if (isEmptied(error)) return "it was deleted";
  return isStoreError(error) ? error.reason : (codeOf(error) ?? "unknown error");
}
