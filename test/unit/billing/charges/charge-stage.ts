import type { ChargeBook, ChargeEntry, ChargeStore } from "../../../../src/billing/charges/charge-book.ts";
import type { ChargeOrder } from "../../../../src/billing/charges/charge-order.ts";
import { createCharger, type Charger } from "../../../../src/billing/charges/charger.ts";
import type { ChargeOutcome } from "../../../../src/billing/charges/outcome.ts";
import { usd, type Money } from "../../../../src/billing/money/money.ts";
import type {
  PaymentRecord,
  Payments,
  TopUp,
  TopUpAnswer,
} from "../../../../src/billing/vendor/account-actions.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Ask } from "../../../../src/billing/vendor/endpoint.ts";
import type { PaymentMethod } from "../../../../src/billing/vendor/report.ts";
import { createFakeClock, type FakeClock } from "../fake-clock.ts";

export const PAYER = "cloudflare:0123456789abcdef";
export const LOST: Failure = { kind: "timeout" };

/** A vendor that charges, and may keep quiet about it. Its fields may be set at any time. */
export interface ChargingVendor {
  readonly topUp: TopUp;
  readonly ask: Ask;
  readonly charges: readonly Money[];
  /** What it was asked, in order. */
  readonly asked: readonly string[];
  /** What stands in its records. */
  records: PaymentRecord[];
  record(amount: Money): void;
  /** Whether a charge comes to stand in the records at once. */
  recordsAtOnce: boolean;
  /** Whether the next request charges, and what it answers. */
  charging: boolean;
  answer: TopUpAnswer | Failure | Error;
  status: "completed" | "pending" | Failure;
  recordsFail: Failure | undefined;
  /** Where its list is cut. */
  recordsSince: number | undefined;
  /** What it says it charges. */
  method: PaymentMethod | undefined;
  /** Called when the request is there, before anything is charged. */
  onRequest: () => void | Promise<void>;
  onRecords: () => void | Promise<void>;
}

export function createChargingVendor(now: () => number): ChargingVendor {
  const charges: Money[] = [];
  const asked: string[] = [];
  const endpoint = (path: string, body?: object) => ({
    path,
    ...(body && { body }),
    decode: (it: unknown) => it as never,
  });
  const answerTo = async (path: string, body: { readonly amount?: Money }): Promise<unknown> => {
    asked.push(path);
    switch (path) {
      case "/records": {
        const records = [...vendor.records];
        await vendor.onRecords();
        if (vendor.recordsFail) throw new BillingError(vendor.recordsFail);
        return { records, since: vendor.recordsSince };
      }
      case "/method":
        return vendor.method;
      case "/status":
        if (typeof vendor.status !== "string") throw new BillingError(vendor.status);
        return vendor.status;
      default: {
        await vendor.onRequest();
        const { amount = usd(0) } = body;
        if (vendor.charging) {
          charges.push(amount);
          if (vendor.recordsAtOnce) vendor.record(amount);
        }
        if (vendor.answer instanceof Error) throw vendor.answer;
        if ("kind" in vendor.answer) throw new BillingError(vendor.answer);
        return vendor.answer;
      }
    }
  };
  const vendor = {
    charges,
    asked,
    records: [] as PaymentRecord[],
    recordsAtOnce: false,
    charging: true,
    answer: { state: "completed" } as TopUpAnswer | Failure | Error,
    status: "pending" as "completed" | "pending" | Failure,
    recordsFail: undefined as Failure | undefined,
    recordsSince: undefined as number | undefined,
    method: undefined as PaymentMethod | undefined,
    onRequest: (): void | Promise<void> => undefined,
    onRecords: (): void | Promise<void> => undefined,
    record(amount: Money) {
      vendor.records.push({ id: `in_${vendor.records.length + 1}`, at: now(), amount });
    },
    ask: ((it) => answerTo(it.path, it.body ?? {})) as Ask,
    topUp: {
      terms: () => Promise.resolve({ least: usd(10) }),
      recordedWithinMs: { declined: 75 * 60_000, finish: 75 * 60_000 },
      method: (ask: Ask) => ask<PaymentMethod | undefined>(endpoint("/method")),
      payments: (ask: Ask) => ask<Payments>(endpoint("/records")),
      request: (amount: Money) => endpoint("/topup", { amount }),
      status: () => endpoint("/status"),
    },
  };
  return vendor;
}

/** A book in memory, as one disk that windows share. */
export interface MemoryCharges extends ChargeStore {
  readonly book: ChargeBook;
  /** What the disk says instead, of reads and of writes. */
  readFails: Error | undefined;
  writeFails: Error | undefined;
  onWritten: () => void | Promise<void>;
}

export function createMemoryCharges(): MemoryCharges {
  let number = 0;
  let book: ChargeBook = [];
  const store: MemoryCharges = {
    readFails: undefined,
    writeFails: undefined,
    onWritten: () => undefined,
    get book() {
      return book;
    },
    read: () => (store.readFails ? Promise.reject(store.readFails) : Promise.resolve({ number, book })),
    async write(expected, next) {
      if (store.writeFails) throw store.writeFails;
      if (expected.number !== number) return false;
      number += 1;
      book = next;
      await store.onWritten();
      return true;
    },
  };
  return store;
}

export interface ChargeStage {
  readonly clock: FakeClock;
  readonly vendor: ChargingVendor;
  readonly store: MemoryCharges;
  readonly lines: readonly string[];
  limit: Money;
  /** A window, or the next one after a restart. */
  open(): Charger;
  /** A person who looks and says yes. */
  topUp(window: Charger, amount?: Money, payer?: string, more?: Partial<ChargeOrder>): Promise<ChargeOutcome>;
  settle(window: Charger): Promise<readonly ChargeEntry[]>;
}

export function createChargeStage(): ChargeStage {
  const clock = createFakeClock();
  const vendor = createChargingVendor(clock.now);
  const store = createMemoryCharges();
  const lines: string[] = [];
  let ids = 0;
  const stage: ChargeStage = {
    clock,
    vendor,
    store,
    lines,
    limit: usd(100),
    open: () =>
      createCharger({
        store,
        clock,
        newId: () => `id${(ids += 1)}`,
        dailyLimit: () => stage.limit,
        reasonOf: (error) => (error instanceof Error ? error.message : ""),
        log: (line) => lines.push(line),
      }),
    async topUp(window, amount = usd(25), payer = PAYER, more = {}) {
      const standing = await window.standing(payer);
      const latest = standing.kind === "standing" ? standing.latest : undefined;
      return window.begin({ payer, topUp: vendor.topUp, ask: vendor.ask, amount, latest, ...more });
    },
    async settle(window) {
      const settlement = await window.settle(PAYER, vendor.topUp, vendor.ask);
      if (settlement.kind === "no-book") throw new Error(settlement.reason);
      return settlement.entries;
    },
  };
  return stage;
}

/** What was tried and what became of it, as "charged: answer"; other outcomes by their kind. */
export const inShort = (outcome: ChargeOutcome): string =>
  outcome.kind === "tried" ? Object.values(outcome.entry.state).join(": ") : outcome.kind;
