import assert from "node:assert/strict";
import type { ChargeEntry, ChargeState } from "../../../../src/billing/charges/charge-book.ts";
import type { ChargeOutcome } from "../../../../src/billing/charges/outcome.ts";
import {
  presentCharge,
  presentNoBook,
  presentSettlement,
} from "../../../../src/billing/charges/present-charge.ts";
import { usd } from "../../../../src/billing/money.ts";
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
const tried = (state: ChargeState, written = true): ChargeOutcome => ({
  kind: "tried",
  entry: entryIn(state),
  written,
});
const LOST = { kind: "open", why: "no-answer" } as const;
const WAITS = "Another top-up waits until the vendor's records show it or you close it.";

const cases: readonly (readonly [ChargeOutcome, string])[] = [
  [tried({ kind: "charged", by: "answer" }), "Cloudflare charged the top-up of $25.00."],
  [tried({ kind: "charged", by: "status" }), "Cloudflare charged the top-up of $25.00."],
  [
    tried({ kind: "charged", by: "answer" }, false),
    "Cloudflare charged the top-up of $25.00. This could not be written down, so another top-up waits until you close this one.",
  ],
  [tried(LOST), `Cloudflare did not answer. The top-up of $25.00 may have been charged. ${WAITS}`],
  [tried(LOST, false), `Cloudflare did not answer. The top-up of $25.00 may have been charged. ${WAITS}`],
  [
    tried({ kind: "open", why: "unclear-answer" }),
    `The answer does not tell whether Cloudflare charged the top-up of $25.00. ${WAITS}`,
  ],
  [
    tried({ kind: "open", why: "pending" }),
    `Cloudflare has not finished the payment of $25.00 yet. It may still be charged. ${WAITS}`,
  ],
  [
    tried({ kind: "open", why: "finish" }),
    `The payment of $25.00 needs your confirmation in the dashboard of Cloudflare. ${WAITS}`,
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
    { kind: "waiting", entry: entryIn({ kind: "open", why: "under-way" }) },
    `No new top-up was sent. A top-up of $25.00 was interrupted. It may have been charged. ${WAITS}`,
  ],
  [
    { kind: "waiting", entry: entryIn({ kind: "open", why: "under-way" }, START) },
    "No new top-up was sent. A top-up of $25.00 is under way. Another waits for it.",
  ],
  [
    { kind: "overtaken", entry: entryIn({ kind: "charged", by: "answer" }) },
    "No new top-up was sent: there was another since you were asked. Cloudflare charged the top-up of $25.00.",
  ],
  [
    { kind: "over-limit", limit: usd(100), spent: usd(90) },
    "$90.00 of your $100.00 for 24 hours are used. Nothing was charged.",
  ],
  [
    { kind: "no-evidence", failure: { kind: "server" } },
    "The records of Cloudflare could not be read, which a lost answer would be checked against. Nothing was charged.",
  ],
  [{ kind: "no-book", reason: "ENOSPC" }, "Cannot record top-ups safely (ENOSPC). Nothing was charged."],
  [
    {
      kind: "foreign",
      payment: { id: "in_1", amount: usd(40), at: START - 90 * 86_400_000, undecided: true },
    },
    "Cloudflare lists a top-up of $40.00 that was not made from this machine and may still be charged. Wait for it to finish, or settle it in the dashboard of Cloudflare. Nothing was charged.",
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
    { kind: "hindered", reason: "Actions were switched off meanwhile, so nothing was sent." },
    "Actions were switched off meanwhile, so nothing was sent.",
  ],
];

describe("what a person is told of a charge", () => {
  for (const [outcome, text] of cases) {
    it(text, () => {
      const told = presentCharge(outcome, words);
      assert.equal(told.text, text);
      const open = "entry" in outcome && outcome.entry.state.kind === "open";
      if (open && outcome.entry.at < START) assert.deepEqual(told.help, ["dashboard", "settle", "close"]);
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
        "The records of Cloudflare show a payment for $25.00 since the top-up was sent. It counts as this top-up.",
        "The top-up of $25.00 was closed by hand. Whether it was charged stands in the dashboard of Cloudflare.",
      ],
    );
    const failed = { kind: "looked", entries: [entryIn(LOST)], failure: { kind: "dns" } } as const;
    assert.match(
      presentSettlement(failed, words)[0]?.text ?? "",
      /^The records of Cloudflare could not be read. Cloudflare did not answer/,
    );
  });
});
