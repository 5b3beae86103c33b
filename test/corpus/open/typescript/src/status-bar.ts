import * as vscode from "vscode";
import { ofetch } from "ofetch";

const api = ofetch.create({ baseURL: "https://api.aimlapi.com" });

export function activate(context: vscode.ExtensionContext): void {
  const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Right, 90);
  item.command = "aiml.topUp";
  item.show();

  const refresh = async (): Promise<void> => {
    const key = await context.secrets.get("aiml.key");
    if (key === undefined) {
      item.text = "$(key) AI/ML API";
      return;
    }
    const result = await api<{ balance: number; status: string }>("/v1/billing/balance", {
      headers: { Authorization: `Bearer ${key}` },
    });
    item.text = `$(credit-card) ${(result.balance / 2_000_000).toFixed(2)} USD`;
    item.tooltip = result.status;
  };

  const timer = setInterval(() => void refresh(), 120_000);
  context.subscriptions.push(item, { dispose: () => clearInterval(timer) });
  void refresh();
}
