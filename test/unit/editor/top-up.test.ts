import assert from "node:assert/strict";
import { payerOf } from "../../../src/billing/charges/charge-order.ts";
import type { ChargeEntry } from "../../../src/billing/charges/charge-book.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { createMemoryCell } from "../../../src/billing/state/memory-state-store.ts";
import type { TopUp } from "../../../src/billing/vendor/account-actions.ts";
import { openEditor } from "../../support/fake-vscode.ts";
import type { Answer, FakeEditor } from "../../support/vscode/editor.ts";
import "../../support/with-vscode.ts";
import { createChargeStage, LOST, type ChargeStage } from "../billing/charges/charge-stage.ts";
import { settledOutside } from "../billing/fake-clock.ts";

const { topUp } = await import("../../../src/editor/account-actions/top-up.ts");

const OBSTACLE = "Account actions were turned off. Nothing was sent.";
const DASHBOARD = "https://bank.example/billing";
const yes: Answer = ({ choices: [first] = [] }) => first;

describe("a top-up by a person", () => {
  let stage: ChargeStage;
  let editor: FakeEditor;
  /** What became of the account, in order. */
  let followed: string[];
  let rechecks: Set<string>;
  beforeEach(() => {
    stage = createChargeStage();
    stage.limit = usd(500);
    followed = [];
    rechecks = new Set();
  });

  /** Reads each question before the answer to it. */
  async function run(
    answers: readonly Answer[],
    {
      obstacle = () => undefined,
      action = {},
    }: { obstacle?: () => string | undefined; action?: Partial<TopUp> } = {},
  ) {
    editor = openEditor();
    editor.onShown = () => stage.clock.advance(2_000);
    editor.answers = [...answers];
    const { vendor, clock } = stage;
    const context = {
      account: {
        provider: {
          id: "cloudflare",
          name: "Bank",
          pages: { billing: DASHBOARD },
          credential: { secret: "token" },
        },
        credential: { subject: "a" },
        stores: { cell: createMemoryCell() },
        look: (trigger: string) => Promise.resolve(followed.push(trigger)),
        expectTopUp: () => followed.push("expects"),
      },
      title: "North (Bank)",
      locale: "en",
      ask: vendor.ask,
      clock,
      now: clock.now,
      elapsed: clock.elapsed,
      obstacle: () => Promise.resolve(obstacle()),
      charger: () => Promise.resolve(stage.open()),
      rechecks,
      audit: () => undefined,
      changed: () => followed.push("changed"),
    };
    await topUp(context as never, { ...vendor.topUp, ...action });
  }

  const boxes = () => editor.shown.filter(({ kind }) => kind === "input").map(({ detail }) => detail ?? "");
  const question = () => editor.shown.find(({ modal }) => modal === true);
  const states = () => stage.store.book.map(({ state }) => state.kind);

  it("of up to $100 is confirmed once", async () => {
    await run(["100", yes]);
    assert.deepEqual(stage.vendor.charges, [usd(100)]);
    assert.equal(boxes().length, 1);
  });

  it("of more than $100 is typed once more, and another amount charges nothing", async () => {
    await run(["100.01", yes, "100.01"]);
    assert.deepEqual(stage.vendor.charges, [usd("100.01")]);
    assert.match(boxes()[1] ?? "", /again to confirm/);
    for (const again of ["100.02", "10", "", undefined]) {
      await run(["150", yes, () => again]);
      assert.equal(boxes().length, 2);
    }
    assert.equal(stage.vendor.charges.length, 1);
  });

  it("is looked at once more after the yes, before anything is written down", async () => {
    await run(["25", yes], { obstacle: () => (question() ? OBSTACLE : undefined) });
    assert.equal(editor.said("warning").at(-1), OBSTACLE);
    assert.deepEqual([stage.vendor.asked, stage.store.book, stage.vendor.charges], [[], [], []]);
  });

  it("that becomes impossible while it is written down is not sent", async () => {
    await run(["25", yes], { obstacle: () => (stage.store.book.length > 0 ? OBSTACLE : undefined) });
    assert.deepEqual(stage.vendor.charges, []);
    assert.deepEqual(stage.vendor.asked, ["/records"]);
  });

  it("says who pays, how much, with which fee and by which card", async () => {
    const method = { id: "c1", brand: "visa", last4: "4242" };
    stage.vendor.method = method;
    await run(["20", "50", yes], {
      action: { terms: () => Promise.resolve({ least: usd(25), method }), feePercent: 5 },
    });
    assert.deepEqual(editor.problems, ["Minimum: $25.00."]);
    assert.equal(boxes()[0], "From $25.00 to $476.19 (remaining daily limit). You will be asked to confirm.");
    assert.deepEqual(question(), {
      kind: "warning",
      text: "Top up North (Bank) by $50.00?",
      modal: true,
      detail: [
        "Account: North (Bank)",
        "Amount: $50.00 (USD)",
        "Fee: $2.50, total $52.50",
        "Charged to: Visa •••• 4242",
      ].join("\n"),
      choices: ["Top Up by $50.00"],
    });
    assert.match(editor.said("information").join(), /North \(Bank\) charged the top-up of \$50\.00\./);
    assert.deepEqual(followed, ["changed", "manual", "expects"]);
    assert.deepEqual(editor.said("progress"), [
      "North (Bank): loading billing settings…",
      "North (Bank): topping up",
    ]);
  });

  it("says where it is not known what is charged, and no fee", async () => {
    await run(["25", undefined], {
      action: { terms: () => Promise.resolve({ least: usd(10), most: usd(60) }) },
    });
    assert.match(boxes()[0] ?? "", /^From \$10\.00 to \$60\.00\. You will be asked/);
    assert.match(
      question()?.detail ?? "",
      /No known fees; tax may apply\nCharged to: the default payment method \(the provider does not say which\)$/,
    );
    assert.deepEqual([stage.vendor.charges, stage.vendor.asked, followed], [[], [], []]);
    await run(["61", undefined], {
      action: { terms: () => Promise.resolve({ least: usd(10), most: usd(60) }) },
    });
    assert.deepEqual(editor.problems, ["Maximum: $60.00."]);
    await run(["501", undefined]);
    assert.deepEqual(editor.problems, ["Maximum: $500.00 (remaining daily limit)."]);
  });

  it("is not asked about without a payment method, nor where its terms cannot be read", async () => {
    await run(["Open Dashboard"], {
      action: { terms: () => Promise.resolve({ least: usd(10), noMethod: true }) },
    });
    assert.deepEqual(editor.said("warning"), ["North (Bank) has no payment method to charge."]);
    assert.deepEqual([editor.opened, boxes()], [[DASHBOARD], []]);
    stage.vendor.recordsFail = LOST;
    await run([], { action: { terms: (ask) => ask({ path: "/records", decode: () => assert.fail() }) } });
    assert.deepEqual([editor.said("warning"), boxes()], [["Bank did not respond in time."], []]);
  });

  it("is not asked about once the daily limit is used up", async () => {
    stage.limit = usd("9.99");
    await run([undefined]);
    assert.deepEqual([editor.said("information"), editor.ran], [["Daily limit of $9.99 reached."], []]);
    await run(["Open Settings"]);
    assert.deepEqual(editor.ran, [["workbench.action.openSettings", "aimlapi.actions.dailyLimit"]]);
    stage.limit = usd(10);
    await run([undefined]);
    assert.equal(boxes().length, 1);
  });

  it("is told with why it was refused, and offers the page that helps", async () => {
    stage.vendor.answer = { kind: "declined", status: 402, fromVendor: true };
    stage.vendor.charging = false;
    await run(["25", yes]);
    assert.match(editor.said("error").join(), /declined/);
    assert.ok(!editor.said("error").join().includes("undefined"));
  });

  describe("whose answer was lost", () => {
    beforeEach(async () => {
      stage.vendor.answer = LOST;
      await run(["25", yes]);
    });

    it("is told as an error that nothing hides, and counts money as expected", () => {
      assert.match(
        editor.said("error").join(),
        /^North \(Bank\) did not answer\. The top-up of \$25\.00 may have been charged\./,
      );
      assert.deepEqual(editor.shown.at(-1)?.choices?.slice(0, 2), ["Open Dashboard", "Check Again"]);
      assert.doesNotMatch(editor.said("error").join(), /in time/);
      assert.deepEqual(followed, ["changed", "expects"]);
      assert.equal(rechecks.size, 1);
    });

    it("keeps from another one, which asks the records instead", async () => {
      await run(["Open Dashboard"]);
      assert.deepEqual([boxes(), editor.opened], [[], [DASHBOARD]]);
      assert.deepEqual(editor.said("progress"), ["North (Bank): checking a pending top-up"]);
      assert.equal(stage.vendor.charges.length, 1);
    });

    it("is settled by the records, and told once", async () => {
      followed.length = 0;
      stage.vendor.record(usd(25));
      await run([undefined]);
      assert.match(editor.said("information").join(), /payment for \$25\.00/);
      assert.deepEqual([states(), followed], [["charged"], ["changed", "manual", "expects"]]);
      await settledOutside();
      assert.deepEqual(
        stage.store.book.map(({ untold }: ChargeEntry) => untold),
        [undefined],
      );
      await run([undefined]);
      assert.equal(boxes().length, 1);
    });

    it("is checked again when the person wants, and closed by hand only after a yes", async () => {
      stage.vendor.recordsFail = LOST;
      await run(["Check Again", undefined]);
      assert.equal(editor.said("progress").length, 2);
      await run(["Close Manually…", undefined]);
      assert.match(
        question()?.detail ?? "",
        /^Account: North \(Bank\)\nCheck the provider's dashboard first\. After closing it, /,
      );
      assert.equal(question()?.text, "Close the pending top-up?");
      assert.deepEqual(states(), ["open"]);
      await run(["Close Manually…", "Close Top-Up", undefined]);
      assert.deepEqual(states(), ["closed"]);
      assert.match(editor.said("information").join(), /was closed manually/);
    });

    it("says so where another window closed it meanwhile", async () => {
      await run([
        async () => {
          const [entry] = stage.store.book;
          await stage.open().closeByHand(entry?.id ?? "");
          return "Close Manually…";
        },
      ]);
      assert.deepEqual(editor.said("information"), ["No pending top-ups."]);
    });

    it("is not looked up while something keeps from asking", async () => {
      const before = stage.vendor.asked.length;
      await run([undefined], { obstacle: () => OBSTACLE });
      assert.deepEqual([editor.said("warning"), stage.vendor.asked.length], [[OBSTACLE], before]);
    });

    it("is looked up on a schedule, until it is settled and told", async () => {
      editor.shown.length = followed.length = 0;
      await stage.clock.advance(31_000);
      await settledOutside();
      assert.deepEqual([editor.shown, followed], [[], []]);
      stage.vendor.record(usd(25));
      await stage.clock.advance(61_000);
      await settledOutside();
      assert.match(editor.said("information").join(), /payment for \$25\.00/);
      assert.deepEqual(
        [states(), followed, rechecks.size],
        [["charged"], ["manual", "expects", "changed"], 0],
      );
      const { length } = stage.vendor.asked;
      await stage.clock.advance(7_200_000);
      assert.equal(stage.vendor.asked.length, length);
    });

    it("is not told by the schedule where another window settled it", async () => {
      editor.shown.length = 0;
      await stage.open().closeByHand(stage.store.book[0]?.id ?? "");
      await stage.clock.advance(31_000);
      await settledOutside();
      assert.deepEqual([editor.shown, rechecks.size], [[], 0]);
    });
  });

  describe("while its book cannot be read", () => {
    it("charges nothing and says why", async () => {
      stage.store.readFails = new Error("the disk is gone");
      await run(["Open Dashboard"]);
      assert.match(
        editor.said("error").join(),
        /Cannot record top-ups safely \(the disk is gone\)\. Nothing was charged\./,
      );
      assert.deepEqual([editor.opened, stage.vendor.asked], [[DASHBOARD], []]);
    });

    it("says so to a person who looks up or closes one", async () => {
      stage.vendor.answer = LOST;
      await run(["25", yes]);
      for (const choice of ["Check Again", "Close Manually…"]) {
        stage.store.readFails = undefined;
        await run([
          () => {
            stage.store.readFails = new Error("the disk is gone");
            return choice;
          },
          undefined,
        ]);
        assert.match(
          editor.said("error").at(-1) ?? "",
          /^Could not read the record of top-ups \(the disk is gone\)\.$/,
        );
      }
    });
  });

  it("that was charged when the editor ended is told before the next one, and then no more", async () => {
    const payer = await payerOf({ providerId: "cloudflare", subject: "a" });
    await stage.topUp(stage.open(), usd(25), payer);
    await run(["30", undefined]);
    const told = "North (Bank) charged your top-up of $25.00 just now.";
    assert.ok(boxes()[0]?.startsWith(`${told} From $10.00 to $475.00 (`), boxes()[0]);
    assert.ok(question()?.detail?.startsWith(`${told}\nAccount: `), question()?.detail);
    await settledOutside();
    await run([undefined]);
    assert.ok(boxes()[0]?.startsWith("From $10.00"), boxes()[0]);
  });
});
