import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { LedgerPage, LedgerQuery } from "../../billing/vendor/provider.ts";
import { aimlapiError } from "./error.ts";

const LARGEST_PAGE = 100;

/** Source: https://docs.aimlapi.com/api-references/service-endpoints/account-balance (`/v2/billing/transactions`). */
export function aimlapiLedger({
  from,
  to,
  direction,
  limit,
  cursor,
}: LedgerQuery): Endpoint<Promise<LedgerPage>> {
  return {
    path: "/v2/billing/transactions",
    query: {
      limit: String(limit ?? LARGEST_PAGE),
      ...(from !== undefined && { from: new Date(from).toISOString() }),
      ...(to !== undefined && { to: new Date(to).toISOString() }),
      ...(direction && { direction: direction.toUpperCase() }),
      ...(cursor !== undefined && { cursor }),
    },
    // Loaded with the first page: nothing at start-up reads the ledger.
    decode: async (json) => (await import("./ledger-page.ts")).decodePage(json),
    error: aimlapiError,
  };
}
