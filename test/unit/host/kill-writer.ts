import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { EMPTY_STATE } from "../../../src/billing/state/account-state.ts";
import { createFileCell } from "../../../src/host/file-cell.ts";
import { diskFiles, type Files } from "../../../src/host/store/file-system.ts";

// A process that writes versions to the cell in the folder of its first argument until it is killed;
// with "torn" as its second, it stands still in the middle of its first draft and says so.
const [folder = "", mode = ""] = process.argv.slice(2);

const tornFiles: Files = {
  ...diskFiles,
  async writeNew(path, text) {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(text.slice(0, text.length / 2));
    process.stdout.write("torn\n");
    await new Promise(() => setInterval(() => undefined, 1_000));
  },
};

const cell = createFileCell({
  files: mode === "torn" ? tornFiles : diskFiles,
  folder,
  newId: () => randomBytes(8).toString("hex"),
  onDamage: () => undefined,
});

for (let time = 1; ; time += 1) {
  const version = await cell.read();
  const last = version.state.requests.automatic.at(-1) ?? 0;
  const next = { ...EMPTY_STATE, requests: { automatic: [last + 1], manual: [] } };
  if (await cell.swap(version, next)) process.stdout.write(`${last + 1}\n`);
}
