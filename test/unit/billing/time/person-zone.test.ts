import assert from "node:assert/strict";
import { createIsoTimes } from "../../../../src/billing/time/iso-time.ts";
import { createPersonZone } from "../../../../src/billing/time/person-zone.ts";

function createStage(isLocal: boolean, host: string | undefined, stored?: unknown) {
  const state = { stored };
  const open = () =>
    createPersonZone({
      isLocal,
      host: () => host,
      read: () => state.stored,
      write: (name) => (state.stored = name),
    });
  return { state, open };
}

describe("the time zone of the person", () => {
  it("is that of the machine where the editor runs on it", () => {
    const { open } = createStage(true, "Asia/Tokyo", "Europe/Paris");
    assert.deepEqual(open().current(), { name: "Asia/Tokyo", known: true });
  });

  it("is UTC, and known not to be theirs, where the editor runs elsewhere", () => {
    for (const stored of [undefined, 7, "", "Nowhere/Else"])
      assert.deepEqual(createStage(false, "Asia/Tokyo", stored).open().current(), {
        name: "UTC",
        known: false,
      });
    assert.deepEqual(createStage(true, undefined).open().current(), { name: "UTC", known: false });
  });

  it("is what the page reported, from then on and in later windows", () => {
    const { open, state } = createStage(false, "UTC");
    const zone = open();
    zone.learn("America/New_York");
    assert.deepEqual(zone.current(), { name: "America/New_York", known: true });
    assert.equal(state.stored, "America/New_York");
    assert.deepEqual(open().current(), { name: "America/New_York", known: true });
    zone.learn("Nowhere/Else");
    assert.equal(zone.current().name, "America/New_York");
    zone.learn("Europe/Paris");
    assert.equal(open().current().name, "Europe/Paris");
  });
});

describe("a moment in a file", () => {
  it("has the offset of the zone at that time, and Z in UTC", () => {
    const newYork = createIsoTimes("America/New_York");
    const at = Date.UTC(2026, 10, 1, 5, 59, 59, 7);
    assert.equal(newYork(at), "2026-11-01T01:59:59.007-04:00");
    assert.equal(newYork(at + 1000), "2026-11-01T01:00:00.007-05:00");
    assert.equal(newYork(at), "2026-11-01T01:59:59.007-04:00");
    assert.equal(createIsoTimes("Asia/Kathmandu")(at), "2026-11-01T11:44:59.007+05:45");
    assert.equal(createIsoTimes("UTC")(at), "2026-11-01T05:59:59.007Z");
  });

  it("is the same moment in every zone", () => {
    const zones = [
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Pacific/Kiritimati",
      "Africa/Casablanca",
      "UTC",
    ];
    for (const zone of zones) {
      const write = createIsoTimes(zone);
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 1_234_567)
        assert.equal(Date.parse(write(at)), at, zone);
    }
  });
});
