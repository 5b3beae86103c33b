// Says what the tests run on. With `--packaged`, throws when that is not what the packages brought.
import { join, sep } from "node:path";
import { labBrowser, labEditor } from "./lab.ts";
import { root, run } from "./run.ts";
import { realpathSync } from "node:fs";

const { executable, env } = await labBrowser();
const { version } = await labEditor();
const node = realpathSync(process.execPath);
const packaged = [
  node.startsWith(join(root, "node_modules") + sep),
  executable.startsWith(join(root, ".vscode-test")),
];
if (process.argv.includes("--packaged") && packaged.includes(false))
  throw new Error(`Not from the packages: Node ${node}, browser ${executable}`);

console.log(`Node ${process.version} (${node})`);
console.log(
  `${(await run(executable, ["--version"], root, { ...process.env, ...env })).trim()} (${executable})`,
);
console.log(`VS Code ${version}`);
