import { fieldsOf } from "../http/body.ts";
import { badRequest } from "../http/query.ts";
import { cent, centsOf } from "./proto.ts";
import type { Question, Settings } from "./route.ts";

/** Cents a month that the vendor allows by itself. */
const HARD = 100_000;

export const effectiveLimit = ({ soft }: Settings): number => Math.min(soft ?? HARD, HARD);

export function spendingLimits({ settings }: Question): object {
  return {
    spendingLimits: {
      hardSlAuto: cent(HARD),
      effectiveHardSl: cent(HARD),
      ...(settings.soft !== null && { softSl: cent(settings.soft) }),
      effectiveSl: cent(effectiveLimit(settings)),
    },
  };
}

export function setSpendingLimit({ settings, body }: Question): object {
  const soft = centsOf(fieldsOf(body)["desiredSoftSpendingLimit"]);
  if (soft < 0 || soft > HARD) throw badRequest(`The spending limit must be from 0 to ${HARD} cents`);
  settings.soft = soft;
  return { thisBpSoftSpendingLimit: cent(soft) };
}
