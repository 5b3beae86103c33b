import fc from "fast-check";
import type { Money } from "../../../../src/billing/money/money.ts";
import type { AccountState } from "../../../../src/billing/state/account-state.ts";
import { ALERT_KINDS, type AlertMemory } from "../../../../src/billing/state/alert-state.ts";
import { FAILURE_KINDS, type Failure } from "../../../../src/billing/vendor/billing-error.ts";

const time = fc.integer({ min: 0, max: 8.64e15 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

export const anyMoney: fc.Arbitrary<Money> = fc.record({
  currency: fc.constantFrom("USD", "EUR", "USDT"),
  nanos: fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }),
});

export const anyFailure: fc.Arbitrary<Failure> = fc.record({
  kind: fc.constantFrom(...FAILURE_KINDS),
  status: maybe(fc.integer({ min: 100, max: 599 })),
  requestId: maybe(fc.uuid()),
  retryAfterMs: maybe(fc.integer({ min: 0, max: 86_400_000 })),
  host: maybe(fc.domain()),
  fromVendor: maybe(fc.boolean()),
  detail: maybe(fc.string()),
});

const anyUnavailable = fc.record({ at: time, kind: fc.constantFrom(...FAILURE_KINDS) });
const anyLease = fc.record({ token: fc.uuid(), until: time });

const anyAlertKind = fc.constantFrom(...ALERT_KINDS);

const anyRows = maybe(
  fc.array(fc.record({ at: time, amount: anyMoney }, { requiredKeys: ["at"] }), { maxLength: 3 }),
);

const anyAlerts: fc.Arbitrary<AlertMemory> = fc.record({
  pending: fc.array(
    fc.record({ kind: anyAlertKind, at: time, amount: maybe(anyMoney), against: maybe(anyMoney) }),
  ),
  ongoing: fc.array(anyAlertKind),
  waitingForRefill: maybe(fc.record({ since: time, polls: fc.nat() })),
  refillThreshold: maybe(anyMoney),
  doubt: maybe(fc.record({ before: fc.record({ balance: anyMoney, at: time }), since: time })),
  heard: maybe(fc.record({ topUps: anyRows, expired: anyRows, deducted: anyRows })),
  ledgerHeardAt: maybe(time),
  toldRises: maybe(
    fc.array(
      fc.record(
        { from: time, to: time, amount: anyMoney, listed: fc.constant(true as const) },
        { requiredKeys: ["from", "to", "amount"] },
      ),
    ),
  ),
  toldCredits: maybe(fc.array(fc.record({ at: time, amount: anyMoney }))),
  spikeDays: maybe(fc.array(fc.string())),
  snoozed: maybe(fc.dictionary(anyAlertKind, time)),
  untilTopUp: maybe(fc.array(anyAlertKind)),
});

/** Any state of an account that can be stored. */
export const anyState: fc.Arbitrary<AccountState> = fc.record({
  reading: maybe(
    fc.record({ balance: anyMoney, at: time, usable: fc.boolean() }, { requiredKeys: ["balance", "at"] }),
  ),
  refill: maybe(
    fc.record({
      at: time,
      enabled: maybe(fc.boolean()),
      threshold: maybe(anyMoney),
      amount: maybe(anyMoney),
      stopped: maybe(fc.constant(true as const)),
    }),
  ),
  detailAskedAt: maybe(time),
  trouble: maybe(fc.record({ last: anyFailure, at: time, count: fc.nat(), asked: fc.boolean() })),
  requests: fc.record(
    { automatic: fc.array(time), manual: fc.array(time), history: fc.array(time) },
    { requiredKeys: ["automatic", "manual"] },
  ),
  lease: maybe(anyLease),
  history: maybe(
    fc.record({
      lease: maybe(anyLease),
      unavailable: maybe(
        fc.record(
          { ledger: anyUnavailable, usage: anyUnavailable, "report:invoices": anyUnavailable },
          { requiredKeys: [] },
        ),
      ),
      trouble: maybe(fc.record({ last: anyFailure, at: time, count: fc.nat() })),
    }),
  ),
  alerts: maybe(anyAlerts),
});
