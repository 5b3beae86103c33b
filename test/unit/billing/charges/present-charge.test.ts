import assert from "node:assert/strict";
import type { ChargeEntry, ChargeState } from "../../../../src/billing/charges/charge-book.ts";
import type { ChargeOutcome, Tried } from "../../../../src/billing/charges/outcome.ts";
import {
  presentCharge,
  presentEntry,
  presentNoBook,
  presentSettlement,
  presentUntold,
} from "../../../../src/billing/charges/present-charge.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { START } from "../fake-clock.ts";

const words = { vendor: "Cloudflare", locale: "en", hideAmounts: false, now: START };
const entryIn = (state: ChargeState, at = START - 600_000): ChargeEntry => ({
  id: "a",
  payer: "p",
  amount: usd(25),
  at,
  state,
  before: [],
});
const tried = (state: ChargeState, written = true): Tried => ({
  kind: "tried",
  entry: entryIn(state),
  written,
});
const LOST = { kind: "open", why: "no-answer" } as const;
const WAIT =
  "Before topping up again, wait until Cloudflare's payment history shows it, or close it manually.";
const CALM = "Wait for it to finish before topping up again.";
const VISA = { brand: "visa", last4: "4242" };
const OTHER = { brand: "mastercard", last4: "5555" };
const withEntry = (state: ChargeState, more: Partial<ChargeEntry>): ChargeOutcome => ({
  kind: "tried",
  entry: { ...entryIn(state), ...more },
  written: true,
});
const EARLIER = { kind: "open", why: "earlier" } as const;

const cases: readonly (readonly [ChargeOutcome, string])[] = [
  [tried({ kind: "charged", by: "answer" }), "Cloudflare charged the top-up of $25.00."],
  [tried({ kind: "charged", by: "status" }), "Cloudflare charged the top-up of $25.00."],
  [
    withEntry({ kind: "charged", by: "records" }, { paymentId: "in_1" }),
    "Cloudflare charged the top-up of $25.00.",
  ],
  [
    { ...tried({ kind: "charged", by: "answer" }), charged: { confirmed: VISA, current: OTHER } },
    "Cloudflare charged the top-up of $25.00. Cloudflare used Mastercard •••• 5555 instead of Visa •••• 4242.",
  ],
  [
    tried({ kind: "charged", by: "answer" }, false),
    "Cloudflare charged the top-up of $25.00. This could not be saved. Close it manually before topping up again.",
  ],
  [tried(LOST), `Cloudflare did not answer. The top-up of $25.00 may have been charged. ${WAIT}`],
  [tried(LOST, false), `Cloudflare did not answer. The top-up of $25.00 may have been charged. ${WAIT}`],
  [
    withEntry(LOST, { closableAfterMs: 24 * 3_600_000 }),
    "Cloudflare did not answer. The top-up of $25.00 may have been charged. Before topping up again, wait until Cloudflare's payment history shows it, or, after 24 hours, close it manually.",
  ],
  [
    tried({ kind: "open", why: "unclear-answer" }),
    `The response does not show whether Cloudflare charged the top-up of $25.00. ${WAIT}`,
  ],
  [
    withEntry({ kind: "open", why: "pending" }, { paymentId: "in_1" }),
    `Cloudflare accepted the top-up of $25.00 and is processing the payment. ${CALM}`,
  ],
  [
    tried({ kind: "open", why: "pending" }),
    `Cloudflare accepted the top-up of $25.00 and is processing the payment. ${WAIT}`,
  ],
  [
    tried({ kind: "open", why: "finish" }),
    `The payment of $25.00 needs your confirmation in Cloudflare's dashboard. ${WAIT}`,
  ],
  [
    tried({ kind: "open", why: "declined" }),
    `The payment of $25.00 was declined, but Cloudflare may still collect it later. ${WAIT}`,
  ],
  [
    withEntry(EARLIER, { earlier: { amount: usd(500), at: START - 3 * 3_600_000 } }),
    `Cloudflare answered with a top-up of $500.00 from 3 hours ago instead of yours of $25.00, which was probably not charged. ${WAIT}`,
  ],
  [
    withEntry(EARLIER, { earlier: { amount: usd(500) } }),
    `Cloudflare answered with a top-up of $500.00 instead of yours of $25.00, which was probably not charged. ${WAIT}`,
  ],
  [
    tried({ kind: "not-charged", by: "refusal" }),
    "Cloudflare refused the top-up of $25.00. Nothing was charged.",
  ],
  [
    tried({ kind: "not-charged", by: "never-sent" }),
    "The top-up of $25.00 did not reach Cloudflare. Nothing was charged.",
  ],
  [
    tried({ kind: "not-charged", by: "records" }),
    "Cloudflare's payment history shows that the payment of $25.00 failed. Nothing was charged.",
  ],
  [
    { kind: "waiting", entry: entryIn({ kind: "open", why: "under-way" }) },
    `No new top-up was sent. A top-up of $25.00 was interrupted. It may have been charged. ${WAIT}`,
  ],
  [
    { kind: "waiting", entry: entryIn({ kind: "open", why: "under-way" }, START) },
    `No new top-up was sent. A top-up of $25.00 is in progress. ${CALM}`,
  ],
  [
    { kind: "overtaken", entry: entryIn({ kind: "charged", by: "answer" }) },
    "No new top-up was sent: there was another since you were asked. Cloudflare charged the top-up of $25.00.",
  ],
  [
    { kind: "over-limit", limit: usd(100), spent: usd(90) },
    "This top-up would exceed your daily limit of $100.00 ($90.00 used in the last 24 hours). Nothing was charged.",
  ],
  [
    { kind: "no-evidence", failure: { kind: "server" } },
    "Could not read Cloudflare's payment history, which is needed to prevent double charges. Nothing was charged.",
  ],
  [
    { kind: "other-method", confirmed: VISA, current: OTHER },
    "The payment method you confirmed, Visa •••• 4242, is now Mastercard •••• 5555. Nothing was charged.",
  ],
  [
    { kind: "other-method", confirmed: VISA, current: undefined },
    "The payment method you confirmed, Visa •••• 4242, is no longer there. Nothing was charged.",
  ],
  [{ kind: "no-book", reason: "ENOSPC" }, "Cannot record top-ups safely (ENOSPC). Nothing was charged."],
  [
    {
      kind: "foreign",
      payment: { id: "in_1", amount: usd(40), at: START - 90 * 86_400_000, undecided: true },
    },
    "Cloudflare lists a top-up of $40.00 that was not made from this machine and may still be charged. Wait for it to finish, or settle it in Cloudflare's dashboard. Nothing was charged.",
  ],
  [
    { kind: "foreign", payment: { id: "in_1", amount: usd(40), at: START - 10 * 60_000 } },
    "Cloudflare lists a top-up of $40.00 from the last 15 minutes that was not made from this machine. Try again in 5 min if you want another. Nothing was charged.",
  ],
  [
    { kind: "foreign", payment: { id: "in_1", amount: usd(40), at: START + 10 * 86_400_000 } },
    "Cloudflare lists a top-up of $40.00 from the last 15 minutes that was not made from this machine. Try again in 15 min if you want another. Nothing was charged.",
  ],
  [
    { kind: "hindered", reason: "Account actions were turned off. Nothing was sent." },
    "Account actions were turned off. Nothing was sent.",
  ],
];

