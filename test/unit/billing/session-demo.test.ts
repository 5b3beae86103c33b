import assert from "node:assert/strict";
import { createSession, type Session } from "../../../src/billing/accounts/account-list.ts";
import { createMemoryStores } from "../../../src/billing/accounts/account-stores.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { aimlapi } from "../../../src/providers/aimlapi/aimlapi.ts";
import { oneAccount } from "../../support/main-account.ts";
import { createFakeClock, settled } from "./fake-clock.ts";

/** A window whose demo takes its time to start. */
function createStage() {
  const clock = createFakeClock();
  const stopped: string[] = [];
  const asked: string[] = [];
  const starting: (() => void)[] = [];
  const session = createSession({
    provider: aimlapi,
    client({ apiKey }) {
      asked.push(apiKey);
      return Promise.resolve({ balance: usd(1), refill: {}, missing: [] } as never);
    },
    clock,
    settings: () => ({
      origin: aimlapi.origin,
      pollIntervalMs: 300_000,
      ownThreshold: null,
      away: false,
    }),
    ...oneAccount(() => ({ origin: aimlapi.origin, apiKey: "mine" })),
    openStores: createMemoryStores,
    startDemo: () =>
      new Promise((resolve) => {
        const name = `demo ${starting.length + 1}`;
        const dispose = () => void stopped.push(name);
        starting.push(() => resolve({ origin: "http://127.0.0.1:1", apiKey: name, dispose }));
      }),
    onStoreError: (error) => assert.fail(String(error)),
  });
  return { session, clock, stopped, asked, starting };
}

describe("a demo that was still starting", () => {
  const overtaken: Readonly<Record<string, (session: Session) => unknown>> = {
    "when the accounts changed": (session) => session.reload(),
    "when the window closed": (session) => session.dispose(),
  };
  for (const [name, overtake] of Object.entries(overtaken))
    it(`${name} is stopped, and asked for nothing`, async () => {
      const { session, clock, stopped, asked, starting } = createStage();
      const start = session.startDemo();
      await overtake(session);
      starting[0]?.();
      await start;
      await clock.advance(1_000);
      assert.deepEqual(stopped, ["demo 1"]);
      assert.ok(!asked.includes("demo 1"));
      assert.ok(session.views().every((view) => view.kind !== "account" || !view.demo));
    });

  it("when it was asked for twice runs once, and is stopped when it is left", async () => {
    const { session, stopped, starting } = createStage();
    const starts = [session.startDemo(), session.startDemo()];
    for (const each of starting) each();
    await Promise.all(starts);
    await settled();
    assert.deepEqual(stopped, ["demo 1"]);
    await session.leaveDemo();
    assert.deepEqual(stopped, ["demo 1", "demo 2"]);
  });
});
