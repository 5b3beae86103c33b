import * as vscode from "vscode";
import { LONGEST_NAME } from "../../billing/accounts/stored-account.ts";

/** Asks what an account is to be called; undefined when the person turned back. */
export async function askName(
  title: string,
  suggested: string,
  taken: readonly string[],
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: "Shown in the status bar, on the page and in messages.",
    value: suggested,
    ignoreFocusOut: true,
    validateInput: (value) => problemWith(value.trim(), taken),
  });
  return typed?.trim();
}

function problemWith(name: string, taken: readonly string[]): string | undefined {
  if (name === "") return "Enter a name.";
  if (name.length > LONGEST_NAME) return `Use at most ${LONGEST_NAME} characters.`;
  if (/[\p{Cc}\p{Cf}]/u.test(name)) return "The name contains invisible characters.";
  return taken.includes(name) ? "Another account already has this name." : undefined;
}

/** The name itself while it is free, else with the next number. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
