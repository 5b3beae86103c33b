import assert from "node:assert/strict";
import { longestGap, takeover, worstBlank, worstSpread } from "../../bench/windows/figures.ts";
import type { Sighting } from "../../bench/windows/swarm.ts";

/** Real time begins at 10 s; account time runs ten times as fast. */
const scale = { startsAt: 10_000, factor: 10 };
const sighting = (place: number, at: number, seen: number, first = false, began = 10_000): Sighting => ({
  place,
  at,
  seen,
  first,
  began,
  nanos: "1",
});
const sightings = [
  sighting(0, 10_000, 10_100, true),
  sighting(1, 10_000, 10_130, true),
  sighting(0, 20_000, 11_000),
  sighting(1, 20_000, 11_040),
  sighting(1, 20_000, 12_025, true, 12_000),
  sighting(0, 40_000, 13_200),
  sighting(1, 40_000, 13_000),
];

describe("the figures of the windows bench", () => {
  it("count the longest gap at any place, and a value shown again as none", () => {
    assert.equal(longestGap(2, sightings, scale, 13_500), 22_000);
    assert.equal(longestGap(2, sightings, scale, 20_000), 70_000, "the end is a gap too");
    assert.equal(longestGap(3, sightings, scale, 13_500), 35_000, "a place that showed nothing");
  });

  it("take a value for news after a death only when it was asked for after it", () => {
    assert.equal(takeover(12_000, sightings, scale), 10_000);
    assert.equal(takeover(13_100, sightings, scale), Infinity);
  });

  it("compare when places showed the same value, but for their first", () => {
    assert.equal(worstSpread(sightings), 200);
    assert.equal(worstSpread([]), 0);
  });

  it("tell how long one that took another's place was blank", () => {
    assert.equal(worstBlank(sightings, scale), 25);
  });
});
