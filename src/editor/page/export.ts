import * as vscode from "vscode";
import { exportMovements, exportUsage, type ExportFormat } from "../../billing/ledger/export.ts";
import type { AccountPast } from "../../billing/past/account-past.ts";

/** Writes movements, or what this key spent by day and model, to a file the person chooses. */
export async function exportPast(past: AccountPast, format: ExportFormat): Promise<void> {
  const usage = past.usage();
  const what = usage
    ? await vscode.window.showQuickPick(
        [
          { label: "Movements of the account", usage: false },
          { label: "Usage of this key by day and model", usage: true },
        ],
        { title: `Export ${format.toUpperCase()}` },
      )
    : { usage: false };
  if (!what) return;
  const name = what.usage ? "usage" : "movements";
  const target = await vscode.window.showSaveDialog({
    title: `Export ${name}`,
    saveLabel: "Export",
    filters: { [format.toUpperCase()]: [format] },
    ...defaultPlace(`aimlapi-${name}.${format}`),
  });
  if (!target) return;
  const text = what.usage && usage ? exportUsage(usage.groups, format) : await whole(past, format);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  vscode.window.setStatusBarMessage("$(check) Export written", 4000);
}

async function whole(past: AccountPast, format: ExportFormat): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportMovements(await past.pager(), format)) pieces.push(piece);
  return pieces.join("");
}

/** A folder that is open is where people look for a file first. */
function defaultPlace(name: string): { readonly defaultUri?: vscode.Uri } {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {};
}
