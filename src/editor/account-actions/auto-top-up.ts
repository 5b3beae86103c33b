import { formatMoney } from "../../billing/money/format.ts";
import type { AccountActions, PlainAction } from "../../billing/vendor/account-actions.ts";
import type { ChangeContext } from "./action-context.ts";
import { askAmount } from "./ask-amount.ts";
import { confirmChange } from "./confirm-change.ts";
import { carryOut } from "./send-change.ts";

export async function setRefill(
  context: ChangeContext,
  action: NonNullable<AccountActions["setRefill"]>,
): Promise<void> {
  const { title, locale } = context;
  const question = { title: `${title}: Auto Top-Up`, locale };
  const amount = await askAmount({
    ...question,
    prompt: "Amount added by each top-up, in USD.",
    least: action.leastAmount,
  });
  if (!amount) return;
  const threshold = await askAmount({
    ...question,
    prompt: "Balance at or below which to top up, in USD.",
    least: action.leastThreshold,
  });
  if (!threshold) return;
  const words = `${formatMoney(amount, locale)} at ${formatMoney(threshold, locale)} or less`;
  const detail = `Account: ${title}\nThe payment method is charged automatically until you turn it off.`;
  if (!(await confirmChange(context, `Top up automatically by ${words}?`, detail, "Turn On"))) return;
  await carryOut(context, {
    what: "Set auto top-up",
    done: `Auto top-up: ${words}`,
    endpoint: action.request(amount, threshold),
    dashboardOnly: action.dashboardOnly,
  });
}

export async function removeRefill(context: ChangeContext, action: PlainAction): Promise<void> {
  const detail = [`Account: ${context.title}`, action.warning].filter(Boolean).join("\n");
  if (!(await confirmChange(context, "Turn off auto top-up?", detail, "Turn Off"))) return;
  await carryOut(context, {
    what: "Remove auto top-up",
    done: "Auto top-up is off",
    endpoint: action.request(),
    dashboardOnly: action.dashboardOnly,
  });
}
