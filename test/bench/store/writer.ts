// node writer.ts kind folder: counts up in the store until it is killed, and says each number once it was acknowledged.
import { writeSync } from "node:fs";
import { openStore, stateOf, type Kind } from "./kinds.ts";

const [kind = "files", folder = ""] = process.argv.slice(2);
const { cell } = (await openStore(kind as Kind, folder)).account("abc");
for (;;) {
  const version = await cell.read();
  const count = (version.state.reading?.at ?? 0) + 1;
  if (await cell.swap(version, stateOf(count))) writeSync(1, `${count}\n`);
}
