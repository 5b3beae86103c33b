import * as vscode from "vscode";
import type { AccountActions } from "../../billing/vendor/account-actions.ts";
import type { BillingField } from "../../billing/vendor/report.ts";
import type { ChangeContext } from "./action-context.ts";
import { confirmChange } from "./confirm-change.ts";
import { carryOut, readFor } from "./send-change.ts";

const LONGEST_VALUE = 500;

/** One field at a time; the others go back to the vendor as they were a moment ago. */
export async function setBillingInformation(
  context: ChangeContext,
  action: NonNullable<AccountActions["setBillingInformation"]>,
): Promise<void> {
  const current = await readFor(context, action.current);
  if (!current) return;
  const title = `${context.title}: Billing Information`;
  const choices = current.fields.map((field) => ({
    label: field.label,
    description: field.value === "" ? "empty" : field.value,
    field,
  }));
  const field = (
    await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: "Select a field to change",
      ignoreFocusOut: true,
    })
  )?.field;
  const value = field && (await askValue(title, field));
  if (!field || value === undefined || value === field.value) return;
  const detail = [
    `Account: ${context.title}`,
    `Current: ${field.value || "empty"}`,
    `New: ${value || "empty"}`,
  ].join("\n");
  if (!(await confirmChange(context, `Change ${field.label.toLowerCase()}?`, detail, "Change"))) return;
  const fields = current.fields.map((each) => (each === field ? { ...each, value } : each));
  await carryOut(context, {
    what: "Set billing information",
    done: "Billing information changed",
    endpoint: action.request({ fields }),
  });
}

const askValue = (title: string, { label, value }: BillingField): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title,
    prompt: `${label} to show on invoices.`,
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.length > LONGEST_VALUE ? `At most ${LONGEST_VALUE} characters.` : undefined,
  });
