import assert from "node:assert/strict";
import fc from "fast-check";
import { LONGEST_TEXT } from "../../../../src/billing/text/plain-text.ts";
import { failureIn } from "../../../../src/billing/vendor/billing-error.ts";
import type { LedgerPage } from "../../../../src/billing/vendor/provider.ts";
import { aimlapiError } from "../../../../src/providers/aimlapi/error.ts";
import { aimlapiLedger } from "../../../../src/providers/aimlapi/ledger.ts";
import { decodePage } from "../../../../src/providers/aimlapi/ledger-page.ts";
import { aimlapiUsage } from "../../../../src/providers/aimlapi/usage.ts";

const AT = "2026-08-17T10:00:00.000Z";

const row = (changes: object = {}) => ({
  created_at: AT,
  direction: "CHARGE",
  type: "MODEL_USAGE",
  amount: { usd: 1.56, credits: 3_120_000 },
  model: "openai/gpt-5",
  reference_id: "V1StGXR8Z5jdHi6BmyT8k",
  ...changes,
});
const page = (...data: readonly unknown[]) => ({ data, pagination: { next_cursor: null, has_more: false } });
const only = ({ movements }: LedgerPage) => movements[0] ?? assert.fail();

function refusal(answer: unknown): string {
  try {
    decodePage(answer);
  } catch (error) {
    const failure = failureIn(error) ?? assert.fail(String(error));
    assert.equal(failure.kind, "unexpected-answer");
    return failure.detail ?? "";
  }
  return assert.fail(`was taken: ${JSON.stringify(answer)}`);
}

