import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { FilePort } from "../lint/files.ts";
import { decodeText } from "./text.ts";

/** Files of the disk around the analysed one; larger ones are no modules worth reading. */
export function createFilePort(): FilePort {
  return {
    readFirst: async (from, candidates) => {
      for (const candidate of candidates) {
        const file = join(dirname(from), candidate);
        const bytes = await readFile(file).catch(() => undefined);
        const text = bytes && bytes.length < 1_000_000 ? decodeText(bytes) : undefined;
        if (text !== undefined) return { file, text };
      }
      return undefined;
    },
  };
}
