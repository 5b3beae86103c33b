// Starts the editor named first with the flags that follow, except the one that switches workspace trust off.
import { spawn } from "node:child_process";

const [editor = "", ...flags] = process.argv.slice(2);
const kept = flags.filter((flag) => flag !== "--disable-workspace-trust");
const child = spawn(editor, kept, { stdio: "inherit" });
process.on("SIGINT", () => child.kill("SIGINT"));
child.on("close", (code) => process.exit(code ?? 1));
