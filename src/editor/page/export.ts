import * as vscode from "vscode";
import { formatTime } from "../../billing/format.ts";
import { exportMovements, exportUsage, type ExportFormat } from "../../billing/ledger/export.ts";
import type { AccountPast } from "../../billing/past/account-past.ts";
import { presentFailure, type Vendor } from "../../billing/present-failure.ts";

export interface ExportOptions {
  readonly past: AccountPast;
  readonly format: ExportFormat;
  /** Who is asked, as sentences name them. */
  readonly vendor: Vendor;
  readonly locale: string;
}

const choices = [
  { label: "Movements", description: "of the account, as the list is filtered now", what: "movements" },
  { label: "Usage", description: "of this key, by day and model", what: "usage" },
] as const;

/** Writes movements, or what this key spent by day and model, to a file the person chooses. */
export async function exportPast(options: ExportOptions): Promise<void> {
  const { format } = options;
  const title = `Export ${format.toUpperCase()}`;
  const choice = await vscode.window.showQuickPick(choices, { title });
  if (!choice) return;
  const text = choice.what === "usage" ? await usageOf(options) : await movementsOf(options);
  if (text === undefined) return;
  const target = await vscode.window.showSaveDialog({
    title,
    saveLabel: "Export",
    filters: { [format.toUpperCase()]: [format] },
    ...defaultPlace(`aimlapi-${choice.what}.${format}`),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  vscode.window.setStatusBarMessage("$(check) Export written", 4000);
}

async function movementsOf({ past, format }: ExportOptions): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportMovements(await past.pager(), format)) pieces.push(piece);
  return pieces.join("");
}

/** Undefined, once the person was told why, when the vendor does not say. */
async function usageOf({ past, format, vendor, locale }: ExportOptions): Promise<string | undefined> {
  const outcome = await past.usage();
  switch (outcome.kind) {
    case "read":
      return exportUsage(outcome.value.usage.groups, format);
    case "failed":
      void vscode.window.showWarningMessage(presentFailure(outcome.failure, vendor, locale));
      return undefined;
    case "waiting": {
      const time = formatTime(outcome.until, Date.now(), locale);
      void vscode.window.showInformationMessage(`The usage of this key can be read again at ${time}.`);
      return undefined;
    }
    case "gone":
      return undefined;
  }
}

/** A folder that is open is where people look for a file first. */
function defaultPlace(name: string): { readonly defaultUri?: vscode.Uri } {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {};
}
