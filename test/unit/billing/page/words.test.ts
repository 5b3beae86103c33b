import assert from "node:assert/strict";
import { createWords } from "../../../../src/billing/page/words.ts";

const words = (more = {}) => createWords({ locale: "en", timeZone: "UTC", hideAmounts: false, ...more });

describe("the words of the page", () => {
  it("write amounts to the cent, never more than there is", () => {
    assert.equal(words().money(2_000_000), "$1.00");
    assert.equal(words().money(2_019_999), "$1.00");
    assert.equal(words().money(-2_000_000), "-$1.00");
    assert.equal(words().money(0), "$0.00");
  });

  it("write a tiny amount with the digits it needs", () => {
    assert.equal(words().money(1), "$0.0000005");
    assert.equal(words().money(4_600), "$0.0023");
  });

  it("write prices to a hundredth of a cent", () => {
    assert.equal(words().price(72_824), "$0.0364");
    assert.equal(words().price(5_000_000), "$2.50");
    assert.equal(words().price(1), "$0.0000005");
  });

  it("hide every amount, and nothing else", () => {
    const hidden = words({ hideAmounts: true });
    assert.equal(hidden.money(2_000_000), "•••");
    assert.equal(hidden.price(2_000_000), "•••");
    assert.equal(hidden.tick(5, 1), "");
    assert.equal(hidden.count(1234), "1,234");
  });

  it("tell moments in the time zone of the person", () => {
    const at = Date.UTC(2026, 9, 20, 23, 30);
    assert.equal(words().day(at), "Oct 20");
    assert.equal(words({ timeZone: "Europe/Berlin" }).day(at), "Oct 21");
    assert.equal(words({ locale: "de", timeZone: "Europe/Berlin" }).time(at), "1:30");
  });

  it("label ticks with the digits their step needs", () => {
    assert.equal(words().tick(20, 20), "$20");
    assert.equal(words().tick(0.5, 0.5), "$0.50");
    assert.equal(words().tick(0.005, 0.005), "$0.005");
    assert.equal(words().tick(20_000, 10_000), "$20K");
  });
});
