import assert from "node:assert/strict";
import type { ChargeEntry } from "../../../../src/billing/charges/charge-book.ts";
import { payerOf } from "../../../../src/billing/charges/charge-order.ts";
import { createCharger, type Charger } from "../../../../src/billing/charges/charger.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { TopUp } from "../../../../src/billing/vendor/account-actions.ts";
import { AbortedError, BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Ask } from "../../../../src/billing/vendor/endpoint.ts";
import { settled } from "../fake-clock.ts";
import { createChargeStage, inShort, LOST, PAYER, type ChargeStage } from "./charge-stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const words = (entries: readonly ChargeEntry[]) =>
  entries.map(({ state }) => Object.values(state).join(": "));

describe("a charge", () => {
  let stage: ChargeStage;
  let window: Charger;
  beforeEach(() => {
    stage = createChargeStage();
    window = stage.open();
  });
  const charged = () => stage.vendor.charges.length;
  const book = () => words(stage.store.book);
  const lose = async () => {
    stage.vendor.answer = LOST;
    assert.equal(inShort(await stage.topUp(window)), "open: no-answer");
  };

  it("is written down, sent once and noted", async () => {
    let atRequest: readonly string[] = [];
    stage.vendor.onRequest = () => void (atRequest = book());
    const outcome = await stage.topUp(window);
    assert.equal(inShort(outcome), "charged: answer");
    assert.ok(outcome.kind === "tried" && outcome.written);
    assert.deepEqual(atRequest, ["open: under-way"]);
    assert.deepEqual(book(), ["charged: answer"]);
    assert.deepEqual(stage.vendor.asked, ["/records", "/topup"]);
    assert.deepEqual(stage.lines, [
      `Top-up id1 of 25 USD by ${PAYER}: written down`,
      `Top-up id1 of 25 USD by ${PAYER}: charged: answer`,
    ]);
  });

  it("may be made again for the same amount, on purpose, once the first is settled", async () => {
    await stage.topUp(window);
    assert.equal(inShort(await stage.topUp(window)), "charged: answer");
    assert.equal(charged(), 2);
  });

  describe("whose answer is lost", () => {
    for (const [name, charging] of [["before", false], ["after", true]] as const) {
      it(`${name} the card was charged is not made again by any window or restart`, async () => {
        stage.vendor.charging = charging;
        await lose();
        stage.vendor.answer = { state: "completed" };
        for (const each of [window, stage.open(), stage.open()]) {
          const outcome = await stage.topUp(each, usd(10));
          assert.equal(inShort(outcome), "waiting");
          assert.deepEqual((await stage.settle(each)).length, 1);
        }
        await stage.clock.advance(400 * 24 * HOUR);
        assert.equal(inShort(await stage.topUp(stage.open())), "waiting");
        assert.equal(charged(), Number(charging));
        assert.equal(stage.vendor.asked.filter((path) => path === "/topup").length, 1);
      });
    } // prettier-ignore

    it("is settled by the vendor's records, and then another may be made", async () => {
      await lose();
      assert.deepEqual(words(await stage.settle(stage.open())), ["open: no-answer"]);
      stage.vendor.records = [{ id: "in_1", at: stage.clock.now(), amount: usd(25) }];
      assert.deepEqual(words(await stage.settle(stage.open())), ["charged: records"]);
      stage.vendor.answer = { state: "completed" };
      assert.equal(inShort(await stage.topUp(window)), "charged: answer");
    });

    it("is not settled by what is not on record, nor by what was there before", async () => {
      stage.vendor.records = [{ id: "in_0", amount: usd(25) }];
      await lose();
      await stage.clock.advance(HOUR);
      assert.deepEqual(words(await stage.settle(window)), ["open: no-answer"]);
      stage.vendor.records = [];
      assert.deepEqual(words(await stage.settle(window)), ["open: no-answer"]);
    });

    it("stays open while the records cannot be read, and says why", async () => {
      await lose();
      stage.vendor.recordsFail = { kind: "server", status: 503 };
      const settlement = await window.settle(PAYER, stage.vendor.topUp, stage.vendor.ask);
      assert.ok(settlement.kind === "looked");
      assert.deepEqual(words(settlement.entries), ["open: no-answer"]);
      assert.equal(settlement.failure?.kind, "server");
    });

    it("can be closed by hand, and then another may be made", async () => {
      await lose();
      const settlement = await stage.open().closeByHand("id1");
      assert.ok(settlement.kind === "looked");
      assert.deepEqual(words(settlement.entries), ["closed"]);
      stage.vendor.answer = { state: "completed" };
      assert.equal(inShort(await stage.topUp(window)), "charged: answer");
      assert.ok(stage.lines.includes(`Top-up id1 of 25 USD by ${PAYER}: closed`));
    });
  });

  it("counts as one that may have been made after every failure that does not tell", async () => {
    const failures: readonly (readonly [Failure | Error, string])[] = [
      [{ kind: "timeout" }, "no-answer"],
      [{ kind: "connection" }, "no-answer"],
      [{ kind: "tls" }, "no-answer"],
      [{ kind: "server", status: 502 }, "unclear-answer"],
      [{ kind: "server", status: 500, fromVendor: true }, "unclear-answer"],
      [{ kind: "foreign-answer", status: 403 }, "unclear-answer"],
      [{ kind: "redirected" }, "unclear-answer"],
      [{ kind: "too-large" }, "unclear-answer"],
      [{ kind: "unexpected-answer", status: 200, fromVendor: true }, "unclear-answer"],
      [{ kind: "forbidden", status: 403 }, "unclear-answer"],
      [{ kind: "unexpected-answer", status: 409, fromVendor: true }, "unclear-answer"],
      [{ kind: "declined", status: 402, fromVendor: true }, "declined"],
      [{ kind: "declined", status: 402 }, "unclear-answer"],
      [{ kind: "needs-payer", status: 402, fromVendor: true }, "finish"],
      [new TypeError("a mistake"), "unclear-answer"],
    ];
    for (const [failure, why] of failures) {
      stage = createChargeStage();
      stage.vendor.answer = failure;
      assert.equal(inShort(await stage.topUp(stage.open())), `open: ${why}`, JSON.stringify(failure));
      assert.equal(inShort(await stage.topUp(stage.open())), "waiting");
    }
  });

  it("counts as not made only after the vendor's own refusal, or when it was certainly not sent", async () => {
    stage.vendor.charging = false;
    const failures: readonly (readonly [Failure, string])[] = [
      [{ kind: "unauthorized", status: 401, fromVendor: true }, "refusal"],
      [{ kind: "rate-limited", status: 429, fromVendor: true }, "refusal"],
      [{ kind: "dns", unsent: true }, "never-sent"],
      [{ kind: "proxy", status: 407 }, "never-sent"],
    ];
    for (const [failure, by] of failures) {
      stage.vendor.answer = failure;
      const outcome = await stage.topUp(window);
      assert.equal(inShort(outcome), `not-charged: ${by}`, JSON.stringify(failure));
      assert.ok(outcome.kind === "tried");
      assert.deepEqual(outcome.failure, failure);
    }
    stage.vendor.charging = true;
    stage.vendor.answer = { state: "completed" };
    assert.equal(inShort(await stage.topUp(window)), "charged: answer", "nothing of that counts as spent");
  });

  it("is not begun when the vendor's records cannot be read", async () => {
    stage.vendor.recordsFail = { kind: "dns" };
    assert.equal(inShort(await stage.topUp(window)), "no-evidence");
    assert.deepEqual([charged(), stage.store.book.length], [0, 0]);
  });

  it("is not begun when it cannot be written down", async () => {
    stage.store.writeFails = new Error("ENOSPC");
    assert.deepEqual(await stage.topUp(window), { kind: "no-book", reason: "ENOSPC" });
    stage.store.writeFails = undefined;
    stage.store.readFails = new Error("a file is damaged");
    assert.deepEqual(await stage.topUp(window), { kind: "no-book", reason: "a file is damaged" });
    assert.deepEqual(await window.standing(PAYER), { kind: "no-book", reason: "a file is damaged" });
    assert.equal(charged(), 0);
  });

  it("is not sent when it is written down but the disk says it is not", async () => {
    stage.store.onWritten = () => {
      stage.store.onWritten = () => undefined;
      throw new Error("EIO");
    };
    assert.equal(inShort(await stage.topUp(window)), "no-book");
    assert.equal(charged(), 0);
    assert.deepEqual(book(), ["not-charged: never-sent"]);
  });

  it("is told as it is though that cannot be written down, and then refuses others", async () => {
    stage.vendor.onRequest = () => void (stage.store.writeFails = new Error("ENOSPC"));
    const outcome = await stage.topUp(window);
    assert.equal(inShort(outcome), "charged: answer");
    assert.ok(outcome.kind === "tried" && !outcome.written);
    assert.match(stage.lines.at(-1) ?? "", /charged: answer, but the book stays as it was \(ENOSPC\)$/);
    stage.store.writeFails = undefined;
    assert.equal(inShort(await stage.topUp(stage.open())), "waiting");
    assert.equal(charged(), 1);
  });

  it("is made once when two windows are told yes at the same moment", async () => {
    const outcomes = await Promise.all([stage.topUp(window), stage.topUp(stage.open()), stage.topUp(window)]);
    assert.equal(charged(), 1);
    assert.deepEqual(outcomes.map(inShort).filter((it) => it === "charged: answer").length, 1);
  });

  it("is not made when another was, since the person was asked", async () => {
    const standing = await window.standing(PAYER);
    assert.ok(standing.kind === "standing" && standing.latest === undefined);
    await stage.topUp(stage.open());
    const { topUp, ask } = stage.vendor;
    const order = { payer: PAYER, topUp, ask, amount: usd(25), latest: standing.latest };
    assert.equal(inShort(await window.begin(order)), "overtaken");
    assert.equal(charged(), 1);
  });

  it("is not sent by a window that slept, or whose clock was set, after writing it down", async () => {
    const stands: readonly (() => void | Promise<void>)[] = [
      () => {
        stage.clock.sleep(8 * HOUR);
      },
      () => {
        stage.clock.jump(-MINUTE);
      },
      () => stage.clock.advance(11_000),
    ];
    for (const stand of stands) {
      stage.store.onWritten = () => {
        stage.store.onWritten = () => undefined;
        return stand();
      };
      assert.equal(inShort(await stage.topUp(window)), "not-charged: never-sent");
    }
    assert.equal(charged(), 0);
    assert.equal(inShort(await stage.topUp(window)), "charged: answer");
  });

  it("refuses others while it is under way, and cannot be settled or closed by them", async () => {
    let done: () => void = () => undefined;
    stage.vendor.onRequest = () => new Promise<void>((resolve) => (done = resolve));
    const first = stage.topUp(window);
    await settled();
    const other = stage.open();
    stage.vendor.records = [{ id: "dashboard", at: stage.clock.now(), amount: usd(25) }];
    assert.equal(inShort(await stage.topUp(other)), "waiting");
    assert.deepEqual(words(await stage.settle(other)), ["open: under-way"]);
    await other.closeByHand("id1");
    assert.deepEqual(book(), ["open: under-way"]);
    done();
    assert.equal(inShort(await first), "charged: answer");
  });

  it("whose window died is settled or closed by another, after a while", async () => {
    stage.vendor.onRequest = () => new Promise<void>(() => undefined);
    void stage.topUp(window);
    await settled();
    await stage.clock.advance(3 * MINUTE);
    const other = stage.open();
    assert.equal(inShort(await stage.topUp(other)), "waiting");
    assert.deepEqual(words(await stage.settle(other)), ["open: under-way"]);
    stage.vendor.records = [{ id: "in_1", at: stage.clock.now() - 2 * MINUTE, amount: usd(25) }];
    assert.deepEqual(words(await stage.settle(other)), ["charged: records"]);
  });

  it("does not keep others from settling it when a clock was set back", async () => {
    await lose();
    stage.clock.jump(-5 * HOUR);
    stage.vendor.records = [{ id: "in_1", at: stage.clock.now() + 5 * HOUR, amount: usd(25) }];
    assert.deepEqual(words(await stage.settle(window)), ["charged: records"]);
  });

  it("stays open when its window is closed while it waits", async () => {
    const gone = new AbortController();
    stage.vendor.answer = new AbortedError();
    const { topUp, ask } = stage.vendor;
    const order = { payer: PAYER, topUp, ask, amount: usd(25), latest: undefined, signal: gone.signal };
    stage.vendor.onRequest = () => gone.abort();
    await assert.rejects(window.begin(order), AbortedError);
    assert.deepEqual(book(), ["open: no-answer"]);
  });

  it("is not sent when the person's settings or key changed once it was written down", async () => {
    const { topUp, ask } = stage.vendor;
    let looks = 0;
    const obstacle = () => {
      looks += 1;
      assert.deepEqual(book(), ["open: under-way"]);
      return Promise.resolve("Actions were switched off.");
    };
    const order = { payer: PAYER, topUp, ask, amount: usd(25), latest: undefined, obstacle };
    assert.deepEqual(await window.begin(order), { kind: "hindered", reason: "Actions were switched off." });
    assert.deepEqual([book(), charged(), looks], [["not-charged: never-sent"], 0, 1]);
    stage.store.onWritten = () => void (stage.store.writeFails = new Error("ENOSPC"));
    const unwritten = await window.begin({ ...order, latest: "id1", obstacle: () => Promise.resolve("No.") });
    assert.ok(unwritten.kind === "tried" && !unwritten.written && charged() === 0);
  });

  it("is not sent when a last look takes longer than a moment", async () => {
    const { topUp, ask } = stage.vendor;
    const obstacle = async () => {
      await stage.clock.advance(11_000);
      return undefined;
    };
    const order = { payer: PAYER, topUp, ask, amount: usd(25), latest: undefined, obstacle };
    assert.equal(inShort(await window.begin(order)), "not-charged: never-sent");
    assert.equal(charged(), 0);
  });

  it("is not sent when its window is closed before", async () => {
    const { topUp, ask } = stage.vendor;
    for (const when of ["onRecords", "onWritten"] as const) {
      const gone = new AbortController();
      const order = { payer: PAYER, topUp, ask, amount: usd(25), latest: undefined, signal: gone.signal };
      if (when === "onRecords") stage.vendor.onRecords = () => gone.abort();
      else stage.store.onWritten = () => gone.abort();
      await assert.rejects(window.begin(order), AbortedError);
      stage.vendor.onRecords = () => undefined;
    }
    assert.deepEqual(book(), ["not-charged: never-sent"]);
    assert.equal(charged(), 0);
  });

  describe("that is pending", () => {
    beforeEach(() => (stage.vendor.answer = { state: "pending", paymentId: "pi_1" }));

    it("is looked at a few times and then told as it is", async () => {
      const asking = stage.topUp(window);
      await stage.clock.advance(30_000);
      assert.equal(inShort(await asking), "open: pending");
      assert.equal(stage.vendor.asked.filter((path) => path === "/status").length, 4);
      assert.equal(inShort(await stage.topUp(stage.open())), "waiting");
      stage.vendor.status = "completed";
      assert.deepEqual(words(await stage.settle(stage.open())), ["charged: status"]);
      assert.equal(charged(), 1);
    });

    it("is charged once its status says so, though a look at it failed", async () => {
      stage.vendor.status = { kind: "server", status: 503 };
      const asking = stage.topUp(window);
      await stage.clock.advance(2_500);
      stage.vendor.status = "completed";
      await stage.clock.advance(30_000);
      assert.equal(inShort(await asking), "charged: status");
    });

    it("is settled by the records where its status cannot be had", async () => {
      const asking = stage.topUp(window);
      await stage.clock.advance(30_000);
      await asking;
      stage.vendor.status = { kind: "not-found", status: 404, fromVendor: true };
      const other = { id: "in_1", at: stage.clock.now(), amount: usd(25) };
      for (const payment of [other, { ...other, failed: true as const }]) {
        stage.vendor.records = [payment];
        assert.deepEqual(words(await stage.settle(window)), ["open: pending"], "another payment's record");
      }
      stage.vendor.records = [{ ...other, id: "pi_1" }];
      assert.deepEqual(words(await stage.settle(window)), ["charged: records"]);
    });

    it("is known by an id in base64", async () => {
      const paymentId = "aGVsbG8tX3dvcmxkLWhlbGxvLV93b3JsZC1oZWxsbw==";
      stage.vendor.answer = { state: "pending", paymentId };
      const asking = stage.topUp(window);
      await stage.clock.advance(30_000);
      const outcome = await asking;
      assert.ok(outcome.kind === "tried");
      assert.equal(outcome.entry.paymentId, paymentId);
    });

    it("is followed by its record where the vendor has no status", async () => {
      const { terms, payments, request } = stage.vendor.topUp;
      const topUp = { terms, payments, request };
      const asking = stage.topUp(window, usd(25), PAYER, { topUp });
      await stage.clock.advance(4_000);
      stage.vendor.records = [{ id: "pi_1", at: stage.clock.now(), amount: usd(25), undecided: true }];
      await stage.clock.advance(2_000);
      stage.vendor.records = [{ id: "pi_1", at: stage.clock.now(), amount: usd(25) }];
      await stage.clock.advance(30_000);
      assert.equal(inShort(await asking), "charged: records");
    });

    it("has failed once the vendor says that it will never be charged, and not before", async () => {
      const asking = stage.topUp(window);
      await stage.clock.advance(30_000);
      await asking;
      stage.vendor.records = [
        { id: "t", invoice: "pi_1", at: stage.clock.now(), amount: usd(25), undecided: true },
        { id: "u", invoice: "pi_2", at: stage.clock.now(), amount: usd(25), undecided: true },
      ];
      const asked: (string | undefined)[] = [];
      const settle = async (never: boolean | Failure) => {
        const topUp: TopUp = {
          ...stage.vendor.topUp,
          neverCharged(payment) {
            asked.push(payment.invoice);
            return { path: "/never", decode: () => true };
          },
        };
        const ask = ((it) =>
          it.path !== "/never"
            ? stage.vendor.ask(it)
            : typeof never === "boolean"
              ? Promise.resolve(never)
              : Promise.reject(new BillingError(never))) as Ask;
        const settlement = await window.settle(PAYER, topUp, ask);
        assert.ok(settlement.kind === "looked");
        return words(settlement.entries);
      };
      for (const no of [false, { kind: "server", status: 503 } as const])
        assert.deepEqual(await settle(no), ["open: pending"]);
      assert.deepEqual(await settle(true), ["not-charged: records"]);
      assert.deepEqual(new Set(asked), new Set(["pi_1"]));
    });

    it("keeps no secret as its id", async () => {
      for (const paymentId of ["pi_1_secret_2", "a b", "x".repeat(201)]) {
        stage = createChargeStage();
        stage.vendor.answer = { state: "pending", paymentId };
        await stage.topUp(stage.open());
        assert.ok(
          !JSON.stringify([stage.store.book.map(({ paymentId: id }) => id), stage.lines]).includes(paymentId),
        );
      }
    });
  });

  describe("that is answered with another payment", () => {
    const own = { state: "pending", paymentId: "p", amount: usd(25) } as const;

    it("is open, and told with what the vendor answered", async () => {
      const old = stage.clock.now() - 3 * HOUR;
      for (const [answer, earlier] of [
        [
          { ...own, amount: usd(500), at: old },
          { amount: usd(500), at: old },
        ],
        [
          { ...own, amount: usd(500), at: stage.clock.now() },
          { amount: usd(500), at: stage.clock.now() },
        ],
        [
          { ...own, at: old },
          { amount: usd(25), at: old },
        ],
        [
          { ...own, state: "completed", at: old },
          { amount: usd(25), at: old },
        ],
        [
          { ...own, paymentId: "seen" },
          { amount: usd(25), at: undefined },
        ],
      ] as const) {
        stage = createChargeStage();
        stage.vendor.records = [{ id: "seen", amount: usd(25) }];
        stage.vendor.answer = answer;
        const outcome = await stage.topUp(stage.open());
        assert.equal(inShort(outcome), "open: earlier");
        assert.ok(outcome.kind === "tried");
        assert.deepEqual([outcome.entry.earlier, outcome.entry.paymentId], [earlier, undefined]);
        stage.vendor.records = [{ id: "p", at: old, amount: earlier.amount }];
        assert.deepEqual(words(await stage.settle(stage.open())), ["open: earlier"], "it is not ours");
        assert.equal(inShort(await stage.topUp(stage.open())), "waiting");
      }
    });

    it("is its own where the vendor's clock is a little off", async () => {
      for (const at of [stage.clock.now() - 4 * MINUTE, stage.clock.now() + 4 * MINUTE]) {
        stage = createChargeStage();
        stage.vendor.answer = { ...own, state: "completed", at };
        assert.equal(inShort(await stage.topUp(stage.open())), "charged: answer");
      }
    });
  });

  describe("that is declined", () => {
    beforeEach(async () => {
      stage.vendor.charging = false;
      stage.vendor.answer = { kind: "declined", status: 402, fromVendor: true };
      assert.equal(inShort(await stage.topUp(window)), "open: declined");
      stage.vendor.answer = { state: "completed" };
    });

    it("waits while its vendor may collect it, and is charged once it does", async () => {
      const invoice = { id: "in_1", at: stage.clock.now(), amount: usd(25), undecided: true as const };
      stage.vendor.records = [invoice];
      await stage.clock.advance(30 * 24 * HOUR);
      assert.deepEqual(words(await stage.settle(window)), ["open: declined"]);
      assert.equal(inShort(await stage.topUp(stage.open())), "waiting");
      stage.vendor.records = [{ ...invoice, undecided: undefined }];
      assert.deepEqual(words(await stage.settle(window)), ["charged: records"]);
    });

    it("is refused after 75 minutes without anything to collect, however the clock is set", async () => {
      stage.clock.jump(2 * HOUR);
      assert.deepEqual(words(await stage.settle(window)), ["open: declined"]);
      stage.clock.jump(-2 * HOUR);
      await stage.clock.advance(75 * MINUTE);
      stage.vendor.recordsFail = { kind: "server", status: 503 };
      assert.deepEqual(words(await stage.settle(window)), ["open: declined"]);
      stage.vendor.recordsFail = undefined;
      assert.deepEqual(words(await stage.settle(window)), ["not-charged: refusal"]);
      stage.vendor.charging = true;
      assert.equal(inShort(await stage.topUp(window, usd(100))), "charged: answer", "it is not spent");
    });

    it("stays open where the records are cut before it, and says so", async () => {
      await stage.clock.advance(80 * MINUTE);
      stage.vendor.recordsSince = stage.clock.now() - MINUTE;
      const settlement = await window.settle(PAYER, stage.vendor.topUp, stage.vendor.ask);
      assert.ok(settlement.kind === "looked");
      assert.deepEqual([words(settlement.entries), settlement.hidden], [["open: declined"], ["id1"]]);
    });
  });

  describe("with the card that was confirmed", () => {
    const visa = { id: "pm_1", brand: "visa", last4: "4242" };

    it("is sent to that card where the vendor names it", async () => {
      const sent: unknown[] = [];
      const { topUp } = stage.vendor;
      const request: TopUp["request"] = (amount, method) => {
        sent.push(method?.id);
        return topUp.request(amount);
      };
      stage.vendor.method = { ...visa, brand: "Visa" };
      const more = { method: visa, topUp: { ...topUp, request } };
      assert.equal(inShort(await stage.topUp(window, usd(25), PAYER, more)), "charged: answer");
      assert.deepEqual(sent, ["pm_1"]);
    });

    it("is not sent once that is another, or cannot be read", async () => {
      for (const current of [
        { ...visa, last4: "5556" },
        { ...visa, brand: "amex" },
        { ...visa, last4: null },
        undefined,
      ]) {
        stage.vendor.method = current;
        const outcome = await stage.topUp(window, usd(25), PAYER, { method: visa });
        assert.deepEqual(outcome, { kind: "other-method", confirmed: visa, current });
      }
      const method = () => Promise.reject(new BillingError({ kind: "server" }));
      const more = { method: visa, topUp: { ...stage.vendor.topUp, method } };
      assert.equal(inShort(await stage.topUp(window, usd(25), PAYER, more)), "no-evidence");
      assert.deepEqual([charged(), book()], [0, []]);
    });

    it("says when another was charged", async () => {
      const current = { brand: "mastercard", last4: "5555" };
      stage.vendor.method = visa;
      for (const [method, other] of [
        [current, true],
        [{ brand: "VISA", last4: "4242" }, false],
        [{ brand: null, last4: "4242" }, false],
      ] as const) {
        stage.vendor.answer = { state: "completed", method };
        const outcome = await stage.topUp(window, usd(25), PAYER, { method: visa });
        assert.ok(outcome.kind === "tried");
        assert.deepEqual(outcome.charged, other ? { confirmed: visa, current } : undefined);
      }
    });
  });

  it("that the person was not told of is named by the next window, until they are", async () => {
    const untold = async () => {
      const standing = await stage.open().standing(PAYER);
      assert.ok(standing.kind === "standing");
      return standing.untold.map(({ id }) => id);
    };
    await stage.topUp(window);
    assert.deepEqual(await untold(), ["id1"]);
    await window.told(["id1"]);
    assert.deepEqual(await untold(), []);
    stage.vendor.answer = LOST;
    await stage.topUp(window);
    assert.deepEqual(await untold(), [], "what is open is looked up first");
    stage.store.writeFails = new Error("ENOSPC");
    await window.told(["id2"]);
  });

  it("is closed by hand only once its vendor has nothing more to try", async () => {
    stage.vendor.answer = LOST;
    const topUp: TopUp = { ...stage.vendor.topUp, closableAfterMs: 24 * HOUR };
    await stage.topUp(window, usd(25), PAYER, { topUp });
    await stage.clock.advance(23 * HOUR);
    stage.clock.jump(HOUR);
    await window.closeByHand("id1");
    assert.deepEqual(book(), ["open: no-answer"]);
    await stage.clock.advance(HOUR);
    await window.closeByHand("id1");
    assert.deepEqual(book(), ["closed"]);
  });

  it("is closed by hand a day later also where the clock was a year ahead when it was made", async () => {
    stage.vendor.answer = LOST;
    const topUp: TopUp = { ...stage.vendor.topUp, closableAfterMs: 24 * HOUR };
    stage.clock.jump(365 * 24 * HOUR);
    await stage.topUp(window, usd(25), PAYER, { topUp });
    stage.clock.jump(-365 * 24 * HOUR);
    await stage.clock.advance(24 * HOUR - 1);
    await window.closeByHand("id1");
    assert.deepEqual(book(), ["open: no-answer"]);
    await stage.clock.advance(1);
    await window.closeByHand("id1");
    assert.deepEqual(book(), ["closed"]);
  });

  it("that a person has to finish stays open until the vendor knows", async () => {
    stage.vendor.answer = { state: "finish", paymentId: "pi_1" };
    const asking = stage.topUp(window);
    await stage.clock.advance(30_000);
    assert.equal(inShort(await asking), "open: finish");
    assert.deepEqual(stage.vendor.asked, ["/records", "/topup", "/status"]);
    stage.vendor.status = "completed";
    assert.deepEqual(words(await stage.settle(window)), ["charged: status"]);
  });

  describe("beyond the day's limit", () => {
    it("is not made, by whichever account, until 24 hours have passed", async () => {
      await stage.topUp(window, usd(60));
      const outcome = await stage.topUp(stage.open(), usd(41), "xai:fedcba9876543210");
      assert.deepEqual(outcome, { kind: "over-limit", limit: usd(100), spent: usd(60) });
      assert.equal(inShort(await stage.topUp(window, usd(40), "xai:fedcba9876543210")), "charged: answer");
      await stage.clock.advance(24 * HOUR - 1);
      assert.equal(inShort(await stage.topUp(window, usd(1))), "over-limit");
      await stage.clock.advance(1);
      assert.equal(inShort(await stage.topUp(window, usd(100))), "charged: answer");
    });

    it("counts what may have been charged, and what was closed by hand", async () => {
      await lose();
      stage.limit = usd(30);
      const other = "xai:fedcba9876543210";
      assert.equal(inShort(await stage.topUp(window, usd(6), other)), "over-limit");
      await window.closeByHand("id1");
      assert.equal(inShort(await stage.topUp(window, usd(6), other)), "over-limit");
      stage.clock.jump(-30 * HOUR);
      assert.equal(
        inShort(await stage.topUp(window, usd(6), other)),
        "over-limit",
        "a clock set back is no way out",
      );
    });

    it("is made again a day after one that was made while the clock was a year ahead", async () => {
      stage.clock.jump(365 * 24 * HOUR);
      await stage.topUp(window, usd(100));
      stage.clock.jump(-365 * 24 * HOUR);
      await stage.clock.advance(24 * HOUR - 1);
      assert.equal(inShort(await stage.topUp(window, usd(10))), "over-limit");
      await stage.clock.advance(1);
      assert.equal(inShort(await stage.topUp(window, usd(10))), "charged: answer");
    });

    it("counts the fee, rounded up", async () => {
      stage.limit = usd("21.03");
      const topUp = { ...stage.vendor.topUp, feePercent: 5 };
      const cost = { topUp };
      assert.equal(inShort(await stage.topUp(window, usd("10.01"), PAYER, cost)), "charged: answer");
      const over = await stage.topUp(window, usd("10.01"), PAYER, cost);
      assert.deepEqual(over, { kind: "over-limit", limit: usd("21.03"), spent: usd("10.52") });
      stage.limit = usd("21.04");
      assert.equal(inShort(await stage.topUp(window, usd("10.01"), PAYER, cost)), "charged: answer");
    });

    it("is not freed by a clock that is set ahead, nor by one that is set back again", async () => {
      await stage.topUp(window, usd(100));
      for (const hours of [25, -25, 24 * 100, -24 * 100]) {
        stage.clock.jump(hours * HOUR);
        assert.equal(inShort(await stage.topUp(stage.open(), usd(10))), "over-limit", `${hours} h`);
      }
      await stage.clock.advance(24 * HOUR);
      assert.equal(inShort(await stage.topUp(window, usd(100))), "charged: answer");
    });

    it("goes by the wall clock once the machine was started anew, and while it slept", async () => {
      let run = "a";
      let ms = 0;
      const clock = { ...stage.clock, steady: () => ({ run, ms }) };
      const open = () =>
        createCharger({
          store: stage.store,
          clock,
          newId: () => `steady${stage.store.book.length}`,
          dailyLimit: () => usd(100),
          reasonOf: String,
          log: () => undefined,
        });
      await stage.topUp(open(), usd(100));
      stage.clock.sleep(25 * HOUR);
      assert.equal(inShort(await stage.topUp(open(), usd(10))), "over-limit");
      ms = 25 * HOUR;
      assert.equal(inShort(await stage.topUp(open(), usd(100))), "charged: answer");
      [run, ms] = ["b", 26 * HOUR];
      assert.equal(inShort(await stage.topUp(open(), usd(10))), "over-limit");
      stage.clock.sleep(24 * HOUR);
      assert.equal(inShort(await stage.topUp(open(), usd(10))), "charged: answer");
    });

    it("is not made by two windows that would each keep within it", async () => {
      const outcomes = await Promise.all([
        stage.topUp(window, usd(60)),
        stage.topUp(stage.open(), usd(60), "xai:fedcba9876543210"),
      ]);
      assert.deepEqual(outcomes.map(inShort).toSorted(), ["charged: answer", "over-limit"]);
    });
  });

  it("is only of an amount that there is", async () => {
    for (const amount of [usd(0), usd(-5), { ...usd(5), currency: "EUR" }]) {
      await assert.rejects(stage.topUp(window, amount), RangeError);
    }
    assert.deepEqual(stage.vendor.asked, []);
  });

  it("forgets after 90 days what is settled", async () => {
    await stage.topUp(window);
    await stage.clock.advance(91 * 24 * HOUR);
    await stage.topUp(window);
    assert.deepEqual(stage.store.book.map(({ id }) => id), ["id2"]);
  }); // prettier-ignore

  it("tells the log nothing that the vendor said", async () => {
    stage.vendor.answer = new BillingError({
      kind: "server",
      status: 500,
      requestId: "req-1",
      detail: "words",
    });
    await stage.topUp(window);
    stage.vendor.records = [{ id: "in_77", at: stage.clock.now(), amount: usd(25) }];
    await stage.settle(window);
    assert.deepEqual(stage.lines, [
      `Top-up id1 of 25 USD by ${PAYER}: written down`,
      `Top-up id1 of 25 USD by ${PAYER}: open: unclear-answer (server)`,
      `Top-up id1 of 25 USD by ${PAYER}: charged: records`,
    ]);
  });
});

describe("who pays", () => {
  it("is the account as the vendor knows it, whatever the key or the spelling", async () => {
    const parts = { providerId: "xai", subject: "ABCD-1" };
    const payer = await payerOf(parts);
    assert.match(payer, /^xai:[0-9a-f]{16}$/);
    assert.equal(await payerOf({ ...parts, subject: " abcd-1" }), payer);
    for (const other of [{ subject: "abcd-2" }, { providerId: "other" }]) {
      assert.notEqual(await payerOf({ ...parts, ...other }), payer);
    }
  });
});
