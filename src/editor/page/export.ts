import * as vscode from "vscode";
import type { AccountPast } from "../../billing/history/account-history.ts";
import { UNIT_NOT_CONFIRMED } from "../../billing/history/usage-history.ts";
import { exportMovements, exportUsage, type ExportFormat } from "../../billing/ledger/export.ts";
import { formatTime } from "../../billing/money/format.ts";
import type { ExportChoice } from "../../billing/page/present-exports.ts";
import { presentFailure } from "../../billing/present/present-failure.ts";
import type { ToldZone } from "../../billing/time/person-zone.ts";
import type { Provider } from "../../billing/vendor/provider.ts";

export interface ExportOptions {
  readonly past: AccountPast;
  readonly format: ExportFormat;
  /** What there is to write; one alone is not asked for. */
  readonly choices: readonly ExportChoice[];
  readonly provider: Provider;
  readonly locale: string;
  readonly zone: ToldZone;
}

/** Writes movements, or what was spent, to a file the person chooses. */
export async function exportPast(options: ExportOptions): Promise<void> {
  const { format, choices, provider } = options;
  const title = `Export ${format.toUpperCase()}`;
  const choice = choices.length > 1 ? await vscode.window.showQuickPick(choices, { title }) : choices[0];
  if (!choice) return;
  const text = choice.what === "usage" ? await usageOf(options) : await movementsOf(options);
  if (text === undefined) return;
  const target = await vscode.window.showSaveDialog({
    title: `${title}: ${choice.label} ${choice.description}`,
    saveLabel: "Export",
    filters: { [format.toUpperCase()]: [format] },
    ...defaultPlace(`${provider.id}-${choice.label.toLowerCase()}.${format}`),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  vscode.window.setStatusBarMessage("$(check) Export written", 4000);
}

async function movementsOf({ past, format, zone }: ExportOptions): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportMovements(await past.pager(), format, zone.name)) pieces.push(piece);
  return pieces.join("");
}

/** Undefined, once the person was told why, when the vendor does not say. */
async function usageOf({ past, format, provider, locale, zone }: ExportOptions): Promise<string | undefined> {
  const outcome = await past.usage();
  switch (outcome.kind) {
    case "read": {
      const { usage } = outcome.value;
      if (usage.partial)
        void vscode.window.showWarningMessage("Partial data from the provider: the export is incomplete.");
      return exportUsage(usage, format);
    }
    case "unconfirmed":
      void vscode.window.showWarningMessage(UNIT_NOT_CONFIRMED);
      return undefined;
    case "failed":
      void vscode.window.showWarningMessage(presentFailure(outcome.failure, provider, locale));
      return undefined;
    case "waiting": {
      const time = formatTime(outcome.until, Date.now(), locale, zone);
      void vscode.window.showInformationMessage(
        `Request limit reached. Usage can be loaded again at ${time}.`,
      );
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
