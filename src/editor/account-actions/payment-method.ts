import * as vscode from "vscode";
import { capitalized } from "../../billing/text/letter-case.ts";
import type { AccountActions } from "../../billing/vendor/account-actions.ts";
import { methodName } from "../../billing/vendor/payment-method-name.ts";
import type { PaymentMethod } from "../../billing/vendor/report.ts";
import type { ChangeContext } from "./action-context.ts";
import { confirmChange } from "./confirm-change.ts";
import { carryOut, readFor } from "./send-change.ts";

/** `key` is the id of the method, where the person pointed at one. */
export async function setDefaultPaymentMethod(
  context: ChangeContext,
  action: NonNullable<AccountActions["setDefaultPaymentMethod"]>,
  key: string | null,
): Promise<void> {
  const methods = await readFor(context, action.methods);
  if (!methods) return;
  const method = methods.find(({ id }) => id === key) ?? (await pick(context, methods));
  if (!method?.id) return;
  const words = method.brand === null ? "this payment method" : methodWords(method);
  const detail = `Account: ${context.title}\nFuture charges go to ${words}.`;
  if (!(await confirmChange(context, `Make ${words} the default?`, detail, "Make Default"))) return;
  await carryOut(context, {
    what: "Set the default payment method",
    done: `${capitalized(words)} is the default`,
    endpoint: action.request(method.id),
  });
}

async function pick(
  { title }: ChangeContext,
  methods: readonly PaymentMethod[],
): Promise<PaymentMethod | undefined> {
  const choices = methods.map((method) => ({
    label: methodWords(method),
    description: method.isDefault ? "default" : "",
    method,
  }));
  return (
    await vscode.window.showQuickPick(choices, {
      title: `${title}: Default Payment Method`,
      ignoreFocusOut: true,
    })
  )?.method;
}

/** "Visa •••• 4242" */
export const methodWords = (method: PaymentMethod): string => methodName(method, "Payment method");
