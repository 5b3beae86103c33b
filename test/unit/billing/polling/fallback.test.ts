import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import type { AccountSource } from "../../../../src/billing/polling/ask-vendor.ts";
import { AUTOMATIC_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import { BillingError, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { BalanceAnswer } from "../../../../src/billing/vendor/provider.ts";
import { createStage, MINUTE } from "./windows.ts";

/** A vendor whose first word on the balance is not always one. */
function createSource(first: BalanceAnswer | Failure, second?: BalanceAnswer | Failure) {
  const asked: string[] = [];
  const answer = (name: string, it: BalanceAnswer | Failure) => () => {
    asked.push(name);
    return "kind" in it ? Promise.reject(new BillingError(it)) : Promise.resolve(it);
  };
  const source: AccountSource = {
    balance: answer("balance", first),
    ...(second && { fallback: answer("fallback", second) }),
  };
  return { asked, source };
}

async function firstRead(first: BalanceAnswer | Failure, second?: BalanceAnswer | Failure) {
  const { asked, source } = createSource(first, second);
  const stage = createStage();
  const window = stage.open({ source });
  await stage.clock.advance(1_000);
  const state = await stage.state();
  window.poller.dispose();
  return { asked, state };
}

describe("a balance that has to be asked for twice", () => {
  it("comes from the fallback, marked as posted, and both requests count", async () => {
    const { asked, state } = await firstRead({}, { balance: usd(517.49), posted: true });
    assert.deepEqual(asked, ["balance", "fallback"]);
    const { reading } = state;
    assert.deepEqual([reading?.balance, reading?.posted], [usd(517.49), true]);
    assert.equal(state.requests.automatic.length, 2);
    assert.equal(state.trouble, undefined);
  });

  it("is asked for once when the first answer has it", async () => {
    const { asked, state } = await firstRead({ balance: usd(51.81) }, { balance: usd(517.49), posted: true });
    assert.deepEqual(asked, ["balance"]);
    assert.equal(state.reading?.posted, undefined);
  });

  it("comes from the fallback too when the vendor has no such page for the account", async () => {
    const gone: Failure = { kind: "not-found", status: 404, fromVendor: true };
    const { asked, state } = await firstRead(gone, { balance: usd(1), posted: true });
    assert.deepEqual(asked, ["balance", "fallback"]);
    assert.deepEqual(state.reading?.balance, usd(1));
  });

  it("is not asked for again when the key is refused or a proxy answers", async () => {
    for (const failure of [
      { kind: "unauthorized", status: 401, fromVendor: true },
      { kind: "not-found", status: 404, fromVendor: false },
      { kind: "timeout" },
    ] as const) {
      const { asked, state } = await firstRead(failure, { balance: usd(1) });
      assert.deepEqual(asked, ["balance"], failure.kind);
      assert.equal(state.trouble?.last.kind, failure.kind);
    }
  });

  it("is unknown, never zero, when nobody tells it", async () => {
    for (const second of [undefined, {}] as const) {
      const { state } = await firstRead({}, second);
      assert.equal(state.reading, undefined);
      assert.equal(state.trouble?.last.kind, "no-balance");
    }
  });

  it("keeps within the hour's budget though each read takes two", async () => {
    const { asked, source } = createSource({}, { balance: usd(1), posted: true });
    const stage = createStage();
    stage.intervalMs = 2 * MINUTE;
    const window = stage.open({ source });
    await stage.clock.advance(59 * MINUTE);
    assert.ok(asked.length <= AUTOMATIC_PER_HOUR, `${asked.length}`);
    assert.ok(asked.length > AUTOMATIC_PER_HOUR - 4, `${asked.length}`);
    window.poller.dispose();
  });
});

describe("an answer that tells balance and refill together", () => {
  it("leaves nothing else to ask, and a page that opens asks for it once", async () => {
    const asked: string[] = [];
    const detail = { refill: { enabled: true, failed: { at: 5 } }, missing: [] };
    const source: AccountSource = {
      balance() {
        asked.push("balance");
        return Promise.resolve({ balance: usd(6.4), detail });
      },
    };
    const stage = createStage();
    const window = stage.open({ source });
    await stage.clock.advance(MINUTE);
    assert.deepEqual(asked, ["balance"]);
    assert.deepEqual((await stage.state()).refill?.failed, { at: 5 });
    assert.equal(window.details.length, 1);
    await window.poller.look("page");
    assert.deepEqual(asked, ["balance", "balance"]);
    window.poller.dispose();
  });
});
