import assert from "node:assert/strict";
import { createSession } from "../../../../src/billing/accounts/account-list.ts";
import { createMemoryStores } from "../../../../src/billing/accounts/account-stores.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { AUTOMATIC_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import type { Client } from "../../../../src/billing/vendor/api-client.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { oneAccount } from "../../../support/main-account.ts";
import { createFakeClock } from "../fake-clock.ts";
import { mostInAnHour } from "../polling/fake-vendor.ts";

const MINUTE = 60_000;

async function createWorld() {
  const clock = createFakeClock();
  const asked: number[] = [];
  let balance = usd(4);
  const client: Client = (_credential, endpoint) => {
    asked.push(clock.now());
    const detail = { balance, refill: { enabled: false }, missing: [] };
    return Promise.resolve((endpoint.path === aimlapi.balance.path ? { balance } : detail) as never);
  };
  const session = createSession({
    provider: aimlapi,
    client,
    clock,
    settings: () => ({
      origin: aimlapi.origin,
      pollIntervalMs: 5 * MINUTE,
      ownThreshold: null,
      away: false,
    }),
    ...oneAccount(() => ({ origin: aimlapi.origin, apiKey: "key" })),
    openStores: createMemoryStores,
    startDemo: () => Promise.reject(new Error("no demo here")),
    onStoreError: (error) => assert.fail(String(error)),
  });
  await session.reload();
  await clock.advance(MINUTE);
  return { clock, asked, session, pay: (dollars: number) => (balance = usd(dollars)) };
}

describe("a payment that is on its way", () => {
  it("shows within two minutes, where it would take five", async () => {
    const { clock, session, pay } = await createWorld();
    session.account()?.expectTopUp();
    await clock.advance(2.5 * MINUTE);
    pay(54);
    await clock.advance(2 * MINUTE);
    const view = session.view();
    assert.deepEqual(view.kind === "account" && view.state.reading?.balance, usd(54));
    session.dispose();
  });

  it("is looked for during ten minutes, and then as often as before", async () => {
    const { clock, asked, session } = await createWorld();
    session.account()?.expectTopUp();
    await clock.advance(12 * MINUTE);
    const during = asked.length;
    await clock.advance(30 * MINUTE);
    assert.ok(during >= 9, `${during} requests`);
    assert.ok(asked.length - during <= 8, `${asked.length - during} requests later`);
    session.dispose();
  });

  it("never takes more than the hour's budget, however often somebody opens the billing page", async () => {
    const { clock, asked, session } = await createWorld();
    for (let minute = 0; minute < 180; minute += 1) {
      session.account()?.expectTopUp();
      await clock.advance(MINUTE);
    }
    assert.ok(mostInAnHour(asked) <= AUTOMATIC_PER_HOUR, `${mostInAnHour(asked)} requests in an hour`);
    session.dispose();
  });
});
