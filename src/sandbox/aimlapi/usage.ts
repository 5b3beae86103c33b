import { badRequest, momentOf, oneOf, parametersOf, Refused } from "../http/query.ts";
import type { ApiKey, Customer } from "../world/customer.ts";
import type { Entry } from "../world/ledger.ts";
import { creditsToUsd } from "../world/money.ts";
import { creditsIn, groupBy } from "../world/sums.ts";
import { createCalendar, isTimeZone } from "./time-zones.ts";

const HOUR_MS = 3_600_000;
const LONGEST_MS = 92 * 24 * HOUR_MS;
const PREFIX_LENGTH = 8;

/** What a key is known by. */
export const prefixOf = ({ key }: ApiKey) => key.slice(0, PREFIX_LENGTH);

/** What one key spent in a window: the answer of `/v2/usage`. */
export function usage(customer: Customer, asking: ApiKey, now: number, query: URLSearchParams): object {
  const given = parametersOf(query, ["period", "start", "end", "key_prefix"]);
  return total(chargesOf(customer, asking, now, given));
}

/** The same with its parts: the answer of `/v2/usage/detail`. */
export function usageDetail(customer: Customer, asking: ApiKey, now: number, query: URLSearchParams): object {
  const given = parametersOf(query, ["period", "start", "end", "key_prefix", "group_by", "tz"]);
  const parts =
    given.group_by === undefined ? null : oneOf("group_by", given.group_by, ["day", "model", "day,model"]);
  const { tz = "UTC" } = given;
  if (!isTimeZone(tz)) throw badRequest("tz must be a canonical IANA time zone name");
  const found = chargesOf(customer, asking, now, given);
  const models = groupBy(found.charges, modelOf).map(([model, charges]) => ({
    model,
    spend: spendOf(charges),
    requests: charges.length,
  }));
  const calendar = createCalendar(tz);
  const byDay = parts?.includes("day") ? ({ at }: Entry) => calendar(at) : () => "";
  const byModel = parts?.includes("model") ? modelOf : () => "";
  return {
    ...total(found),
    models: models.sort((a, b) => b.spend - a.spend),
    ...(parts && {
      groups: groupBy(found.charges, byDay).flatMap(([day, ofDay]) =>
        groupBy(ofDay, byModel).map(([model, charges]) => ({
          ...(parts.includes("day") && { day }),
          ...(parts.includes("model") && { model }),
          ...effortOf(charges),
        })),
      ),
    }),
  };
}

type Given = Readonly<Partial<Record<"period" | "start" | "end" | "key_prefix", string>>>;

interface Found {
  readonly prefix: string | null;
  readonly start: number;
  readonly end: number;
  readonly charges: readonly Entry[];
}

function chargesOf(customer: Customer, asking: ApiKey, now: number, given: Given): Found {
  const { start, end } = windowOf(now, given);
  const prefix = given.key_prefix ?? null;
  const key = prefix === null ? asking : customer.keys.find((each) => prefixOf(each) === prefix);
  if (key !== asking && customer.standing !== "management") {
    throw new Refused({ status: 403, message: "Reporting on another key requires a management key." });
  }
  const charges = customer
    .account()
    .movements()
    .filter(({ type, keyId, at }) => type === "MODEL_USAGE" && keyId === key?.id && at >= start && at < end);
  return { prefix, start, end, charges };
}

function windowOf(
  now: number,
  { period, start, end }: Given,
): { readonly start: number; readonly end: number } {
  if (
    period !== undefined ? start !== undefined || end !== undefined : start === undefined || end === undefined
  ) {
    throw badRequest("Provide either period or both start and end.");
  }
  const found =
    period === undefined
      ? { start: momentOf("start", start ?? "", "optional"), end: momentOf("end", end ?? "", "optional") }
      : { start: now - lengthOf(period), end: now };
  if (found.end < found.start) throw badRequest("end must not be earlier than start");
  if (found.end - found.start > LONGEST_MS) throw badRequest("The window must not exceed 92 days.");
  return found;
}

function lengthOf(period: string): number {
  const match = /^([1-9]\d{0,5})([hd])$/u.exec(period);
  if (!match) throw badRequest("period must be a positive integer followed by h or d");
  return Number(match[1]) * (match[2] === "h" ? 1 : 24) * HOUR_MS;
}

const total = ({ prefix, start, end, charges }: Found) => ({
  api_key_prefix: prefix,
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
  spend: spendOf(charges),
  currency: "USD",
  requests: charges.length,
});

const spendOf = (charges: readonly Entry[]) => creditsToUsd(creditsIn(charges));

const modelOf = ({ model }: Entry) => model ?? "unknown";

/** Tokens follow from the price; one attempt in about sixty failed before its request succeeded. */
function effortOf(charges: readonly Entry[]) {
  const input = charges.reduce((sum, { credits }) => sum + Math.ceil(credits / 25), 0);
  const output = charges.reduce((sum, { credits }) => sum + Math.ceil(credits / 100), 0);
  const failed = charges.filter(({ referenceId }) => referenceId?.startsWith("0")).length;
  return {
    spend: spendOf(charges),
    tokens: { input, output, total: input + output },
    requests: {
      total: charges.length + failed,
      charged: charges.length,
      succeeded: charges.length,
      failed,
    },
  };
}