describe("what a person is told of a charge", () => {
  for (const [outcome, text] of cases) {
    it(text, () => {
      const told = presentCharge(outcome, words);
      assert.equal(told.text, text);
      const open = "entry" in outcome && outcome.entry.state.kind === "open";
      const help = ["dashboard", "settle", ...(text.includes("after 24 hours") ? [] : ["close"])];
      if (open && outcome.entry.at < START) assert.deepEqual(told.help, help);
      assert.doesNotMatch(presentCharge(outcome, { ...words, hideAmounts: true }).text, /\$/);
    });
  }

  it("says nothing of an attempt when the record of it cannot be read", () => {
    const { text, grave } = presentNoBook({ kind: "no-book", reason: "a file is damaged" });
    assert.deepEqual([text, grave], ["Could not read the record of top-ups (a file is damaged).", true]);
  });

  it("is what the records say after looking, and that they could not be read", () => {
    const shown = presentSettlement(
      { kind: "looked", entries: [entryIn({ kind: "charged", by: "records" }), entryIn({ kind: "closed" })] },
      words,
    );
    assert.deepEqual(
      shown.map(({ text }) => text),
      [
        "Cloudflare's payment history shows a payment for $25.00 since the top-up was sent. It counts as this top-up.",
        "The top-up of $25.00 was closed manually. Check Cloudflare's dashboard to see whether it was charged.",
      ],
    );
    const failed = { kind: "looked", entries: [entryIn(LOST)], failure: { kind: "dns" } } as const;
    assert.match(
      presentSettlement(failed, words)[0]?.text ?? "",
      /^Could not read Cloudflare's payment history\. Cloudflare did not answer/,
    );
    const hidden = { kind: "looked", entries: [entryIn(LOST)], hidden: ["a"] } as const;
    assert.match(
      presentSettlement(hidden, words)[0]?.text ?? "",
      /^Cloudflare's payment history does not reach back to this top-up\. Check Cloudflare's dashboard\. Cloudflare did not answer/,
    );
  });

  it("is calm while its vendor makes the payment as usual, and not where the id is not known", () => {
    const pending = { kind: "open", why: "pending" } as const;
    assert.equal(presentCharge(withEntry(pending, { paymentId: "in_1" }), words).grave, false);
    assert.equal(presentCharge(tried(pending), words).grave, true);
    const other = {
      ...tried({ kind: "charged", by: "answer" }),
      charged: { confirmed: VISA, current: OTHER },
    };
    assert.equal(presentCharge(other, words).grave, true);
    assert.equal(presentCharge(tried({ kind: "charged", by: "answer" }), words).grave, false);
  });

  it("offers to close it manually as soon as the record of top-ups allows it, by both clocks", () => {
    const day = 24 * 3_600_000;
    const helpOf = (ago: number, passed: number) => {
      const entry = entryIn(LOST, START - ago);
      const open = { ...entry, closableAfterMs: day, steady: { run: "r", ms: 0 } };
      return presentEntry(open, { ...words, steady: { run: "r", ms: passed } }).help.includes("close");
    };
    assert.equal(helpOf(day, day), true);
    assert.equal(helpOf(day, day - 1), false, "the clock was set ahead");
    assert.equal(helpOf(-day, day), true, "the clock was ahead when it was made");
  });

  it("is told before the next one, where the editor ended first", () => {
    const charged = entryIn({ kind: "charged", by: "answer" });
    assert.equal(presentUntold([], words), undefined);
    assert.equal(
      presentUntold([charged, { ...charged, amount: usd(10), at: START - 3_600_000 }], words),
      "Cloudflare charged your top-up of $25.00 10 minutes ago. Cloudflare charged your top-up of $10.00 1 hour ago.",
    );
    assert.doesNotMatch(presentUntold([charged], { ...words, hideAmounts: true }) ?? "", /\$/);
  });
});
