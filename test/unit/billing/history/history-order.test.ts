import assert from "node:assert/strict";
import { createMemoryStores } from "../../../../src/billing/accounts/account-stores.ts";
import { createAccountPast } from "../../../../src/billing/history/account-history.ts";
import type { PastChoice } from "../../../../src/billing/history/history-data.ts";
import type { LedgerStore } from "../../../../src/billing/ledger/store.ts";
import type { Movement } from "../../../../src/billing/money/credits.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { rewrite } from "../../../../src/billing/state/update-state.ts";
import { createFakeClock, settled, START } from "../fake-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const choose = (kind: string | null): PastChoice => ({
  range: "30d",
  filter: { kind, model: null },
  timeZone: "UTC",
});
const movement = (at: number, type: string): Movement => ({
  at,
  direction: type === "PAYMENT" ? "topup" : "charge",
  type,
  credits: 2_000_000,
  model: null,
  reference: `${type} ${at}`,
}); // prettier-ignore

/** An account with a ledger. `beforeRead` is awaited before each read of the ledger's index. */
async function open(movements: readonly Movement[]) {
  const clock = createFakeClock();
  const stores = createMemoryStores();
  const hooks = { beforeRead: (): Promise<void> | void => undefined };
  const ledger: LedgerStore = {
    ...stores.ledger,
    async read() {
      await hooks.beforeRead();
      return stores.ledger.read();
    },
  };
  await rewrite(stores.cell, (state) => ({ ...state, reading: { balance: usd(30), at: clock.now() } }));
  let changes = 0;
  let turns = 0;
  const told = [...movements];
  const past = createAccountPast({
    ...stores,
    ledger,
    clock,
    token: () => String((turns += 1)),
    source: {
      ledger: ({ from = 0, to = Infinity, direction }) => ({
        path: "/ledger",
        decode: () => ({
          movements: told
            .filter((it) => it.at >= from && it.at < to && (direction ?? it.direction) === it.direction)
            .sort((a, b) => b.at - a.at),
          next: null,
          disagreeing: 0,
        }),
      }),
    },
    ask: ({ decode }) => Promise.resolve(decode(undefined)),
    low: () => ({ ownThreshold: null, refillKnownMs: DAY }),
    timeZone: "UTC",
    onChange: () => (changes += 1),
    onStoreError: (error) => assert.fail(String(error)),
  });
  return { past, clock, stores, hooks, told, changes: () => changes };
}

describe("the list of movements", () => {
  it("is the one chosen last, however late an earlier choice is worked out", async () => {
    const { past, hooks } = await open([
      movement(START - 3 * HOUR, "PAYMENT"),
      movement(START - 2 * HOUR, "MODEL_USAGE"),
      movement(START - HOUR, "CREDITS_EXPIRED"),
    ]);
    await past.choose(choose(null));
    await past.look("timer");
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    hooks.beforeRead = () => held;
    const earlier = past.choose(choose("PAYMENT"));
    await settled();
    hooks.beforeRead = () => undefined;
    await past.choose(choose("CREDITS_EXPIRED"));
    const { movements } = past.data();
    assert.ok(movements?.kind === "known" && movements.total === 1);
    release();
    await earlier;
    const rows = await past.rows(movements.revision, 0, 10);
    assert.deepEqual(rows?.map(({ type }) => type), ["CREDITS_EXPIRED"]);
    assert.deepEqual(past.data().movements, movements);
  }); // prettier-ignore

  it("that was counted anew gives no rows by its old number", async () => {
    const { past } = await open([movement(START - HOUR, "PAYMENT")]);
    await past.choose(choose(null));
    await past.look("timer");
    const before = past.data().movements;
    await past.choose(choose("PAYMENT"));
    const after = past.data().movements;
    assert.ok(before?.kind === "known" && after?.kind === "known");
    assert.equal(await past.rows(before.revision, 0, 10), undefined);
    assert.equal((await past.rows(after.revision, 0, 10))?.length, 1);
  });
});

describe("the past of an account that was let go of", () => {
  it("tells no news and no change, at whichever step of a look that happens", async () => {
    let steps = 0;
    for (let step = 1; steps >= step - 1; step += 1) {
      const { past, clock, stores, hooks, told, changes } = await open([movement(START - HOUR, "PAYMENT")]);
      await past.listen();
      await clock.advance(DAY);
      await settled();
      told.push(movement(clock.now() - HOUR, "CREDITS_EXPIRED"));
      const before = [(await stores.cell.read()).state.alerts, changes()];
      const life = { gone: false };
      steps = 0;
      hooks.beforeRead = () => {
        steps += 1;
        if (steps !== step) return;
        life.gone = true;
        past.dispose();
      };
      await past.listen();
      await settled();
      const after = [(await stores.cell.read()).state.alerts, changes()];
      const kinds = (await stores.cell.read()).state.alerts?.pending.map(({ kind }) => kind);
      if (life.gone) assert.deepEqual(after, before, `let go of at read ${step}`);
      else assert.deepEqual(kinds, ["credits-expired"]);
    }
    assert.ok(steps > 2, "there is more than one step at which it can happen");
  });
});
