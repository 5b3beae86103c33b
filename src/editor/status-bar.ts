import * as vscode from "vscode";
import type { Disposable } from "../billing/lifecycle/disposable.ts";
import type { StatusAction, StatusPresentation } from "../billing/present/present-status.ts";
import { COMMANDS, type CommandName } from "./commands/command-ids.ts";

export interface StatusBarPlace {
  readonly alignment: "left" | "right";
  readonly priority: number;
}

/** The status bar's items; moving one to another place makes it anew, anything else changes it in place. */
export interface StatusBar extends Disposable {
  /** The first is the one that is always there; the others belong to the account they name. */
  show(presentations: readonly StatusPresentation[], place: StatusBarPlace): void;
}

interface Placed {
  readonly item: vscode.StatusBarItem;
  readonly at: StatusBarPlace;
  shown: string;
}

/** Neighbours, whatever others stand there: each a little further right. */
const STEP = 1 / 1024;

export function createStatusBar(): StatusBar {
  let placed: readonly Placed[] = [];
  let first: StatusBarPlace | undefined;

  function place(at: StatusBarPlace, index: number): Placed {
    const { alignment, priority } = at;
    // The editor keeps an id where it first stood for as long as the window lives: another place needs another id.
    first ??= at;
    const isFirst = index === 0 && isSame(at, first);
    const side = alignment === "left" ? vscode.StatusBarAlignment.Left : vscode.StatusBarAlignment.Right;
    const id = isFirst ? "balance" : `balance.${alignment}.${priority}`;
    const item = vscode.window.createStatusBarItem(id, side, priority);
    item.name = index === 0 ? "AI/ML API Balance" : `AI/ML API Balance ${index + 1}`;
    return { item, at, shown: "" };
  }

  function showAt(presentation: StatusPresentation, wanted: StatusBarPlace, index: number): Placed {
    const old = placed[index];
    const it = old && isSame(old.at, wanted) ? old : place(wanted, index);
    if (it !== old) old?.item.dispose();
    // An unchanged item is left alone: setting it again would close its open tooltip.
    const next = JSON.stringify(presentation);
    if (next === it.shown) return it;
    it.shown = next;
    const { item } = it;
    item.text = presentation.text;
    item.tooltip = tooltipOf(presentation);
    item.command = {
      command: COMMANDS[presentation.click].id,
      title: COMMANDS[presentation.click].link,
      arguments: argumentsOf(presentation.id),
    };
    item.accessibilityInformation = { label: presentation.spoken, role: "button" };
    item.backgroundColor = backgroundOf(presentation.tone);
    item.show();
    return it;
  }

  return {
    show(presentations, { alignment, priority }) {
      const next = presentations.map((each, index) =>
        showAt(each, { alignment, priority: priority - index * STEP }, index),
      );
      for (const { item } of placed.slice(presentations.length)) item.dispose();
      placed = next;
    },
    dispose() {
      for (const { item } of placed) item.dispose();
    },
  };
}

const isSame = (a: StatusBarPlace, b: StatusBarPlace) =>
  a.alignment === b.alignment && a.priority === b.priority;

function backgroundOf(tone: StatusPresentation["tone"]): vscode.ThemeColor | undefined {
  return tone === "normal" ? undefined : new vscode.ThemeColor(`statusBarItem.${tone}Background`);
}

function tooltipOf({ id, secret, tooltip }: StatusPresentation): vscode.MarkdownString {
  const action = (name: StatusAction) =>
    link(name === "setKey" ? `Set ${secret}` : COMMANDS[name].link, name, id);
  const accounts = tooltip.accounts.map((each) => `- ${link(plain(each.text), "showDetails", each.id)}`);
  const markdown = new vscode.MarkdownString(
    [
      `**${plain(tooltip.title)}**`,
      ...tooltip.lines,
      ...(accounts.length > 0 ? ["---", accounts.join("\n"), ...tooltip.totals.map(plain)] : []),
      "---",
      tooltip.actions.map(action).join(" · "),
    ].join("\n\n"),
  );
  const names: readonly CommandName[] = [...tooltip.actions, "showDetails"];
  markdown.isTrusted = { enabledCommands: names.map((name) => COMMANDS[name].id) };
  return markdown;
}

function link(text: string, name: CommandName, id: string | undefined): string {
  const given = argumentsOf(id);
  const query = given.length > 0 ? `?${encodeURIComponent(JSON.stringify(given))}` : "";
  return `[${text}](command:${COMMANDS[name].id}${query})`;
}

const argumentsOf = (id: string | undefined) => (id === undefined ? [] : [id]);

/** Text in which a person may have written anything, as it is. */
const plain = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
