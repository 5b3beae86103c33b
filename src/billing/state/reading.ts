import type { Holdings } from "../vendor/provider.ts";
import { bool, list, money, moneyParts, time, type Parts } from "./stored-json.ts";

/** What an account held when it was asked for. */
export interface Reading extends Holdings {
  readonly at: number;
}

export const encodeReading = (reading: Reading | undefined) =>
  reading && {
    balance: moneyParts(reading.balance),
    others: reading.others?.map(moneyParts),
    posted: reading.posted,
    usable: reading.usable,
    at: reading.at,
  };

/** Throws a `WrongShape` for anything else. */
export const decodeReading = (it: Parts): Reading => ({
  balance: money(it["balance"]),
  ...(it["others"] !== undefined && { others: list(it["others"]).map(money) }),
  ...(it["posted"] === true && { posted: true }),
  ...(it["usable"] !== undefined && { usable: bool(it["usable"]) }),
  at: time(it["at"]),
});
