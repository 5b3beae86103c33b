import assert from "node:assert/strict";
import fc from "fast-check";
import { demo } from "../../../../src/sandbox/scenarios/demo-plan.ts";
import * as allPlans from "../../../../src/sandbox/scenarios/plans.ts";
import type { AccountPlan } from "../../../../src/sandbox/world/account-plan.ts";
import { createWorldClock } from "../../../../src/sandbox/world/clock.ts";
import { type Movement, signedCredits } from "../../../../src/sandbox/world/ledger.ts";
import { creditsToUsd, usdToCredits } from "../../../../src/sandbox/world/money.ts";
import { createWorld } from "../../../../src/sandbox/world/world.ts";

/** All but the one that is chosen for its size, which has its own test. */
const { bigLedger, ...plans } = { ...allPlans, demo };
const START_MS = Date.UTC(2026, 7, 18, 12);
const MINUTE_MS = 60_000;

function openWorld(plan: AccountPlan, seed = 1) {
  const clock = createWorldClock({ startMs: START_MS, factor: 0 });
  return createWorld({ clock, seed, customers: { aimlapi: { key: "key", plan } } });
}

/** The balance after each movement, in credits, added up without the ledger's help. */
function runningBalances(movements: readonly Movement[]): bigint[] {
  let sum = 0n;
  return movements.map((each) => (sum += BigInt(each.direction === "TOPUP" ? each.credits : -each.credits)));
}

const anyPlan = fc.constantFrom(...Object.entries(plans)).map(([, plan]) => plan);
const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anySteps = fc.array(fc.integer({ min: 0, max: 30 * MINUTE_MS }), { maxLength: 12 });

