import { formatMoney } from "../../billing/money/format.ts";
import type { PlainAction, SetLimit } from "../../billing/vendor/account-actions.ts";
import type { ChangeContext } from "./action-context.ts";
import { askAmount } from "./ask-amount.ts";
import { confirmChange } from "./confirm-change.ts";
import { carryOut, readFor } from "./send-change.ts";

export async function setLimit(context: ChangeContext, action: SetLimit): Promise<void> {
  const { title, locale } = context;
  const now = await readFor(context, async (ask) => ({ limit: await action.current(ask) }));
  if (!now) return;
  const current = now.limit ? `The current limit is ${formatMoney(now.limit, locale)}.` : "No limit is set.";
  const amount = await askAmount({
    title: `${title}: Set Spending Limit`,
    prompt: `Monthly limit in USD. ${current}`,
    locale,
    least: action.least,
  });
  if (!amount) return;
  const wanted = formatMoney(amount, locale);
  const detail = `Account: ${title}\nMonthly limit: ${wanted}\n${current}`;
  if (!(await confirmChange(context, `Set the spending limit to ${wanted}?`, detail, "Set Limit"))) return;
  await carryOut(context, {
    what: "Set a spending limit",
    done: (set) => `Spending limit set to ${set ? formatMoney(set, locale) : wanted}`,
    endpoint: action.request(amount),
    dashboardOnly: action.dashboardOnly,
  });
}

export async function removeLimit(context: ChangeContext, action: PlainAction): Promise<void> {
  const detail = [`Account: ${context.title}`, action.warning].filter(Boolean).join("\n");
  if (!(await confirmChange(context, "Remove the spending limit?", detail, "Remove Limit"))) return;
  await carryOut(context, {
    what: "Remove the spending limit",
    done: "Spending limit removed",
    endpoint: action.request(),
    dashboardOnly: action.dashboardOnly,
  });
}
