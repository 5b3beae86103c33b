import * as vscode from "vscode";
import type { RequestRecord } from "../billing/vendor/api-client.ts";

/** One line a request: what was asked, how it ended, how long it took, and the id that support asks for. */
export function logRequest(log: vscode.LogOutputChannel, record: RequestRecord): void {
  const parts = [
    `${record.method} ${record.path}`,
    record.status ?? "no answer",
    record.failure?.kind,
    record.failure?.detail,
    `${Math.round(record.durationMs)} ms`,
    record.requestId && `request ${record.requestId}`,
  ];
  const line = parts.filter((part) => part !== undefined && part !== "").join(" · ");
  if (record.failure) log.warn(line);
  else log.info(line);
}