describe("the sandbox world", () => {
  it("has a ledger that adds up to the balance after any advances and corrections", () => {
    const step = fc.record({
      advanceMs: fc.integer({ min: 0, max: 30 * MINUTE_MS }),
      adjustTo: fc.option(fc.integer({ min: -10_000_000, max: 200_000_000 })),
    });
    fc.assert(
      fc.property(anyPlan, anySeed, fc.array(step, { maxLength: 10 }), (plan, seed, steps) => {
        const { clock, aimlapi } = openWorld(plan, seed);
        for (const { advanceMs, adjustTo } of steps) {
          clock.advance(advanceMs);
          if (adjustTo !== null) aimlapi.account().adjustTo(adjustTo, clock.now());
          const account = aimlapi.account();
          assert.equal(runningBalances(account.movements()).at(-1), BigInt(account.balance()));
          if (adjustTo !== null) assert.equal(account.balance(), adjustTo);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("happens the same way however often one looks", () => {
    fc.assert(
      fc.property(anyPlan, anySeed, anySteps, (plan, seed, steps) => {
        const watched = openWorld(plan, seed);
        const unseen = openWorld(plan, seed);
        for (const step of steps) {
          watched.clock.advance(step);
          watched.aimlapi.account();
          unseen.clock.advance(step);
        }
        assert.deepEqual(watched.aimlapi.account().movements(), unseen.aimlapi.account().movements());
      }),
      { numRuns: 30 },
    );
  });

  for (const [name, plan] of Object.entries(plans)) {
    it(`begins ${name} at the planned balance, with a past in order and never overdrawn by usage`, () => {
      fc.assert(
        fc.property(anySeed, (seed) => {
          const account = openWorld(plan, seed).aimlapi.account();
          assert.equal(account.balance(), usdToCredits(plan.balanceUsd));
          const movements = account.movements();
          assert.ok(movements.length > 0);
          runningBalances(movements).forEach((balance, index) => {
            const { at, type, credits } = movements[index] ?? assert.fail();
            assert.ok(at <= START_MS && at >= (movements[index - 1]?.at ?? 0));
            assert.ok(Number.isSafeInteger(credits) && credits > 0);
            assert.ok(balance >= 0n || type !== "MODEL_USAGE");
          });
        }),
        { numRuns: 20 },
      );
    });
  }

  it("refilled in the past exactly when the balance fell to the threshold", () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const account = openWorld(plans.demo, seed).aimlapi.account();
        const movements = account.movements();
        const threshold = BigInt(usdToCredits(account.refill?.thresholdUsd ?? assert.fail()));
        const balances = runningBalances(movements);
        const fired = movements.map(({ type }) => type === "PAYMENT");
        assert.ok(fired.includes(true));
        balances.forEach((balance, index) => {
          assert.equal(balance <= threshold, fired[index + 1] === true, `movement ${index}`);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("tops up once the balance has fallen to the threshold, after the payment's delay", () => {
    const { clock, aimlapi } = openWorld(plans.refillArmed);
    clock.advance(10 * MINUTE_MS - 1);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 4.2);
    clock.advance(1);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 24.2);
    const { type, direction, at } = aimlapi.account().movements().at(-1) ?? assert.fail();
    assert.deepEqual({ type, direction, at }, { type: "PAYMENT", direction: "TOPUP", at: clock.now() });
    clock.advance(60 * MINUTE_MS);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 24.2);
  });

  it("keeps a spending demo account above zero for days", () => {
    const { clock, aimlapi } = openWorld(plans.demo);
    clock.advance(2 * 24 * 60 * MINUTE_MS);
    const since = aimlapi.account().movements();
    const payments = since.filter(({ type, at }) => type === "PAYMENT" && at > START_MS);
    assert.ok(payments.length >= 5, `${payments.length} payments`);
    assert.ok(aimlapi.account().balance() > 0);
  });

  it("charges a card once for a payment, and credits it after its delay", () => {
    const { clock, aimlapi } = openWorld(plans.low);
    const payment = aimlapi.account().pay(usdToCredits(20), clock.now(), MINUTE_MS);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 3.21);
    clock.advance(60 * MINUTE_MS);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 23.21);
    const { type, at, referenceId } = aimlapi.account().movements().at(-1) ?? assert.fail();
    assert.deepEqual([type, at, referenceId], ["PAYMENT", START_MS + MINUTE_MS, payment?.id]);
    aimlapi.restart(plans.low);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 3.21);
    assert.deepEqual(aimlapi.payments(), [payment], "what was charged stays charged");
  });

  it("credits what waits for a person only when that person has agreed, and nothing for a declined card", () => {
    const { clock, aimlapi } = openWorld({ ...plans.low, card: "needs-authentication" });
    const waiting = aimlapi.account().pay(usdToCredits(20), clock.now(), 0);
    clock.advance(60 * MINUTE_MS);
    assert.equal(waiting?.landsAt, null);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 3.21);
    for (let times = 0; times < 2; times += 1) aimlapi.account().approvePayments(clock.now());
    assert.equal(creditsToUsd(aimlapi.account().balance()), 23.21);
    for (const card of ["declined", "none"] as const) {
      aimlapi.setCard(card);
      assert.equal(aimlapi.account().pay(usdToCredits(20), clock.now(), 0), null);
    }
    assert.equal(creditsToUsd(aimlapi.account().balance()), 23.21);
    assert.equal(aimlapi.payments().length, 1);
  });

  it("holds a refill back while the card fails, and lets it through when it pays again", () => {
    const { clock, aimlapi } = openWorld(plans.refillArmed);
    assert.equal(aimlapi.account().refillFailedAt(), null);
    clock.advance(MINUTE_MS);
    aimlapi.setCard("declined");
    clock.advance(60 * MINUTE_MS);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 4.2);
    assert.equal(aimlapi.account().refillFailedAt(), START_MS + MINUTE_MS);
    aimlapi.setCard(null);
    assert.equal(aimlapi.account().refillFailedAt(), null);
    clock.advance(60 * MINUTE_MS);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 24.2);
  });

  it("lets a failing refill run dry, and serves nobody without funds", () => {
    const { clock, aimlapi } = openWorld(plans.refillFailing);
    clock.advance(24 * 60 * MINUTE_MS);
    const account = aimlapi.account();
    assert.ok(account.balance() <= 0 && account.balance() > usdToCredits(-0.1));
    assert.ok(!account.movements().some(({ type, at }) => type === "PAYMENT" && at > START_MS));

    account.adjustTo(usdToCredits(1), clock.now());
    clock.advance(24 * 60 * MINUTE_MS);
    assert.ok(aimlapi.account().balance() <= 0, "spending goes on after a top-up");
  });

  it("serves nobody whose funds were taken away between two charges", () => {
    const { clock, aimlapi } = openWorld(plans.spending);
    aimlapi.account().adjustTo(-1, clock.now());
    clock.advance(60 * MINUTE_MS);
    assert.equal(aimlapi.account().balance(), -1);
  });

  it("counts what was due before a correction", () => {
    const { clock, aimlapi } = openWorld(plans.spending);
    const account = aimlapi.account();
    const before = account.movements().length;
    clock.advance(5 * MINUTE_MS);
    account.adjustTo(usdToCredits(7), clock.now());
    assert.ok(account.movements().length > before + 10);
    assert.equal(account.balance(), usdToCredits(7));
  });

  it("does not put the payment off while charges go on", () => {
    const { clock, aimlapi } = openWorld(plans.demo);
    const refill = plans.demo.refill ?? assert.fail();
    const threshold = BigInt(usdToCredits(refill.thresholdUsd));
    clock.advance(12 * 60 * MINUTE_MS);
    const movements = aimlapi.account().movements();
    const balances = runningBalances(movements);
    const payments = movements.filter(({ type, at }) => type === "PAYMENT" && at > START_MS);
    assert.ok(payments.length > 0);
    for (const payment of payments) {
      const crossing = movements.findIndex(({ at }) => at === payment.at - refill.delayMs);
      assert.ok((balances[crossing] ?? assert.fail()) <= threshold);
      assert.ok((balances[crossing - 1] ?? assert.fail()) > threshold);
    }
  });

  it("spends 42 USD visibly but not at once", () => {
    const { clock, aimlapi } = openWorld(plans.spending);
    assert.equal(creditsToUsd(aimlapi.account().balance()), 42);
    clock.advance(5 * MINUTE_MS);
    const left = creditsToUsd(aimlapi.account().balance());
    assert.ok(left < 41.5 && left > 39, `${left} USD left`);
  });

  it("is another world with another seed", () => {
    const ledgers = [1, 2].map((seed) => openWorld(plans.spending, seed).aimlapi.account().movements());
    assert.notDeepEqual(ledgers[0], ledgers[1]);
  });

  it("lays a hundred thousand movements", () => {
    const account = openWorld(bigLedger).aimlapi.account();
    assert.ok(account.movements().length > 99_000);
    assert.equal(account.balance(), usdToCredits(bigLedger.balanceUsd));
  });

  it("lets charges land late, in their place in time, and enters some twice", () => {
    const { clock, aimlapi } = openWorld(plans.ninetyDays);
    const seen = new Set<number>();
    let late = 0;
    let twins = 0;
    for (let hour = 0; hour < 48; hour += 1) {
      const newest = aimlapi.account().movements().at(-1)?.at ?? assert.fail();
      for (const each of aimlapi.account().movements()) seen.add(each.serial);
      clock.advance(60 * MINUTE_MS);
      late += aimlapi
        .account()
        .movements()
        .filter(({ at, serial }) => !seen.has(serial) && at < newest).length;
    }
    const movements = aimlapi.account().movements();
    movements.forEach((each, index) => {
      const { serial, ...before } = movements[index - 1] ?? { serial: -1 };
      const { serial: own, ...fields } = each;
      assert.ok(each.at >= (movements[index - 1]?.at ?? 0));
      if (each.at === movements[index - 1]?.at) assert.ok(own > serial);
      if (JSON.stringify(fields) === JSON.stringify(before)) twins += 1;
    });
    assert.ok(late > 0, "none landed late");
    assert.ok(twins > 20, `${twins} twins`);
  });

  it("spends ninety days by two keys on several models, more on weekdays, and refills", () => {
    const movements = openWorld(plans.ninetyDays).aimlapi.account().movements();
    const charges = movements.filter(({ type }) => type === "MODEL_USAGE");
    assert.ok(charges.length > 5_000 && charges.length < 20_000, `${charges.length} charges`);
    assert.equal(new Set(charges.map(({ model }) => model)).size, 7);
    const ofSecond = charges.filter(({ keyId }) => keyId === "key-2").length / charges.length;
    assert.ok(ofSecond > 0.27 && ofSecond < 0.33, `${ofSecond} by the second key`);
    const weekend = charges.filter(({ at }) => new Date(at).getUTCDay() % 6 === 0).length / charges.length;
    assert.ok(weekend < 0.15, `${weekend} at weekends`);
    const types = new Set(movements.map(({ type }) => type));
    for (const type of ["PAYMENT", "BONUS", "REFUND", "ADJUSTMENT", "CREDITS_EXPIRED"] as const) {
      assert.ok(types.has(type), type);
    }
    assert.ok(movements.filter(({ type }) => type === "PAYMENT").length >= 3);
  });

  it("runs its clock as fast as it is told to", () => {
    let real = 1_000;
    const clock = createWorldClock({ startMs: 0, factor: 60, source: () => real });
    real += 1_000;
    assert.equal(clock.now(), 60_000);
    clock.advance(5);
    assert.equal(clock.now(), 60_005);
    assert.throws(() => clock.advance(-1), RangeError);
  });

  it("counts a charge as negative and a top-up as positive", () => {
    const movements = openWorld(plans.negative).aimlapi.account().movements();
    for (const each of movements) assert.equal(signedCredits(each) > 0, each.direction === "TOPUP");
    assert.equal(movements.filter(({ type }) => type === "ADJUSTMENT").length, 1);
  });
});
