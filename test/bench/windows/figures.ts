import { accountTime, type Scale } from "./scaled-clock.ts";
import type { Sighting } from "./swarm.ts";

/** The longest time (account ms) any window's place went without a newer value, from the start to `end` (real ms). */
export function longestGap(
  windows: number,
  sightings: readonly Sighting[],
  scale: Scale,
  end: number,
): number {
  const gaps = Array.from({ length: windows }, (_, place) => {
    let newest = 0;
    let since = scale.startsAt;
    let longest = 0;
    for (const { at, seen } of sightings.filter((sighting) => sighting.place === place)) {
      if (at <= newest) continue;
      longest = Math.max(longest, seen - since);
      newest = at;
      since = seen;
    }
    return Math.max(longest, end - since);
  });
  return Math.max(...gaps) * scale.factor;
}

/** From a death (real ms since the epoch) to the first value asked for after it, in account ms; Infinity when none came. */
export function takeover(death: number, sightings: readonly Sighting[], scale: Scale): number {
  const next = sightings.filter(({ at }) => at > accountTime(scale, death)).map(({ seen }) => seen);
  return (Math.min(...next) - death) * scale.factor;
}

/** How long (real ms) after the first window the last one showed the same value, at worst. */
export function worstSpread(sightings: readonly Sighting[]): number {
  const earliest = new Map<number, number>();
  const latest = new Map<number, number>();
  for (const { at, seen, first } of sightings) {
    if (first) continue;
    earliest.set(at, Math.min(seen, earliest.get(at) ?? Infinity));
    latest.set(at, Math.max(seen, latest.get(at) ?? 0));
  }
  return Math.max(0, ...[...latest].map(([at, seen]) => seen - (earliest.get(at) ?? seen)));
}

/** How long (real ms) a window that took the place of a dead one showed no value, at worst. */
export function worstBlank(sightings: readonly Sighting[], scale: Scale): number {
  const replaced = sightings.filter(({ first, began }) => first && began > scale.startsAt + 1000);
  return Math.max(0, ...replaced.map(({ seen, began }) => seen - began));
}
