import type { Account } from "../account.ts";
import { fieldsOf } from "../body.ts";
import { perAccount } from "../per-account.ts";
import { badRequest } from "../query.ts";
import { cent, centsOf } from "./proto.ts";
import type { Question } from "./route.ts";

/** Cents a month that the vendor allows by itself. */
const HARD = 100_000;

const chosen = perAccount((): { soft: number | null } => ({ soft: null }));

export const effectiveLimit = (account: Account): number => Math.min(chosen(account).soft ?? HARD, HARD);

export function spendingLimits({ customer }: Question): object {
  const { soft } = chosen(customer.account());
  return {
    spendingLimits: {
      hardSlAuto: cent(HARD),
      effectiveHardSl: cent(HARD),
      ...(soft !== null && { softSl: cent(soft) }),
      effectiveSl: cent(effectiveLimit(customer.account())),
    },
  };
}

export function setSpendingLimit({ customer, body }: Question): object {
  const soft = centsOf(fieldsOf(body)["desiredSoftSpendingLimit"]);
  if (soft < 0 || soft > HARD) throw badRequest(`The spending limit must be from 0 to ${HARD} cents`);
  chosen(customer.account()).soft = soft;
  return { thisBpSoftSpendingLimit: cent(soft) };
}
