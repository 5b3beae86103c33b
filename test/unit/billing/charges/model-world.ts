import assert from "node:assert/strict";
import type { ChargeBook } from "../../../../src/billing/charges/charge-book.ts";
import { createCharger, type Charger } from "../../../../src/billing/charges/charger.ts";
import { decodeCharges } from "../../../../src/billing/charges/encoding.ts";
import type { ChargeOutcome } from "../../../../src/billing/charges/outcome.ts";
import { priceOf } from "../../../../src/billing/charges/price.ts";
import { type Money, usd } from "../../../../src/billing/money/money.ts";
import type { Clock } from "../../../../src/billing/time/clock.ts";
import type {
  PaymentRecord,
  Payments,
  TopUp,
  TopUpAnswer,
} from "../../../../src/billing/vendor/account-actions.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Ask } from "../../../../src/billing/vendor/endpoint.ts";
import { unseal } from "../../../../src/host/sealed-text.ts";
import { createChargeFiles } from "../../../../src/host/store/charge-files.ts";
import { settled } from "../fake-clock.ts";
import { createDisk, FOLDER, type Later } from "../model/disk.ts";

/** What happens to a request for a charge on its way, at the vendor and on the way back. */
export const FATES = [
  "charged",
  "pending",
  "declined",
  "retried", // declined at first, then collected
  "earlier", // answered with an older payment of another amount
  "refused",
  "unsent",
  "lost-before",
  "lost-after",
  "broken-after",
] as const;
export type Fate = (typeof FATES)[number];

export interface ChargeWindow {
  readonly id: number;
  readonly charger: Charger;
  suspended: boolean;
  dead: boolean;
  /** A person waits for it. */
  busy: boolean;
}

interface Happening {
  /** -1: the network or the vendor, which no death or sleep of a window touches. */
  readonly window: number;
  readonly label: string;
  /** By the steady clock. */
  readonly due: number;
  readonly run: () => void;
}

interface Charge {
  readonly attempt: string;
  readonly amount: Money;
}

export interface WorldRules {
  readonly fate: () => Fate;
  /** Nobody pays in the dashboard and no clock is set: then all that is told of the records must be true. */
  readonly calm: boolean;
  readonly limit: Money;
}

export const PAYERS = ["cloudflare:a", "xai:b"] as const;
const FEE_PERCENT = 5;
/** A request that takes longer is given up by its window, and dropped on the way. */
const TIME_LIMIT_MS = 60_000;

