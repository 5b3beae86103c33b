// Runs in the extension host of an editor that has the package installed, and prints what its activation took.
import * as vscode from "vscode";
import { probeMark, type Activation } from "./figures.ts";

const ID = "aimlapi-balance.aimlapi-balance";

interface Mark {
  readonly name: string;
  readonly startTime: number;
}

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<unknown>(ID);
  for (const end = Date.now() + 15_000; !extension?.isActive && Date.now() < end;) await pause(100);
  if (!extension?.isActive) throw new Error("The extension was not activated.");
  const { MonacoPerformanceMarks } = globalThis as unknown as {
    MonacoPerformanceMarks: { getMarks(): readonly Mark[] };
  };
  const at = (name: string) =>
    MonacoPerformanceMarks.getMarks().find((mark) => mark.name === `code/extHost/${name}/${ID}`)?.startTime ??
    NaN;
  await vscode.commands.executeCommand("perfview.show");
  await pause(2_500);
  const table = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "perf")?.getText() ?? "";
  const cells = table
    .split("\n")
    .find((line) => line.includes(ID))
    ?.split("|")
    .map((cell) => cell.trim());
  const activation: Activation = {
    load: at("didLoadExtensionCode") - at("willLoadExtensionCode"),
    // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
    call: Number(cells?.[4]),
    finish: Number(cells?.[5]),
    testApi: extension.exports !== undefined,
  };
  console.log(probeMark + JSON.stringify(activation));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
