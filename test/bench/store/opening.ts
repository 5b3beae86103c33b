// node opening.ts kind folder: what the first read of a process costs, and what it costs again. Prints one line of JSON.
import { openStore, type Kind } from "./kinds.ts";

const [kind = "files", folder = ""] = process.argv.slice(2);
async function open(): Promise<number> {
  const start = performance.now();
  const store = await openStore(kind as Kind, folder);
  await store.account("abc").cell.read();
  const took = performance.now() - start;
  store.dispose();
  return took;
}
const cold = await open();
const warm = await open();
process.stdout.write(`${JSON.stringify({ cold, warm })}\n`);
