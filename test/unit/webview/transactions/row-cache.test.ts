import assert from "node:assert/strict";
import type { MovementRow } from "../../../../src/billing/page/page-view.ts";
import { CHUNK, createRowCache } from "../../../../src/webview/transactions/row-cache.ts";

const row = (index: number): MovementRow => ({
  when: String(index),
  kind: "",
  model: "",
  amount: "",
  direction: "out",
});
const chunk = (offset: number) => Array.from({ length: CHUNK }, (_, index) => row(offset + index));

describe("the rows a long list has at hand", () => {
  it("are asked for once, by the chunk", () => {
    const cache = createRowCache();
    cache.renew(1, null);
    assert.deepEqual(cache.missing(90, 130), [0, 100]);
    assert.deepEqual(cache.missing(90, 130), []);
    assert.ok(cache.put(1, 0, chunk(0)));
    assert.equal(cache.get(42)?.when, "42");
    assert.equal(cache.get(142), undefined);
  });

  it("stay few however far one scrolls", () => {
    const cache = createRowCache();
    cache.renew(1, null);
    for (let offset = 0; offset < 100_000; offset += CHUNK) {
      cache.missing(offset, offset + 20);
      cache.put(1, offset, chunk(offset));
    }
    assert.ok(cache.size <= 80);
    assert.equal(cache.get(99_999)?.when, "99999");
    assert.deepEqual(cache.missing(0, 20), [0]);
  });

  it("of another revision are refused", () => {
    const cache = createRowCache();
    cache.renew(2, null);
    assert.equal(cache.put(1, 0, chunk(0)), false);
  });

  it("move down while the new ones are on their way", () => {
    const cache = createRowCache();
    cache.renew(1, null);
    cache.put(1, 0, chunk(0));
    cache.renew(2, 3);
    assert.equal(cache.get(3)?.when, "0");
    cache.renew(3, 2);
    assert.equal(cache.get(5)?.when, "0");
    cache.renew(4, null);
    assert.equal(cache.get(5), undefined);
  });
});
