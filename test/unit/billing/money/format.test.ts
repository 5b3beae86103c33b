import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatAge,
  formatAgo,
  formatMoney,
  formatTime,
  localeOf,
} from "../../../../src/billing/money/format.ts";
import { toDecimal } from "../../../../src/billing/money/money.ts";
import { MINUTE, money } from "../present/account-views.ts";

const HOUR = 60 * MINUTE;
/** Intl separates with spaces of many kinds and marks the direction of text. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/[\u200e\u200f\u061c]/g, "");
const write = (amount: number, currency: string, locale: string, short = false) =>
  plain(formatMoney(money(amount, currency), localeOf(locale), { short }));

describe("an amount in words", () => {
  const locales = ["en", "de", "fr", "ja", "ar", "pt-br"] as const;
  const table: readonly (readonly [amount: number, currency: string, expected: readonly string[]])[] = [
    [123.45, "USD", ["$123.45", "123,45 $", "123,45 $US", "$123.45", "123.45 US$", "US$ 123,45"]],
    [0, "USD", ["$0.00", "0,00 $", "0,00 $US", "$0.00", "0.00 US$", "US$ 0,00"]],
    [-1.37, "USD", ["-$1.37", "-1,37 $", "-1,37 $US", "-$1.37", "-1.37 US$", "-US$ 1,37"]],
    [0.0034, "USD", ["$0.0034", "0,0034 $", "0,0034 $US", "$0.0034", "0.0034 US$", "US$ 0,0034"]],
    [12.5, "EUR", ["EUR 12.50", "12,50 EUR", "12,50 EUR", "EUR 12.50", "12.50 EUR", "EUR 12,50"]],
    [1234.9, "JPY", ["JPY 1,234", "1.234 JPY", "1 234 JPY", "JPY 1,234", "1,234 JPY", "JPY 1.234"]],
  ];
  for (const [amount, currency, expected] of table)
    it(`${amount} ${currency}, as each language writes it`, () => {
      assert.deepEqual(
        locales.map((locale) => write(amount, currency, locale)),
        expected,
      );
    });

  it("is abbreviated from 10,000 on, where the language has a way to", () => {
    assert.deepEqual(
      locales.map((locale) => write(12_345.67, "USD", locale, true)),
      ["$12.34K", "12.345 $", "12,34 k $US", "$1.234万", "12.34 ألف US$", "US$ 12,34 mil"],
    );
    assert.equal(write(9_999.99, "USD", "en", true), "$9,999.99");
    assert.equal(write(10_000, "USD", "en", true), "$10K");
    assert.equal(write(-2_500_000, "USD", "en", true), "-$2.5M");
    assert.equal(write(12_345.67, "USD", "en"), "$12,345.67");
  });

  it("is written with its code where Intl knows no such currency", () => {
    assert.equal(write(12.5, "CREDITS", "de"), "12,5 CREDITS");
    assert.equal(write(5_000_000, "TOKENS", "en", true), "5M TOKENS");
    assert.equal(write(1, "XYZ", "en"), "XYZ 1.00");
  });

  it("is never more than there is, and never loses more than its last digit", () => {
    const anywhere = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: -0.1, max: 0.1, noNaN: true }),
    );
    fc.assert(
      fc.property(anywhere, fc.boolean(), (amount, short) => {
        const sum = money(amount);
        const text = formatMoney(sum, "en", { short });
        const factor = { K: 1e3, M: 1e6, B: 1e9 }[text.at(-1) ?? ""] ?? 1;
        const read = Number(text.replace(/[$,KMB]/g, "")) * factor;
        const real = Number(toDecimal(sum));
        const size = Math.abs(real);
        const slack = size < 0.01 || (short && size >= 10_000) ? size / 10 + 1e-9 : 0.01 + 1e-6;
        assert.ok(read <= real + 1e-6 * Math.abs(real), `${text} for ${real}`);
        assert.ok(real - read <= slack, `${text} for ${real}`);
      }),
    );
  });
});

describe("the display language", () => {
  it("is English where Intl does not know it", () => {
    assert.deepEqual(["de", "pt-br", "zh-cn", "tlh", "not a language", ""].map(localeOf), [
      "de",
      "pt-BR",
      "zh-CN",
      "en",
      "en",
      "en",
    ]);
  });
});

describe("an age in words", () => {
  it("counts whole minutes, hours and days", () => {
    const ages = [0, 59_999, MINUTE, 59 * MINUTE, HOUR, 23 * HOUR, 24 * HOUR, 49 * HOUR];
    assert.deepEqual(
      ages.map((ms) => formatAge(ms, "en")),
      ["<1 min", "<1 min", "1 min", "59 min", "1 hr", "23 hr", "1 day", "2 days"],
    );
    assert.deepEqual(
      ages.map((ms) => formatAgo(ms, "en")),
      [
        "just now",
        "just now",
        "1 minute ago",
        "59 minutes ago",
        "1 hour ago",
        "23 hours ago",
        "1 day ago",
        "2 days ago",
      ],
    );
    assert.equal(formatAge(5 * MINUTE, "de"), "5 Min.");
  });
});

describe("a time in words", () => {
  it("has a date only when it is far", () => {
    const at = new Date(2026, 10, 20, 14, 30).getTime();
    assert.equal(plain(formatTime(at, at - HOUR, "en")), "2:30 PM");
    assert.equal(formatTime(at, at - HOUR, "de"), "14:30");
    assert.match(plain(formatTime(at, at - 24 * HOUR, "en")), /^Nov 20, 2026, 2:30 PM$/);
  });

  it("is in the person's zone, wherever this runs, and says so where it is UTC for want of one", () => {
    const at = Date.UTC(2026, 10, 20, 14, 30);
    const zone = { name: "America/New_York", known: true };
    assert.equal(plain(formatTime(at, at, "en", zone)), "9:30 AM");
    assert.equal(plain(formatTime(at, at - 24 * HOUR, "en", zone)), "Nov 20, 2026, 9:30 AM");
    assert.equal(plain(formatTime(at, at, "en", { name: "UTC", known: false })), "2:30 PM UTC");
  });
});
