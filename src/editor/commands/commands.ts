import * as vscode from "vscode";
import { COMMANDS, type CommandName } from "./command-ids.ts";

/** What each command does with what it is given: nothing from the palette, anything from elsewhere. */
export type CommandActions = Readonly<Record<CommandName, (...given: readonly unknown[]) => unknown>>;

/** Puts every command in place; what they do is loaded when the first one runs. */
export function registerCommands(load: () => Promise<CommandActions>): vscode.Disposable {
  const names = Object.keys(COMMANDS) as CommandName[];
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(COMMANDS[name].id, async (...given: readonly unknown[]) =>
        (await load())[name](...given),
      ),
    ),
  );
}