describe("the ledger endpoint", () => {
  it("asks for what is wanted, in the vendor's words, and gives the cursor back as it came", async () => {
    assert.deepEqual(aimlapiLedger({}).query, { limit: "100" });
    const cursor = "eyJ2IjoxfQ==+/ %";
    const query = { from: 0, to: Date.parse(AT), direction: "topup", limit: 7, cursor } as const;
    const { decode, ...rest } = aimlapiLedger(query);
    assert.deepEqual(rest, {
      path: "/v2/billing/transactions",
      query: { limit: "7", from: "1970-01-01T00:00:00.000Z", to: AT, direction: "TOPUP", cursor },
      error: aimlapiError,
    });
    assert.deepEqual(await decode(page()), decodePage(page()));
  });

  it("reads the page of the reference", () => {
    const answer = { data: [row()], pagination: { next_cursor: "c", has_more: true } };
    assert.deepEqual(decodePage(answer), {
      movements: [
        {
          at: Date.parse(AT),
          direction: "charge",
          type: "MODEL_USAGE",
          credits: 3_120_000,
          model: "openai/gpt-5",
          reference: "V1StGXR8Z5jdHi6BmyT8k",
        },
      ],
      next: "c",
      disagreeing: 0,
    });
    assert.deepEqual(decodePage(page()), { movements: [], next: null, disagreeing: 0 });
  });

  it("keeps a kind nobody knows yet, twins, and rows without model or reference", () => {
    const { movements } = decodePage(page(row({ type: "GIFT" }), row({ model: null }), row({ model: null })));
    assert.deepEqual(
      movements.map(({ type, model }) => [type, model]),
      [
        ["GIFT", "openai/gpt-5"],
        ["MODEL_USAGE", null],
        ["MODEL_USAGE", null],
      ],
    );
    assert.equal(only(decodePage(page(row({ reference_id: undefined })))).reference, null);
  });

  it("believes the credits where the USD say something else, and counts such rows", () => {
    const amounts = (...all: readonly object[]) => decodePage(page(...all.map((amount) => row({ amount }))));
    const wrong = amounts(
      { usd: 1.57, credits: 3_120_000 },
      { usd: 3_120_000, credits: 3_120_000 },
      { credits: 5 },
    );
    assert.deepEqual([wrong.disagreeing, only(wrong).credits], [3, 3_120_000]);
    const rounded = amounts(
      { usd: 0, credits: 9_000 },
      { usd: 1.56, credits: 3_129_999 },
      { usd: 0.000001, credits: 3 },
      { usd: 1e-7, credits: 0 },
      { usd: 13.704199, credits: 27_408_399 },
    );
    assert.equal(rounded.disagreeing, 0);
  });

  it("refuses wrong amounts, moments, directions and pages, in words of its own", () => {
    const credits = (value: unknown) => page(row({ amount: { usd: 1, credits: value } }));
    for (const value of [undefined, null, "5", -1, 1.5, NaN, Infinity, 2 ** 53, 2e12 + 1, {}, true]) {
      assert.match(refusal(credits(value)), /^amount\.credits /);
    }
    assert.match(refusal(page(row({ amount: undefined }))), /^amount\.credits /);
    for (const value of [null, 5, "", "yesterday", "2026-08-17", "2026-08-17T10:00:00", "9999-01-01T00:00:00Z", "2026-02-30"]) {
      assert.match(refusal(page(row({ created_at: value }))), /^created_at /);
    }
    for (const value of [null, "topup", "IN", 1]) assert.match(refusal(page(row({ direction: value }))), /^direction /);
    for (const value of [null, "", 5]) assert.match(refusal(page(row({ type: value }))), /^type /);
    assert.match(refusal(page(row({ model: 5 }))), /^model /);
    assert.match(refusal(page(row({ reference_id: {} }))), /^reference_id /);
    for (const answer of [null, [], "x", {}, { data: [] }, { pagination: {} }, page(null), page([])]) refusal(answer);
    const pagination = (value: object) => ({ data: [row()], pagination: value });
    for (const value of [{}, { has_more: "no" }, { has_more: true }, { has_more: true, next_cursor: "" }]) {
      refusal(pagination(value));
    }
    assert.match(refusal({ data: [], pagination: { has_more: true, next_cursor: "c" } }), /empty/);
    const secret = refusal(page(row({ type: 5, model: "hunter2" })));
    assert.ok(!secret.includes("hunter2"));
  }); // prettier-ignore

  it("keeps any name as text that can be stored and stays itself, and two long ones apart", () => {
    const nameOf = (model: string) => only(decodePage(page(row({ model })))).model;
    assert.equal(nameOf("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
    assert.equal(nameOf("a\u0000b\u202E"), "a\u0000b\u202E");
    assert.equal(nameOf("\uD800x"), "\uFFFDx");
    const long = "n".repeat(10_000);
    assert.equal(nameOf(long)?.length, LONGEST_TEXT);
    assert.notEqual(nameOf(long), nameOf(`${long}n`));
    const anyName = fc.string({ unit: "binary", maxLength: 400 });
    fc.assert(
      fc.property(anyName, (name) => {
        const kept = nameOf(name) ?? "";
        assert.ok(kept.length <= LONGEST_TEXT);
        assert.equal(Buffer.from(kept).toString(), kept);
        assert.equal(nameOf(kept) ?? "", kept);
        if (name.length <= LONGEST_TEXT && !/\p{Surrogate}/u.test(name)) assert.equal(kept, name);
      }),
    );
  });

  it("never fails but by a typed error, whatever the answer is", () => {
    const value = fc.oneof(fc.anything(), fc.constantFrom(AT, "CHARGE", "TOPUP", 1, { usd: 1, credits: 1 }));
    const anyRow = fc.record(
      { created_at: value, direction: value, type: value, amount: value, model: value, reference_id: value },
      { requiredKeys: [] },
    );
    const anyPage = fc.record({
      data: fc.array(anyRow),
      pagination: fc.oneof(value, fc.constant({ has_more: false })),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyPage), (answer) => {
        try {
          for (const { credits } of decodePage(answer).movements)
            assert.ok(Number.isSafeInteger(credits) && credits >= 0);
        } catch (error) {
          assert.equal(failureIn(error)?.kind, "unexpected-answer");
        }
      }),
    );
  });
});

describe("the usage endpoint", () => {
  const usage = aimlapiUsage({ from: 0, to: Date.parse(AT), timeZone: "Asia/Kolkata" });
  const group = {
    day: "2026-07-21",
    model: "openai/gpt-5",
    spend: 3.41,
    tokens: { input: 128_400, output: 51_200, total: 179_600 },
    requests: { total: 220, charged: 214, succeeded: 214, failed: 6 },
  };
  const answer = { api_key_prefix: null, start: "2026-07-20T22:15:00.000Z", end: AT, spend: 12.3456, currency: "USD", requests: 842, models: [], groups: [group] }; // prettier-ignore

  it("asks for days of the zone, by model, and reads the answer of the reference", () => {
    assert.deepEqual(usage.query, { start: "1970-01-01T00:00:00.000Z", end: AT, group_by: "day,model", tz: "Asia/Kolkata" }); // prettier-ignore
    assert.deepEqual(usage.decode(answer), {
      from: Date.parse("2026-07-20T22:15:00Z"),
      to: Date.parse(AT),
      spend: { currency: "USD", nanos: 12_345_600_000n },
      requests: 842,
      groups: [
        {
          day: Date.UTC(2026, 6, 21) / 86_400_000,
          model: "openai/gpt-5",
          spend: { currency: "USD", nanos: 3_410_000_000n },
          inputTokens: 128_400,
          outputTokens: 51_200,
          charged: 214,
          failed: 6,
        },
      ],
    });
  });

  it("refuses what is not plausible", () => {
    const wrong = [
      { ...answer, spend: "12" }, { ...answer, spend: -1 }, { ...answer, currency: 5 }, { ...answer, requests: 1.5 },
      { ...answer, start: "now" }, { ...answer, groups: undefined }, { ...answer, groups: [5] },
      ...[{ day: "21.7." }, { day: "2026-13-01" }, { tokens: null }, { requests: {} }, { spend: null }, { model: 5 }].map(
        (changes) => ({ ...answer, groups: [{ ...group, ...changes }] }),
      ),
    ]; // prettier-ignore
    for (const each of wrong) {
      assert.throws(() => usage.decode(each), (error) => failureIn(error)?.kind === "unexpected-answer", JSON.stringify(each)); // prettier-ignore
    }
  });
});