/** Windows of the real engine over the real files on one disk, and a vendor; a driver decides what happens next. */
export function createChargeWorld({ fate, calm, limit }: WorldRules) {
  const disk = createDisk();
  const windows: ChargeWindow[] = [];
  const charges: Charge[] = [];
  const records = new Map<string, PaymentRecord[]>(PAYERS.map((payer) => [payer, []]));
  const completed = new Set<string>();
  /** When each attempt was sent. */
  const sent = new Map<string, number>();
  const trace: string[] = [];
  let queue: Happening[] = [];
  let [now, elapsed, skew] = [1_000_000_000_000, 0, 0];
  let [names, paymentIds] = [0, 0];
  let book: ChargeBook = [];
  let wrong: Error | undefined;

  const later =
    (window: number): Later =>
    (label, run) =>
      new Promise((resolve, reject) => {
        queue.push({
          window,
          label,
          due: elapsed,
          run() {
            try {
              resolve(run());
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          },
        });
      });
  const onNet = later(-1);
  const clockOf = (window: number): Clock => ({
    now: () => now + skew,
    elapsed: () => elapsed,
    after(delay, run) {
      const happening = { window, label: "timer", due: elapsed + delay, run };
      queue.push(happening);
      return { dispose: () => void (queue = queue.filter((it) => it !== happening)) };
    },
  });
  const fail = (failure: Failure): never => {
    throw new BillingError(failure);
  };
  const check = (run: () => void) => {
    try {
      run();
    } catch (error) {
      wrong ??= error instanceof Error ? error : new Error(String(error));
    }
  };
  const isCharged = (id: string) => charges.some(({ attempt }) => attempt === id);

  function newest(): ChargeBook {
    const name = disk.names().filter((it) => /^\d+\.json$/.test(it)).sort().at(-1); // prettier-ignore
    if (name === undefined) return [];
    const decoded = decodeCharges(unseal(disk.textOf(name) ?? "") ?? "");
    assert.ok(decoded.kind === "value", `${name} became visible before it was whole`);
    return decoded.value;
  }

  /** The promises that the book keeps from one version to the next. */
  function look(): void {
    const next = newest();
    for (const before of book) {
      const after = next.find(({ id }) => id === before.id);
      assert.ok(after, `attempt ${before.id} was forgotten`);
    }
    for (const payer of PAYERS) {
      const open = next.filter((entry) => entry.payer === payer && entry.state.kind === "open");
      assert.ok(open.length <= 1, `${payer} has ${open.length} open attempts`);
    }
    for (const { id, state } of next) {
      if (state.kind === "not-charged") assert.ok(!isCharged(id), `${id} was charged`);
      if (state.kind === "charged" && (calm || state.by !== "records")) {
        assert.ok(isCharged(id), `${id} was not charged, though the book says by ${state.by}`);
      }
    }
    book = next;
  }

  /** The rule: nothing is sent but what stands in the book as this payer's only attempt without an end. */
  function send(window: number, payer: string, latest: string | undefined): string {
    const open = newest().filter((entry) => entry.payer === payer && entry.state.kind === "open");
    assert.equal(open.length, 1, "the attempt stands in the book");
    const entry = open[0] ?? assert.fail();
    assert.equal(entry.id.split("a")[0], String(window), "it is this window's own");
    assert.ok(!sent.has(entry.id), "no attempt is sent twice");
    const before = newest()
      .filter((each) => each.payer === payer && each.id !== entry.id)
      .at(-1);
    assert.equal(before?.id, latest, "the person knew of every attempt before");
    sent.set(entry.id, now);
    return entry.id;
  }

  /** `sentAt` by the vendor's clock; a payment keeps its time however late it is collected. */
  function charge(attempt: string, payer: string, amount: Money, sentAt: number, paymentId?: string): void {
    assert.ok(!isCharged(attempt), "no attempt is charged twice");
    charges.push({ attempt, amount });
    const name = paymentId ?? `in_${charges.length}`;
    const record: PaymentRecord = { id: name, at: sentAt, amount };
    void onNet("record", () => {
      const list = records.get(payer) ?? [];
      records.set(payer, [...list.filter(({ id }) => id !== name), record]);
    });
    const lately = charges.filter(
      ({ attempt: id }) => (sent.get(id) ?? 0) > now - 86_400_000 + TIME_LIMIT_MS,
    );
    const total = lately.reduce((nanos, each) => nanos + priceOf(each.amount, FEE_PERCENT).nanos, 0n);
    if (calm) assert.ok(total <= limit.nanos, "the limit is kept");
  }

  async function answerTo(
    window: number,
    payer: string,
    amount: Money,
    latest: string | undefined,
  ): Promise<TopUpAnswer> {
    const mine = later(window);
    const met = fate();
    if (met === "unsent") {
      await mine("no connection", () => undefined);
      return fail({ kind: "dns", unsent: true });
    }
    let attempt = "";
    check(() => (attempt = send(window, payer, latest)));
    const begun = elapsed;
    const inTime = await onNet(`request of ${attempt} by ${met}`, () => elapsed - begun <= TIME_LIMIT_MS);
    paymentIds += 1;
    const paymentId = `pi_${paymentIds}`;
    const sentAt = now;
    const pays = inTime && !["refused", "lost-before", "declined", "earlier"].includes(met);
    const isLate = met === "pending" || met === "retried";
    if (pays && !isLate) check(() => charge(attempt, payer, amount, sentAt));
    if (pays && isLate) {
      records.get(payer)?.push({ id: paymentId, at: sentAt, amount, undecided: true });
      void onNet("payment goes through", () => {
        check(() => charge(attempt, payer, amount, sentAt, paymentId));
        completed.add(paymentId);
      });
    }
    await onNet("answer", () => undefined);
    await mine("answer", () => undefined);
    if (!inTime || elapsed - begun > TIME_LIMIT_MS) return fail({ kind: "timeout" });
    switch (met) {
      case "charged":
        return { state: "completed" };
      case "pending":
        return { state: "pending", paymentId };
      case "declined":
      case "retried":
        return fail({ kind: "declined", status: 402, fromVendor: true });
      case "earlier":
        return {
          state: "pending",
          paymentId: `old_${paymentIds}`,
          amount: usd(500),
          at: now - 3 * 3_600_000,
        };
      case "refused":
        return fail({ kind: "unexpected-answer", status: 422, fromVendor: true });
      case "broken-after":
        return fail({ kind: "server", status: 502 });
      case "lost-before":
      case "lost-after":
        return fail({ kind: "connection" });
    }
  }

  /** The vendor's account of one payer, as one window asks it. */
  function vendorOf(
    window: number,
    payer: string,
    latest: string | undefined,
  ): { readonly topUp: TopUp; readonly ask: Ask } {
    const mine = later(window);
    const endpoint = (path: string, body?: object) => ({
      path,
      ...(body && { body }),
      decode: (it: unknown) => it as never,
    });
    const ask = async ({
      path,
      body,
    }: {
      readonly path: string;
      readonly body?: object;
    }): Promise<unknown> => {
      if (path === "/topup") return answerTo(window, payer, (body as { amount: Money }).amount, latest);
      const answer = await onNet(`read ${path}`, () =>
        path === "/records"
          ? { records: [...(records.get(payer) ?? [])] }
          : completed.has(path)
            ? "completed"
            : "pending",
      );
      return mine(`answer ${path}`, () => answer);
    };
    return {
      ask: ask as Ask,
      topUp: {
        terms: () => Promise.reject(new Error("not asked for")),
        feePercent: FEE_PERCENT,
        recordedWithinMs: { declined: 75 * 60_000 },
        payments: (it) => it<Payments>(endpoint("/records")),
        request: (amount) => endpoint("/topup", { amount }),
        ...(payer === "cloudflare:a" && { status: (id: string) => endpoint(id) }),
      },
    };
  }

  return {
    windows,
    charges,
    trace,
    sent,
    book: () => book,
    open(): void {
      const id = windows.length;
      const charger = createCharger({
        store: createChargeFiles({
          files: disk.filesFor(later(id)),
          folder: FOLDER,
          newId: () => (names += 1).toString(16).padStart(4, "0"),
          onDamage: (name) => (wrong ??= new Error(`${name} is damaged`)),
        }),
        clock: clockOf(id),
        newId: () => `${id}a${(names += 1)}`,
        dailyLimit: () => limit,
        reasonOf: (error) => {
          wrong ??= new Error("the book failed", { cause: error });
          return "";
        },
        log: (line) => trace.push(`    ${line}`),
      });
      windows.push({ id, charger, suspended: false, dead: false, busy: false });
    },
    /** A person does something in a window, and is told the truth about it. */
    async act(window: ChargeWindow, payer: string, deed: "top-up" | "settle" | "close", amount: Money) {
      if (window.busy) return;
      window.busy = true;
      const { charger } = window;
      const standing = await charger.standing(payer);
      if (standing.kind !== "standing") return;
      const { latest } = standing;
      const { topUp, ask } = vendorOf(window.id, payer, latest);
      if (deed === "settle") await charger.settle(payer, topUp, ask);
      else if (deed === "close") for (const { id } of standing.open) await charger.closeByHand(id);
      else {
        const outcome = await charger.begin({ payer, topUp, ask, amount, latest });
        check(() => isTrue(outcome));
      }
      window.busy = false;
    },
    possible: () => queue.filter(({ due, window }) => due <= elapsed && !windows[window]?.suspended),
    async happen(it: Happening): Promise<void> {
      queue = queue.filter((other) => other !== it);
      trace.push(`${now} window ${it.window}: ${it.label}`);
      it.run();
      check(look);
      await settled();
      if (wrong) throw wrong;
    },
    pass(ms: number): void {
      now += ms;
      elapsed += ms;
    },
    sleep(ms: number): void {
      now += ms;
    },
    setClock(to: number): void {
      skew = to;
    },
    payInDashboard(payer: string, amount: Money): void {
      records.get(payer)?.push({ id: `dashboard_${(names += 1)}`, at: now, amount });
    },
    /** Somebody else's payment of the same amount fails for good. */
    failInDashboard(payer: string, amount: Money): void {
      records.get(payer)?.push({ id: `failed_${(names += 1)}`, at: now, amount, failed: true });
    },
    nextTimer(): number | undefined {
      const due = queue.filter(({ window }) => !windows[window]?.suspended).map((it) => it.due);
      return due.length > 0 ? Math.max(Math.min(...due) - elapsed, 0) : undefined;
    },
    kill(window: ChargeWindow): void {
      window.dead = true;
      window.suspended = true;
      queue = queue.filter((it) => it.window !== window.id);
    },
    elapsed: () => elapsed,
  };

  function isTrue(outcome: ChargeOutcome): void {
    if (outcome.kind !== "tried") return;
    const { id, state } = outcome.entry;
    if (state.kind === "charged" && state.by !== "records") assert.ok(isCharged(id), `${id} was not charged`);
    if (state.kind === "not-charged") assert.ok(!isCharged(id), `${id} was charged`);
  }
}

export type ChargeWorld = ReturnType<typeof createChargeWorld>;
