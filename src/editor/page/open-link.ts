import * as vscode from "vscode";
import { rowKeys } from "../../billing/page/cards/card-body.ts";
import type { ReportData } from "../../billing/vendor/report.ts";

/** Opens what a row of a report links to, if it still does; only the editor knows where that is. */
export async function openLink(data: ReportData | undefined, key: string): Promise<void> {
  if (data?.kind !== "invoices") return;
  const link = data.invoices[rowKeys(data.invoices).indexOf(key)]?.link;
  if (link?.startsWith("https://")) await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
