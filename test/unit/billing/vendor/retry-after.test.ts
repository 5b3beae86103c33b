import assert from "node:assert/strict";
import fc from "fast-check";
import { retryAfterMs } from "../../../../src/billing/vendor/api-client.ts";

const NOW = Date.UTC(2026, 7, 3, 9, 0, 0);
const DAY_MS = 86_400_000;

describe("Retry-After", () => {
  it("is read as seconds or as a date, and is at most a day", () => {
    const cases: readonly (readonly [string | undefined, number | undefined])[] = [
      ["30", 30_000],
      [" 30 ", 30_000],
      ["0", 0],
      ["999999999999", DAY_MS],
      ["Mon, 03 Aug 2026 09:02:00 GMT", 120_000],
      ["Monday, 03-Aug-26 09:02:00 GMT", 120_000],
      ["Mon Aug  3 09:02:00 2026", 120_000],
      ["Mon, 03 Aug 2026 08:00:00 GMT", 0],
      ["Fri, 01 Jan 2100 00:00:00 GMT", DAY_MS],
      ["", undefined],
      [undefined, undefined],
      ["-5", undefined],
      ["1.5", undefined],
      ["1e3", undefined],
      ["soon", undefined],
      ["try 5", undefined],
      ["9".repeat(400), undefined],
    ];
    for (const [header, expected] of cases) assert.equal(retryAfterMs(header, NOW), expected, header);
  });

  it("is never negative, longer than a day or not a number, whatever the header says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.integer().map(String)), (header) => {
        const wait = retryAfterMs(header, NOW);
        assert.ok(wait === undefined || (wait >= 0 && wait <= DAY_MS), `${header}: ${wait ?? ""}`);
      }),
    );
  });
});
