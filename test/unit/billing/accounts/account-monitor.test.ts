import assert from "node:assert/strict";
import { createSession } from "../../../../src/billing/accounts/account-list.ts";
import { createMemoryStores } from "../../../../src/billing/accounts/account-stores.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { BalanceAnswer, Provider } from "../../../../src/billing/vendor/provider.ts";
import { oneAccount } from "../../../support/main-account.ts";
import { createFakeClock } from "../fake-clock.ts";
import { MINUTE } from "../polling/windows.ts";

const origin = "https://vendor.test";

/** A window that watches one account; gives the balances that were kept of what the vendor answered, in dollars. */
async function keptOf(...answers: readonly BalanceAnswer[]) {
  const clock = createFakeClock();
  const stores = createMemoryStores();
  let answer = answers[0];
  const provider: Provider = {
    id: "vendor",
    name: "Vendor",
    origin,
    credential: { secret: "key", variables: [] },
    balance: { path: "/balance", decode: () => answer ?? assert.fail() },
    pages: { billing: origin, keys: origin, status: origin },
  };
  const session = createSession({
    provider,
    client: (_credential, { decode }) => Promise.resolve(decode(undefined)),
    clock,
    settings: () => ({ origin, pollIntervalMs: 5 * MINUTE, ownThreshold: null, away: false }),
    ...oneAccount(() => ({ origin, apiKey: "key", provider: "vendor" })),
    openStores: () => stores,
    startDemo: () => assert.fail(),
    onStoreError: (error) => assert.fail(String(error)),
  });
  await session.reload();
  for (answer of answers) await clock.advance(6 * MINUTE);
  session.dispose();
  return (await stores.balances.read()).map(({ balance }) => Number(balance.nanos) / 1e9);
}

describe("the balances that are kept of a watched account", () => {
  it("are those that were read", async () => {
    assert.deepEqual(await keptOf({ balance: usd(9) }, { balance: usd(8) }), [9, 8]);
  });

  it("leave out one that has spend in it which was not deducted yet", async () => {
    const posted = { balance: usd(50), posted: true } as const;
    assert.deepEqual(await keptOf({ balance: usd(9) }, posted, { balance: usd(8) }), [9, 8]);
    assert.deepEqual(await keptOf(posted), []);
  });
});
