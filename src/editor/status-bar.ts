import * as vscode from "vscode";
import type { Disposable } from "../billing/disposable.ts";
import type { StatusAction, StatusPresentation } from "../billing/present-status.ts";
import { COMMANDS } from "./command-ids.ts";

export interface StatusBarPlace {
  readonly alignment: "left" | "right";
  readonly priority: number;
}

/** The status bar item; moving it to another place makes it anew, anything else changes it in place. */
export interface StatusBar extends Disposable {
  show(presentation: StatusPresentation, place: StatusBarPlace): void;
}

export function createStatusBar(): StatusBar {
  let item: vscode.StatusBarItem | undefined;
  let shown = "";
  let at: StatusBarPlace | undefined;
  let firstId: string | undefined;

  function place({ alignment, priority }: StatusBarPlace): vscode.StatusBarItem {
    // The editor keeps an id where it first stood for as long as the window lives: another place needs another id.
    const id = `balance.${alignment}.${priority}`;
    firstId ??= id;
    const side = alignment === "left" ? vscode.StatusBarAlignment.Left : vscode.StatusBarAlignment.Right;
    const placed = vscode.window.createStatusBarItem(id === firstId ? "balance" : id, side, priority);
    placed.name = "AI/ML API Balance";
    return placed;
  }

  return {
    show(presentation, wanted) {
      const moved = at?.alignment !== wanted.alignment || at.priority !== wanted.priority;
      // An unchanged item is left alone: setting it again would close its open tooltip.
      const next = JSON.stringify(presentation);
      if (!moved && next === shown) return;
      shown = next;
      if (!item || moved) {
        item?.dispose();
        item = place(wanted);
        at = wanted;
      }
      item.text = presentation.text;
      item.tooltip = tooltipOf(presentation);
      item.command = COMMANDS[presentation.click].id;
      item.accessibilityInformation = { label: presentation.spoken, role: "button" };
      item.backgroundColor = backgroundOf(presentation.tone);
      item.show();
    },
    dispose: () => item?.dispose(),
  };
}

function backgroundOf(tone: StatusPresentation["tone"]): vscode.ThemeColor | undefined {
  return tone === "normal" ? undefined : new vscode.ThemeColor(`statusBarItem.${tone}Background`);
}

function tooltipOf({ tooltip }: StatusPresentation): vscode.MarkdownString {
  const link = (action: StatusAction) => `[${COMMANDS[action].link}](command:${COMMANDS[action].id})`;
  const markdown = new vscode.MarkdownString(
    [`**${tooltip.title}**`, ...tooltip.lines, "---", tooltip.actions.map(link).join(" · ")].join("\n\n"),
  );
  markdown.isTrusted = { enabledCommands: tooltip.actions.map((action) => COMMANDS[action].id) };
  return markdown;
}
