import type { Money } from "../../billing/money/money.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { Refill } from "../../billing/vendor/provider.ts";
import type { Report } from "../../billing/vendor/report.ts";
import { moneyFromCents, notNegative } from "../decode/cents.ts";
import { type Fields, record, unexpected, wordsOf } from "../decode/fields.ts";
import { unlessRefused } from "../decode/refused.ts";
import { BILLING, cloudflareEndpoint, fieldsOf, timeOf } from "./envelope.ts";
import { currencyOf } from "./invoices.ts";

export interface DecodedRefill {
  readonly refill: Refill;
  /** The vendor's words. */
  readonly trouble: string | undefined;
  /** Names of fields in a wrong shape; the empty name for all of it. */
  readonly missing: readonly string[];
}

/**
 * Shape: `{ amount: number | null, threshold: number | null, disabledReason?, error?, lastFailedAt? }` in US cents.
 * Where auto top-up was never set up, the numbers are zeros or nulls.
 */
export function decodeRefill(config: unknown): DecodedRefill {
  const fields = record(config);
  if (!fields) return { refill: {}, trouble: undefined, missing: [""] };
  const amount = partOf(fields, "amount");
  const threshold = partOf(fields, "threshold");
  const reason = wordsOf(fields["disabledReason"]);
  const error = wordsOf(fields["error"]);
  const at = timeOf(fields["lastFailedAt"]);
  const isSet = amount !== undefined && amount.nanos > 0n;
  return {
    refill: {
      enabled: amount && isSet && reason === null,
      amount: isSet ? amount : undefined,
      threshold: isSet ? threshold : undefined,
      // The words are undocumented; one that names the user is no fault of the vendor's.
      ...(reason !== null && !/user/i.test(reason) && { stopped: true }),
      // A time alone tells of a failure that may be long mended.
      failed: error !== null || (reason !== null && at !== undefined) ? { at } : undefined,
    },
    trouble: error ?? reason ?? undefined,
    missing: [...(amount ? [] : ["amount"]), ...(threshold ? [] : ["threshold"])],
  };
}

const partOf = (config: Fields, name: string): Money | undefined => {
  const value = config[name] ?? 0;
  return typeof value === "number" ? notNegative(moneyFromCents(value)) : undefined;
};

/** Source: https://developers.cloudflare.com/api/resources/ai_gateway/subresources/billing/subresources/topup/. */
const refillConfig: Endpoint<DecodedRefill> = cloudflareEndpoint({
  path: `${BILLING}/topup/config`,
  result: (result) => decodeRefill(fieldsOf(result)),
});

export interface TopUpBounds {
  readonly least?: Money | undefined;
  readonly most?: Money | undefined;
}

/** What one top-up may come to. Shape: `{ min_cents, max_cents, currency }`. */
export const topUpBounds: Endpoint<TopUpBounds> = cloudflareEndpoint({
  path: `${BILLING}/topup/limits`,
  result: (result) => {
    const fields = fieldsOf(result);
    const bound = (name: string) =>
      typeof fields[name] === "number"
        ? notNegative(moneyFromCents(fields[name], currencyOf(fields)))
        : undefined;
    return { least: bound("min_cents"), most: bound("max_cents") };
  },
});

export const refill: Report = {
  id: "refill",
  title: "Auto top-up",
  read: async (ask) => {
    const { refill, trouble, missing } = await ask(refillConfig);
    if (missing.includes("amount")) throw unexpected("amount is not a number");
    const bounds = await unlessRefused(ask(topUpBounds), {});
    const { enabled, amount, threshold, failed } = refill;
    return {
      kind: "refill",
      refill: { enabled, amount, threshold, trouble, failedAt: failed?.at, ...bounds },
    };
  },
};
