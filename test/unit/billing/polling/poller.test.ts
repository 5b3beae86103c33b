import assert from "node:assert/strict";
import { usd } from "../../../../src/billing/money/money.ts";
import type { Cell } from "../../../../src/billing/state/state-store.ts";
import { START } from "../fake-clock.ts";
import { mostInAnHour } from "./fake-vendor.ts";
import { createStage, HOUR, MINUTE, type Stage } from "./windows.ts";

const balances = ({ vendor }: Stage) => vendor.asked.filter(({ endpoint }) => endpoint === "balance");
const details = ({ vendor }: Stage) => vendor.asked.filter(({ endpoint }) => endpoint === "detail");
const minutes = (asked: readonly { readonly at: number }[]) => asked.map(({ at }) => (at - START) / MINUTE);

describe("the poller of one window", () => {
  it("reads balance and detail at the start, then the balance each interval", async () => {
    const stage = createStage();
    const window = stage.open();
    await stage.clock.advance(16 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [0, 5, 10, 15]);
    assert.deepEqual(minutes(details(stage)), [0]);
    assert.deepEqual(window.states.at(-1)?.reading, { balance: usd(100), at: START + 15 * MINUTE });
    assert.equal(window.details.at(-1)?.email, "sam@example.com");
    assert.deepEqual(window.storeErrors, []);
  });

  it("spreads its reads by up to a tenth of the interval", async () => {
    const stage = createStage();
    stage.random = () => 1;
    stage.open();
    await stage.clock.advance(12 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [0, 5.5, 11]);
  });

  it("asks at most 16 times an hour at default settings and idle, however long", async () => {
    for (const jitter of [0, 0.5, 1]) {
      const stage = createStage();
      stage.random = () => jitter;
      stage.open();
      await stage.clock.advance(24 * HOUR);
      assert.ok(mostInAnHour(stage.vendor.asked.map(({ at }) => at)) <= 16);
      assert.ok(details(stage).length <= 25);
      assert.ok(balances(stage).length >= 24 * 10, `${balances(stage).length}`);
    }
  });

  it("asks as seldom when the detail is never answered", async () => {
    const stage = createStage();
    stage.vendor.failure = { detail: { kind: "not-found", status: 404 } };
    stage.open();
    await stage.clock.advance(24 * HOUR);
    assert.ok(mostInAnHour(stage.vendor.asked.map(({ at }) => at)) <= 16);
    assert.equal((await stage.state()).trouble, undefined);
  });

  it("waits three times as long while nobody looks, and asks at once when somebody does", async () => {
    const stage = createStage();
    const window = stage.open();
    window.away = true;
    await stage.clock.advance(29 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [0, 15]);
    window.away = false;
    assert.equal((await window.poller.look("timer")).kind, "read");
    assert.deepEqual(minutes(balances(stage)), [0, 15, 29]);
    window.away = true;
    await window.poller.look("timer");
    window.away = false;
    assert.equal((await window.poller.look("timer")).kind, "waiting", "the value is fresh");
  });

  it("asks within half a minute after the machine wakes", async () => {
    const stage = createStage();
    stage.open();
    await stage.clock.advance(MINUTE);
    stage.clock.sleep(8 * HOUR);
    await stage.clock.advance(MINUTE / 2);
    assert.equal(balances(stage).length, 2);
  });

  it("reads the detail again when the balance rises, crosses the threshold, or an hour is over", async () => {
    const stage = createStage();
    stage.open();
    await stage.clock.advance(4 * MINUTE);
    stage.vendor.balanceIs = usd(90);
    await stage.clock.advance(5 * MINUTE);
    assert.deepEqual(minutes(details(stage)), [0], "it fell");
    stage.vendor.balanceIs = usd(91);
    await stage.clock.advance(5 * MINUTE);
    assert.deepEqual(minutes(details(stage)), [0, 10], "it rose");
    stage.vendor.balanceIs = usd(5);
    await stage.clock.advance(5 * MINUTE);
    assert.deepEqual(minutes(details(stage)), [0, 10, 15], "it is low");
    stage.vendor.balanceIs = usd(4);
    await stage.clock.advance(HOUR - 5 * MINUTE);
    assert.deepEqual(minutes(details(stage)), [0, 10, 15], "it stays low");
    await stage.clock.advance(5 * MINUTE);
    assert.deepEqual(minutes(details(stage)), [0, 10, 15, 75], "an hour is over");
  });

  it("reads the detail when a person opens the page, though the balance is fresh", async () => {
    const stage = createStage();
    const window = stage.open();
    await stage.clock.advance(5 * MINUTE + 6_000);
    assert.equal((await window.poller.look("page")).kind, "read");
    assert.deepEqual(minutes(balances(stage)), [0, 5]);
    assert.deepEqual(minutes(details(stage)), [0, 5.1]);
    await window.poller.look("page");
    assert.equal(details(stage).length, 2, "not again within half a minute");
    await stage.clock.advance(5 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [0, 5, 10.1], "an interval after the detail told the balance");
    await stage.clock.advance(MINUTE);
    await window.poller.look("page");
    assert.equal(balances(stage).length, 4, "the balance is a minute old");
    assert.equal(details(stage).length, 3);
  });

  it("backs off when the vendor fails, further each time, up to an hour", async () => {
    const stage = createStage();
    stage.vendor.failure = { balance: { kind: "server", status: 500 } };
    const window = stage.open();
    await stage.clock.advance(6 * HOUR);
    const gaps = minutes(balances(stage)).map((at, index, all) => at - (all[index - 1] ?? 0));
    assert.deepEqual(gaps.slice(1), [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    stage.vendor.failure = {};
    await stage.clock.advance(HOUR);
    assert.equal(window.states.at(-1)?.trouble, undefined);
    assert.equal(window.states.at(-1)?.reading?.balance.nanos, usd(100).nanos);
  });

  it("keeps the last good value through failures", async () => {
    const stage = createStage();
    const window = stage.open();
    await stage.clock.advance(MINUTE);
    stage.vendor.failure = { balance: { kind: "offline" } };
    await stage.clock.advance(10 * MINUTE);
    const state = window.states.at(-1);
    assert.deepEqual(state?.reading, { balance: usd(100), at: START });
    assert.equal(state.trouble?.last.kind, "offline");
  });

  it("stops for six hours when the vendor refuses the key twice, but asks when a person does", async () => {
    const stage = createStage();
    stage.vendor.failure = { balance: { kind: "unauthorized", status: 401, fromVendor: true } };
    const window = stage.open();
    await stage.clock.advance(8 * HOUR);
    assert.deepEqual(minutes(balances(stage)), [0, 1, 361]);
    assert.deepEqual((await window.poller.look("manual")).kind, "failed");
    await stage.clock.advance(10 * MINUTE);
    const second = stage.open();
    await stage.clock.advance(MINUTE);
    assert.equal(balances(stage).length, 5, "a window that starts asks again");
    stage.vendor.failure = {};
    assert.equal((await second.poller.look("manual")).kind, "read");
    await stage.clock.advance(5 * MINUTE);
    assert.equal(balances(stage).length, 7, "and goes on");
  });

  it("goes on when a proxy says 401, or the vendor only once between other failures", async () => {
    const stage = createStage();
    stage.vendor.failure = { balance: { kind: "unauthorized", status: 401 } };
    stage.open();
    await stage.clock.advance(20 * MINUTE);
    assert.equal(balances(stage).length, 5);
    stage.vendor.failure = { balance: { kind: "unauthorized", status: 401, fromVendor: true } };
    await stage.clock.advance(15 * MINUTE);
    assert.deepEqual(
      minutes(balances(stage)).slice(5),
      [31, 32],
      "refused once, and once more a minute later",
    );
  });

  it("waits as long as the vendor says, also when a person asks", async () => {
    const stage = createStage();
    stage.vendor.failure = { balance: { kind: "rate-limited", retryAfterMs: 20 * MINUTE } };
    const window = stage.open();
    await stage.clock.advance(MINUTE);
    const outcome = await window.poller.look("manual");
    assert.deepEqual(outcome, { kind: "waiting", until: START + 20 * MINUTE, because: "told-to-wait" });
    await stage.clock.advance(25 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [0, 20]);
  });

  it("waits as long as the vendor says at the detail, and tells the balance meanwhile", async () => {
    const stage = createStage();
    stage.vendor.failure = { detail: { kind: "rate-limited", retryAfterMs: 20 * MINUTE } };
    const window = stage.open();
    await stage.clock.advance(24 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [0, 20]);
    assert.deepEqual(window.states.at(-1)?.reading?.balance, usd(100));
  });

  it("answers a person at once, but not more often than every five seconds, nor more than twelve times", async () => {
    const stage = createStage();
    const window = stage.open();
    await stage.clock.advance(10_000);
    assert.equal((await window.poller.look("manual")).kind, "read");
    const hasty = await window.poller.look("manual");
    assert.equal(hasty.kind === "waiting" && hasty.because, "just-asked");
    const before = stage.vendor.asked.length;
    for (let second = 0; second < 1800; second += 6) {
      await stage.clock.advance(6_000);
      await window.poller.look("manual");
    }
    assert.ok(stage.vendor.asked.length - before <= 10 + 40, `${stage.vendor.asked.length - before}`);
    const outcome = await window.poller.look("manual");
    assert.equal(outcome.kind === "waiting" && outcome.because, "budget");
    await stage.clock.advance(HOUR);
    assert.equal((await window.poller.look("manual")).kind, "read");
  });

  it("has one request in flight, which serves all who ask", async () => {
    const stage = createStage();
    stage.vendor.takes = 3_000;
    const window = stage.open();
    await stage.clock.advance(1_000);
    const asked = ["timer", "manual", "page"] as const;
    const outcomes = Promise.all(asked.map((trigger) => window.poller.look(trigger)));
    await stage.clock.advance(10_000);
    assert.deepEqual(new Set((await outcomes).map(({ kind }) => kind)), new Set(["read"]));
    assert.equal(stage.vendor.asked.length, 2);
  });

  it("is silent once disposed of, also in the middle of a request", async () => {
    const stage = createStage();
    stage.vendor.takes = 3_000;
    const window = stage.open();
    await stage.clock.advance(1_000);
    const joined = window.poller.look("manual");
    window.poller.dispose();
    const told = window.states.length;
    await stage.clock.advance(HOUR);
    assert.deepEqual(await joined, { kind: "gone" });
    assert.deepEqual(await window.poller.look("manual"), { kind: "gone" });
    assert.equal(stage.vendor.asked.length, 1);
    assert.equal(window.states.length, told);
    assert.equal(stage.clock.timers, 0);
    assert.deepEqual(window.storeErrors, []);
  });

  it("takes no turn and tells nothing when it is disposed of while it reads or writes the store", async () => {
    for (const part of ["read", "swap"] as const) {
      const stage = createStage();
      let swaps = 0;
      const slow = () => new Promise<void>((resolve) => void stage.clock.after(1_000, resolve));
      const cell: Cell = {
        ...stage.cell,
        async read() {
          if (part === "read") await slow();
          return stage.cell.read();
        },
        async swap(expected, next) {
          swaps += 1;
          if (part === "swap" && swaps === 2) await slow();
          return stage.cell.swap(expected, next);
        },
      };
      const window = stage.open({ cell });
      await stage.clock.advance(500);
      const told = window.states.length;
      window.poller.dispose();
      await stage.clock.advance(HOUR);
      assert.equal(swaps, part === "read" ? 0 : 2);
      assert.equal(window.states.length, told);
      assert.equal(stage.vendor.asked.length, part === "read" ? 0 : 1);
    }
  });
});

describe("the poller and a clock that jumps", () => {
  for (const [name, jump] of [
    ["a second", -1_000],
    ["ten minutes", -10 * MINUTE],
    ["ten days", -240 * HOUR],
    ["ten years", -87_600 * HOUR],
  ] as const) {
    it(`reads within an interval after the clock was set back by ${name}`, async () => {
      const stage = createStage();
      stage.open();
      await stage.clock.advance(7 * MINUTE);
      stage.clock.jump(jump);
      const before = balances(stage).length;
      await stage.clock.advance(5 * MINUTE + MINUTE / 2);
      assert.ok([1, 2].includes(balances(stage).length - before), `${balances(stage).length - before}`);
    });

    it(`does not storm when it is offline and the clock was set back by ${name}`, async () => {
      const stage = createStage();
      stage.open();
      await stage.clock.advance(7 * MINUTE);
      stage.vendor.failure = { balance: { kind: "offline" } };
      stage.clock.jump(jump);
      const before = stage.vendor.asked.length;
      await stage.clock.advance(20 * MINUTE);
      assert.ok(stage.vendor.asked.length - before <= 6, `${stage.vendor.asked.length - before}`);
    });
  }

  it("keeps no timer for days when the clock is set back while it asks, also where nothing can be watched", async () => {
    const stage = createStage();
    stage.vendor.takes = 2_000;
    stage.open({ cell: { ...stage.cell, watch: () => ({ dispose: () => undefined }) } });
    await stage.clock.advance(1_000);
    stage.clock.jump(-240 * HOUR);
    await stage.clock.advance(6 * MINUTE);
    assert.equal(balances(stage).length, 2);
  });

  it("asks once when the clock is set ahead", async () => {
    const stage = createStage();
    stage.open();
    await stage.clock.advance(MINUTE);
    stage.clock.jump(1_000 * HOUR);
    await stage.clock.advance(4 * MINUTE);
    assert.equal(balances(stage).length, 2);
  });

  it("stays within the budget of a real hour when the clock runs wild", async () => {
    const stage = createStage();
    stage.open();
    const started = stage.clock.elapsed();
    for (let turn = 0; turn < 3_600; turn += 1) {
      stage.clock.jump((turn % 2 === 0 ? 3 : -3) * HOUR);
      await stage.clock.advance(1_000);
    }
    assert.equal(stage.clock.elapsed() - started, HOUR);
    assert.ok(stage.vendor.asked.length > 10);
    assert.ok(stage.vendor.asked.length <= 40, `${stage.vendor.asked.length}`);
  });
});

describe("the pollers of many windows", () => {
  it("ask once an interval together", async () => {
    const stage = createStage();
    const windows = Array.from({ length: 9 }, () => stage.open());
    await stage.clock.advance(61 * MINUTE);
    assert.deepEqual(
      minutes(balances(stage)),
      Array.from({ length: 13 }, (_, index) => index * 5),
    );
    assert.equal(details(stage).length, 2);
    for (const { states } of windows) assert.equal(states.at(-1)?.reading?.at, START + HOUR);
  });

  it("see at once what another one read", async () => {
    const stage = createStage();
    const [first, second] = [stage.open(), stage.open()];
    await stage.clock.advance(MINUTE);
    stage.vendor.balanceIs = usd(77);
    await first.poller.look("manual");
    await stage.clock.advance(10);
    assert.deepEqual(second.states.at(-1)?.reading?.balance, usd(77));
  });

  it("let a person's refresh join the turn of another window", async () => {
    const stage = createStage();
    stage.vendor.takes = 1_000;
    stage.open();
    const second = stage.open();
    await stage.clock.advance(500);
    const outcome = second.poller.look("manual");
    await stage.clock.advance(5_000);
    assert.equal((await outcome).kind, "waiting");
    assert.equal(balances(stage).length, 1);
    assert.deepEqual(second.states.at(-1)?.reading?.balance, usd(100));
  });

  it("take over when the one that asks is gone", async () => {
    const stage = createStage();
    const dead = { balance: () => new Promise<never>(() => undefined), detail: stage.vendor.detail };
    stage.open({ source: dead });
    await stage.clock.advance(100);
    const second = stage.open();
    await stage.clock.advance(6 * MINUTE);
    assert.deepEqual(minutes(balances(stage)), [5]);
    assert.equal((await second.poller.look("timer")).kind, "waiting");
  });

  it("give a person the other's answer when the turn was lost to it", async () => {
    const stage = createStage();
    const first = stage.open();
    await stage.clock.advance(MINUTE);
    stage.vendor.takes = 3_000;
    const outcome = first.poller.look("manual");
    await stage.clock.advance(1_000);
    stage.clock.sleep(HOUR);
    const second = stage.open();
    await stage.clock.advance(1_000);
    await stage.clock.advance(20_000);
    assert.notEqual((await outcome).kind, "gone");
    const last = second.states.at(-1)?.reading?.at ?? 0;
    assert.ok(last > START + HOUR, "the older answer did not replace the newer one");
  });

  it("do not storm when two machines of one network home have clocks hours apart", async () => {
    const stage = createStage();
    const { clock } = stage;
    stage.open();
    const ahead = { ...clock, now: () => clock.now() + 3 * HOUR };
    const other = createStage(stage.cell, {
      ...ahead,
      advance: clock.advance,
      jump: clock.jump,
      sleep: clock.sleep,
    });
    other.open();
    await clock.advance(HOUR);
    assert.ok(stage.vendor.asked.length <= 40, `${stage.vendor.asked.length}`);
    assert.ok(other.vendor.asked.length <= 40, `${other.vendor.asked.length}`);
  });
});
