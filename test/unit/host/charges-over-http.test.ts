import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChargeOutcome } from "../../../src/billing/charges/outcome.ts";
import { usd } from "../../../src/billing/money/money.ts";
import type { Clock } from "../../../src/billing/time/clock.ts";
import type { Ask } from "../../../src/billing/vendor/endpoint.ts";
import { secretsOf } from "../../../src/sandbox/accounts.ts";
import { startSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { scenarioNames, type ScenarioName, scenarioOf } from "../../../src/sandbox/scenarios/scenarios.ts";
import { createScratch, type Scratch } from "../../support/scratch.ts";
import { until } from "../../support/until.ts";
import { inShort } from "../billing/charges/charge-stage.ts";
import {
  CHARGED,
  type Charged,
  type ChargingOptions,
  type ChargingWindow,
  isCharge,
  isSilent,
  openWindow,
  textsBelow,
} from "./charging.ts";

/** A world without trouble, which leaves the accounts as they are. */
const CALM: ScenarioName = "no-ledger";
const MINUTE = 60_000;
const CREDITS_PER_USD = 2_000_000;
/** How long after a declined payment there may still come a record of it. */
const REFUSED_AFTER_MS: Readonly<Record<Charged, number>> = { cloudflare: 75 * MINUTE, xai: 15 * MINUTE };

/** What a lost or strange answer comes to at first and after a look, and how often the card was charged. */
type Course = readonly [first: string, settled: string, charges: number];
const nothing = (first: string): Course => [first, first, 0];
const once1 = (first: string): Course => [first, "charged: records", 1];

const courses: Readonly<Partial<Record<ScenarioName, Readonly<Record<Charged, Course>>>>> = {
  "answer-lost-before": both(nothing("open: no-answer")),
  "answer-lost-during": both(once1("open: no-answer")),
  "answer-lost-after": both(once1("open: no-answer")),
  "answer-lost-silently": both(once1("open: no-answer")),
  slow: both(once1("open: no-answer")),
  hanging: both(nothing("open: no-answer")),
  "dropped-connection": both(nothing("open: no-answer")),
  "html-error": both(nothing("open: unclear-answer")),
  "captive-portal": both(nothing("open: unclear-answer")),
  "redirect-away": both(nothing("open: unclear-answer")),
  "malformed-json": both(once1("open: unclear-answer")),
  "huge-body": both(once1("open: unclear-answer")),
  "wrong-types": { cloudflare: once1("open: unclear-answer"), xai: ["charged: records", "", 1] },
  "card-needs-authentication": both(["open: finish", "open: finish", 1]),
  [CALM]: { cloudflare: ["charged: status", "", 1], xai: ["charged: records", "", 1] },
  "rate-limited": both(["not-charged: refusal", "", 0]),
  "card-declined": both(["open: declined", "open: declined", 0]),
  unauthorized: both(["not-charged: refusal", "", 0]),
  "read-only-token": both(["not-charged: refusal", "", 0]),
};

function both(course: Course): Readonly<Record<Charged, Course>> {
  return { cloudflare: course, xai: course };
}

describe("a top-up over HTTP", () => {
  let scratch: Scratch;
  let sandbox: Sandbox;
  /** How far our wall clock is ahead of the vendor's. */
  let ahead: number;
  let passed: number;
  /** How many requests there were before the one that nobody answers. */
  let silentAfter: number;
  let windows: ChargingWindow[];

  beforeEach(async () => {
    scratch = await createScratch();
    sandbox = await startSandbox({ timeFactor: 0 });
    ahead = 0;
    passed = 0;
    silentAfter = Infinity;
    windows = [];
  });
  afterEach(async () => {
    await sandbox.close();
    await scratch.dispose();
  });

  const pass = (ms: number) => {
    passed += ms;
    sandbox.world.clock.advance(ms);
  };
  /** Nobody waits: what is to happen later happens at once, and it is later then, for the vendors too. */
  const clock: Clock = {
    now: () => sandbox.world.clock.now() + ahead,
    elapsed: () => passed,
    steady: () => ({ run: "", ms: passed }),
    after(delayMs, callback) {
      const timer = setImmediate(() => {
        pass(delayMs);
        callback();
      });
      return { dispose: () => clearImmediate(timer) };
    },
  };
  const open = (more: Partial<ChargingOptions> = {}) => {
    const window = openWindow({
      url: sandbox.url,
      accounts: sandbox.accounts,
      storage: scratch.path,
      clock,
      over: () => sandbox.requests().length > silentAfter,
      ...more,
    });
    windows.push(window);
    return window;
  };
  const play = (scenario: ScenarioName, vendor: Charged) => {
    sandbox.play(scenario, vendor);
    silentAfter = isSilent(scenario) ? sandbox.requests().length : Infinity;
  };
  /** The vendor is reached as ever, until the charge itself is sent. */
  const troubled =
    (window: ChargingWindow, vendor: Charged, scenario: ScenarioName): Ask =>
    async (endpoint) => {
      if (isCharge(endpoint)) play(scenario, vendor);
      return window.ask(vendor)(endpoint);
    };
  const charges = (vendor: Charged) => sandbox.charges(vendor).length;
  const posts = () =>
    sandbox.requests().filter(({ method, path }) => method === "POST" && isCharge({ path }));

  /** Nothing that is written or told by us holds what must not leave the vendor, the key or the account. */
  const assertDiscreet = async (...told: readonly string[]) => {
    const { cloudflare, xai } = sandbox.accounts;
    const ours = [await textsBelow(scratch.path), ...windows.flatMap(({ lines }) => lines), ...told].join(
      "\n",
    );
    for (const secret of [...secretsOf(sandbox.accounts), cloudflare.accountId, xai.teamId, "secret"])
      assert.ok(!ours.includes(secret), `${secret.slice(0, 6)}… stands in ${ours}`);
  };

  for (const vendor of CHARGED) {
    describe(`at ${vendor}`, () => {
      for (const [name, course] of Object.entries(courses) as [ScenarioName, Record<Charged, Course>][]) {
        const [first, settled, expected] = course[vendor];
        const trouble = name === CALM ? "no trouble" : name;
        it(`with ${trouble} is ${first}, and charged ${expected === 0 ? "by nobody" : "once at most"}`, async () => {
          const window = open();
          const outcome = await window.topUp(vendor, usd(25), troubled(window, vendor, name));
          assert.equal(inShort(outcome), first);
          assert.equal(charges(vendor), expected);
          const told = window.told(vendor, outcome);
          assertTrue(told, first);
          if (first.startsWith("open")) {
            play(CALM, vendor);
            // Asks for no help of the clock: what is open stays so, for every window and after every restart.
            const refused = await open().topUp(vendor);
            assert.equal(inShort(refused), "waiting");
            assert.match(window.told(vendor, refused), /^No new top-up was sent\. /);
            assert.deepEqual([charges(vendor), posts().length], [expected, 1]);
            pass(10_000);
            assert.deepEqual(await open().settle(vendor), [settled]);
          }
          await assertDiscreet(told);
        });
      }

      for (const amount of ["10.01", "12.50", "33.33", "99.99"])
        it(`of $${amount} is known by its record, whatever cents the fee comes to`, async () => {
          const window = open();
          await window.topUp(vendor, usd(amount), troubled(window, vendor, "answer-lost-after"));
          sandbox.play(CALM, vendor);
          pass(10_000);
          assert.deepEqual(await open().settle(vendor), ["charged: records"]);
        });

      it("that meets an error of the vendor's own is open, not refused", async () => {
        const window = open();
        const outcome = await window.topUp(vendor, usd(25), async (endpoint) => {
          if (isCharge(endpoint)) {
            sandbox.play("flaky", vendor);
            await window.topUpOf(vendor).payments(window.ask(vendor));
          }
          return window.ask(vendor)(endpoint);
        });
        assert.equal(inShort(outcome), "open: unclear-answer");
        assert.ok(outcome.kind === "tried" && outcome.failure?.status === 500);
        assert.equal(charges(vendor), 0);
      });

      it("is through once its payer confirmed it with the bank", async () => {
        const window = open();
        const outcome = await window.topUp(
          vendor,
          usd(25),
          troubled(window, vendor, "card-needs-authentication"),
        );
        assert.match(window.told(vendor, outcome), /needs your confirmation in .+ dashboard/);
        assert.deepEqual(await window.settle(vendor), ["open: finish"]);
        pass(MINUTE);
        sandbox.world[vendor].account().approvePayments(sandbox.world.clock.now());
        assert.match((await open().settle(vendor))[0] ?? "", /^charged: (status|records)$/);
        assert.equal(charges(vendor), 1);
        await assertDiscreet();
      });

      it("may be made again once the card pays", async () => {
        const window = open();
        const declined = await window.topUp(vendor, usd(25), troubled(window, vendor, "card-declined"));
        assert.match(window.told(vendor, declined), /was declined, but .+ may still collect it later\./);
        sandbox.play(CALM, vendor);
        assert.equal(inShort(await open().topUp(vendor)), "waiting");
        pass(REFUSED_AFTER_MS[vendor] - MINUTE);
        assert.deepEqual(await open().settle(vendor), ["open: declined"]);
        pass(2 * MINUTE);
        assert.deepEqual(await open().settle(vendor), ["not-charged: refusal"]);
        assert.match(inShort(await window.topUp(vendor)), /^charged/);
        assert.equal(charges(vendor), 1);
      });

      it("that the vendor collects later waits for that, and is charged once", async () => {
        const window = open();
        const first = await window.topUp(vendor, usd(25), troubled(window, vendor, "card-declined-for-now"));
        assert.equal(inShort(first), vendor === "xai" ? "open: pending" : "open: declined");
        pass(30 * 24 * 60 * MINUTE);
        assert.match((await open().settle(vendor))[0] ?? "", /^open/);
        assert.equal(inShort(await open().topUp(vendor)), "waiting");
        sandbox.play(CALM, vendor);
        assert.deepEqual(await open().settle(vendor), ["charged: records"]);
        assert.deepEqual([charges(vendor), posts().length], [1, 1]);
      });

      it("is not settled by somebody else's payment that fails, and may go through later", async () => {
        const trouble = vendor === "xai" ? "card-declined-for-now" : "card-needs-authentication";
        const window = open();
        await window.topUp(vendor, usd(25), troubled(window, vendor, trouble));
        pass(2 * MINUTE);
        const { world } = sandbox;
        const account = world[vendor].account();
        const other = account.pay(25 * CREDITS_PER_USD, world.clock.now(), 0) ?? assert.fail();
        account.abandonPayment(other.id);
        pass(16 * MINUTE);
        assert.match((await open().settle(vendor))[0] ?? "", /^open/);
        pass(3 * 24 * 60 * MINUTE);
        assert.match((await open().settle(vendor))[0] ?? "", /^open/);
        assert.equal(inShort(await open().topUp(vendor)), "waiting");
        sandbox.play(CALM, vendor);
        world[vendor].account().approvePayments(world.clock.now());
        assert.match((await open().settle(vendor))[0] ?? "", /^charged/);
        assert.equal(posts().length, 1);
      });

      it("has failed once the vendor gives it up, and then may be made again", async () => {
        const trouble = vendor === "xai" ? "card-declined-for-now" : "card-needs-authentication";
        const window = open();
        await window.topUp(vendor, usd(25), troubled(window, vendor, trouble));
        sandbox.world[vendor].account().abandonPayment(sandbox.charges(vendor)[0]?.id ?? "");
        assert.deepEqual(await open().settle(vendor), ["not-charged: records"]);
        sandbox.play(CALM, vendor);
        assert.match(inShort(await open().topUp(vendor)), /^charged/);
      });

      it("is not sent to another card than the one that was confirmed", async () => {
        const window = open();
        const [payer, topUp] = [await window.payer(vendor), window.topUpOf(vendor)];
        const order = { payer, topUp, ask: window.ask(vendor), amount: usd(25), latest: undefined };
        const method = (await topUp.terms(order.ask)).method;
        const confirmed = method ?? { id: null, brand: "visa", last4: "0002" };
        const other = await window.charger.begin({ ...order, method: { ...confirmed, last4: "0001" } });
        assert.equal(other.kind, "other-method");
        assert.equal(posts().length, 0);
        if (!method) return;
        assert.match(inShort(await window.charger.begin({ ...order, method })), /^charged/);
      });

      it("that finds nobody to connect to is not charged, and does not wait", async () => {
        const window = open();
        const nowhere = open({ url: "http://127.0.0.1:9" });
        const outcome = await window.topUp(vendor, usd(25), (endpoint) =>
          (isCharge(endpoint) ? nowhere : window).ask(vendor)(endpoint),
        );
        assert.equal(inShort(outcome), "not-charged: never-sent");
        assert.match(window.told(vendor, outcome), /did not reach .+\. Nothing was charged\./);
        assert.match(inShort(await open().topUp(vendor)), /^charged/);
        assert.equal(charges(vendor), 1);
      });

      it("is not sent where the records cannot be read first", async () => {
        const faults = scenarioNames.filter((name) => {
          const { fault } = scenarioOf(name);
          return (
            fault &&
            !name.startsWith("answer-lost") &&
            name !== "flaky" &&
            !(vendor === "xai" && name === "wrong-types")
          );
        });
        assert.ok(faults.length > 8);
        for (const name of faults) {
          play(name, vendor);
          const outcome = await open().topUp(vendor);
          assert.equal(inShort(outcome), "no-evidence", name);
        }
        assert.deepEqual([charges(vendor), posts().length], [0, 0]);
        await assertDiscreet();
      });

      it("is not freed of the day's limit by a clock that is set ahead", async () => {
        const limit = usd(40);
        assert.match(inShort(await open({ limit }).topUp(vendor)), /^charged/);
        ahead += 25 * 60 * MINUTE;
        assert.equal((await open({ limit }).topUp(vendor)).kind, "over-limit");
        assert.equal(charges(vendor), 1);
      });

      it("is closed by hand when no record shows it, and only then may be made again", async () => {
        const window = open();
        const lost = await window.topUp(vendor, usd(25), troubled(window, vendor, "answer-lost-before"));
        sandbox.play(CALM, vendor);
        assert.ok(lost.kind === "tried");
        if (vendor === "xai") {
          await open().charger.closeByHand(lost.entry.id);
          assert.deepEqual(await window.settle(vendor), ["open: no-answer"], "not before a day has passed");
        }
        pass(3 * 24 * 60 * MINUTE);
        assert.deepEqual(await window.settle(vendor), ["open: no-answer"]);
        assert.equal(inShort(await open().topUp(vendor)), "waiting");
        await open().charger.closeByHand(lost.entry.id);
        assert.match(inShort(await open().topUp(vendor)), /^charged/);
        assert.equal(charges(vendor), 1);
      });

      it("made by eight windows at the same moment charges once", async () => {
        const outcomes = await Promise.all(Array.from({ length: 8 }, () => open().topUp(vendor)));
        assert.equal(charges(vendor), 1);
        assert.equal(outcomes.filter(({ kind }) => kind === "tried").length, 1);
      });

      for (const heard of [true, false])
        it(`of a process that is killed ${heard ? "after" : "before"} the vendor heard of it waits for the records`, async () => {
          const { child, send } = await startCharging(vendor);
          sandbox.play(heard ? "answer-lost-silently" : "hanging", vendor);
          send();
          await until(() => posts().length > 0);
          child.kill("SIGKILL");
          await once(child, "close");
          sandbox.play(CALM, vendor);
          assert.equal(charges(vendor), heard ? 1 : 0);
          assert.equal(inShort(await open().topUp(vendor)), "waiting");
          assert.deepEqual(await open().settle(vendor), ["open: under-way"]);
          pass(3 * MINUTE);
          const refused = await open().topUp(vendor);
          assert.match(open().told(vendor, refused), /was interrupted\. It may have been charged\./);
          assert.deepEqual(await open().settle(vendor), [heard ? "charged: records" : "open: under-way"]);
          assert.deepEqual([charges(vendor), posts().length], [heard ? 1 : 0, 1]);
          await assertDiscreet();
        });
    });
  }

  /** A process that stands before its request, all written down. */
  async function startCharging(vendor: Charged) {
    const script = join(import.meta.dirname, "kill-charging.ts");
    const { url, accounts } = sandbox;
    const args = [scratch.path, url, accounts.aimlapi.apiKey, vendor, String(clock.now())];
    const child = spawn(process.execPath, [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    await once(child.stdout, "data");
    return { child, send: () => child.stdin.write("\n") };
  }

  it("is settled by its status where its window is gone before the payment is through", async () => {
    const window = open();
    const gone = new AbortController();
    const [payer, ask] = [await window.payer("cloudflare"), window.ask("cloudflare")];
    const charging = window.charger.begin({
      payer,
      topUp: window.topUpOf("cloudflare"),
      ask(endpoint) {
        if (endpoint.path.endsWith("/status")) gone.abort();
        return ask(endpoint);
      },
      amount: usd(25),
      latest: undefined,
      signal: gone.signal,
    });
    await assert.rejects(charging, { name: "AbortedError" });
    assert.equal(inShort(await open().topUp("cloudflare")), "waiting");
    pass(MINUTE);
    // No record is needed for that.
    const asked = sandbox.requests().length;
    assert.deepEqual(await open().settle("cloudflare"), ["charged: status"]);
    assert.deepEqual(
      sandbox
        .requests()
        .slice(asked)
        .map(({ path }) => path.split("/").at(-1)),
      ["status"],
    );
    assert.equal(charges("cloudflare"), 1);
  });

  it("counts what both vendors charged towards one limit", async () => {
    const limit = usd(62);
    assert.match(inShort(await open({ limit }).topUp("cloudflare", usd(25))), /^charged/);
    const lost = open({ limit });
    assert.equal(
      inShort(await lost.topUp("xai", usd(25), troubled(lost, "xai", "answer-lost-after"))),
      "open: no-answer",
    );
    const window = open({ limit });
    const outcome = await window.topUp("cloudflare", usd(10.24));
    assert.equal(
      window.told("cloudflare", outcome),
      "This top-up would exceed your daily limit of $62.00 ($51.25 used in the last 24 hours). Nothing was charged.",
    );
    assert.match(inShort(await window.topUp("cloudflare", usd(10.23))), /^charged/, "$10.75 with its fee");
    assert.equal(sandbox.charges().length, 3);
  });

  it("does not fit the limit again because a clock was set", async () => {
    await open({ limit: usd(30) }).topUp("xai", usd(25));
    for (const hours of [-1, -23, -25, -24 * 365, 25, 24 * 365]) {
      ahead = hours * 60 * MINUTE;
      assert.equal((await open({ limit: usd(30) }).topUp("xai", usd(25))).kind, "over-limit", `${hours} h`);
    }
    assert.equal(charges("xai"), 1);
  });

  it("stays open to those whose clock was set back", async () => {
    const window = open();
    await window.topUp("xai", usd(25), troubled(window, "xai", "answer-lost-after"));
    sandbox.play(CALM, "xai");
    sandbox.world.clock.advance(10_000);
    ahead = -60 * MINUTE;
    assert.equal(inShort(await open().topUp("xai")), "waiting");
    assert.deepEqual(await open().settle("xai"), ["charged: records"]);
    assert.equal(charges("xai"), 1);
  });

  it("is not sent where nothing can be written", async () => {
    await writeFile(join(scratch.path, "charges"), "in the way");
    const window = open();
    const outcome = await window.topUp("cloudflare");
    assert.equal(outcome.kind, "no-book");
    assert.match(
      window.told("cloudflare", outcome),
      /^Cannot record top-ups safely \(ENOTDIR\)\. Nothing was charged\.$/,
    );
    assert.deepEqual(posts(), []);
  });

  it("is answered by xAI with the purchase that is pending, which is told", async () => {
    const window = open();
    sandbox.play("card-declined-for-now", "xai");
    const { world } = sandbox;
    // It is made elsewhere once our look at the records is over, by somebody whose clock is behind.
    const ask: Ask = async (endpoint) => {
      if (isCharge(endpoint))
        world.xai.account().pay(500 * CREDITS_PER_USD, world.clock.now() - 3 * 60 * MINUTE, 0);
      return window.ask("xai")(endpoint);
    };
    const outcome = await window.topUp("xai", usd(25), ask);
    assert.equal(inShort(outcome), "open: earlier");
    assert.match(
      window.told("xai", outcome),
      /^xAI answered with a top-up of \$500\.00 from 3 hours ago instead of yours of \$25\.00/,
    );
    sandbox.play(CALM, "xai");
    pass(20 * MINUTE);
    assert.deepEqual(await open().settle("xai"), ["open: earlier"], "the older one is not ours");
    assert.deepEqual(charges("xai"), 1, "the one that was there before");
  });

  it("stays open where Cloudflare cuts its invoices before it, and the dashboard is named", async () => {
    const window = open();
    await window.topUp("cloudflare", usd(25), troubled(window, "cloudflare", "card-declined"));
    sandbox.play(CALM, "cloudflare");
    pass(80 * MINUTE);
    const { world } = sandbox;
    for (let count = 0; count < 21; count += 1)
      world.cloudflare.account().pay(10 * CREDITS_PER_USD, world.clock.now(), 0);
    pass(MINUTE);
    const settlement = await window.charger.settle(
      await window.payer("cloudflare"),
      window.topUpOf("cloudflare"),
      window.ask("cloudflare"),
    );
    assert.ok(settlement.kind === "looked");
    assert.deepEqual([settlement.entries.length, settlement.hidden?.length], [1, 1]);
    assert.equal(settlement.entries[0]?.state.kind, "open");
  });

  it("tells in its audit what was done, and nothing else", async () => {
    const window = open();
    const outcome: ChargeOutcome = await window.topUp("cloudflare");
    assert.ok(outcome.kind === "tried");
    const audit = window.lines.filter((line) => line.startsWith("Top-up"));
    const who = `Top-up ${outcome.entry.id} of 25 USD by ${await window.payer("cloudflare")}: `;
    assert.deepEqual(
      audit,
      ["written down", "open: pending", "charged: status"].map((words) => who + words),
    );
  });
});

/** What is told claims no more than is known. */
function assertTrue(told: string, state: string): void {
  assert.doesNotMatch(told, /Retrying|by itself/);
  const claims = { charged: /charged the top-up of \$25\.00\./, not: /Nothing was charged\./ };
  if (state.startsWith("charged")) assert.match(told, claims.charged);
  else assert.doesNotMatch(told, /^\w+ charged /);
  if (state.startsWith("not-charged")) assert.match(told, claims.not);
  else assert.doesNotMatch(told, claims.not);
  if (state.startsWith("open"))
    assert.match(told, /Before topping up again, wait until|Wait for it to finish/);
}
