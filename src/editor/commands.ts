import * as vscode from "vscode";
import { COMMANDS, type CommandName } from "./command-ids.ts";

export type CommandActions = Readonly<Record<CommandName, () => unknown>>;

/** Puts every command in place. */
export function registerCommands(actions: CommandActions): vscode.Disposable {
  const names = Object.keys(COMMANDS) as CommandName[];
  return vscode.Disposable.from(
    ...names.map((name) => vscode.commands.registerCommand(COMMANDS[name].id, () => actions[name]())),
  );
}
