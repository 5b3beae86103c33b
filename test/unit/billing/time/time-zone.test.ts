import assert from "node:assert/strict";
import fc from "fast-check";
import { isoDay, monthStart, weekdayOf } from "../../../../src/billing/time/calendar-day.ts";
import { canonicalTimeZone, createZone } from "../../../../src/billing/time/time-zone.ts";
import { isTimeZone } from "../../../../src/sandbox/aimlapi/time-zones.ts";

const HOUR = 3_600_000;
const day = (text: string) => Date.parse(text) / (24 * HOUR);
const hoursOf = (zone: string, date: string) => {
  const { startOf } = createZone(zone);
  return (startOf(day(date) + 1) - startOf(day(date))) / HOUR;
};

describe("a time zone's name", () => {
  it("is the one in force, whatever alias the machine reports", () => {
    const names = {
      "Asia/Calcutta": "Asia/Kolkata", "Asia/Kolkata": "Asia/Kolkata", "Europe/Kiev": "Europe/Kyiv",
      "Europe/Kyiv": "Europe/Kyiv", "America/Godthab": "America/Nuuk", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
      "US/Pacific": "America/Los_Angeles", "Asia/Katmandu": "Asia/Kathmandu", "europe/berlin": "Europe/Berlin",
      "America/Indianapolis": "America/Indiana/Indianapolis", UTC: "UTC", "Etc/UTC": "UTC", GMT: "UTC", "Etc/GMT": "UTC",
      "Australia/Lord_Howe": "Australia/Lord_Howe",
    }; // prettier-ignore
    for (const [reported, name] of Object.entries(names)) {
      assert.deepEqual(canonicalTimeZone(reported), { name, fallback: false }, reported);
    }
  });

  it("falls back to UTC, and says so, where it is none that the vendor takes", () => {
    for (const reported of [
      undefined,
      "",
      "Mars/Olympus",
      "+05:30",
      "Etc/GMT+5",
      "UTC+1",
      "../etc",
      "Local",
    ]) {
      assert.deepEqual(canonicalTimeZone(reported), { name: "UTC", fallback: true }, String(reported));
    }
  });

  it("is taken by the vendor for every zone this engine knows", () => {
    for (const reported of Intl.supportedValuesOf("timeZone")) {
      const { name, fallback } = canonicalTimeZone(reported);
      assert.ok(!fallback && isTimeZone(name), `${reported}: ${name}`);
      assert.deepEqual(canonicalTimeZone(name), { name, fallback: false });
    }
  });
});

describe("a time zone's days", () => {
  it("are as long as they are when clocks change", () => {
    assert.deepEqual(
      [
        hoursOf("Europe/Berlin", "2026-03-28"), hoursOf("Europe/Berlin", "2026-03-29"), hoursOf("Europe/Berlin", "2026-10-25"),
        hoursOf("America/New_York", "2026-03-08"), hoursOf("America/New_York", "2026-11-01"),
        hoursOf("Asia/Kolkata", "2026-03-29"),
        hoursOf("Australia/Lord_Howe", "2026-04-05"), hoursOf("Australia/Lord_Howe", "2026-10-04"),
      ],
      [24, 23, 25, 23, 25, 24, 24.5, 23.5],
    );
  }); // prettier-ignore

  it("begin at the right moment", () => {
    const start = (zone: string, date: string) => new Date(createZone(zone).startOf(day(date))).toISOString();
    assert.equal(start("Europe/Berlin", "2026-03-29"), "2026-03-28T23:00:00.000Z");
    assert.equal(start("Europe/Berlin", "2026-03-30"), "2026-03-29T22:00:00.000Z");
    assert.equal(start("America/New_York", "2026-11-01"), "2026-11-01T04:00:00.000Z");
    assert.equal(start("America/New_York", "2026-11-02"), "2026-11-02T05:00:00.000Z");
    assert.equal(start("Asia/Kolkata", "2026-08-01"), "2026-07-31T18:30:00.000Z");
    assert.equal(start("Australia/Lord_Howe", "2026-04-06"), "2026-04-05T13:30:00.000Z");
    assert.equal(start("Pacific/Kiritimati", "2026-08-01"), "2026-07-31T10:00:00.000Z");
    assert.equal(start("Pacific/Niue", "2026-08-01"), "2026-08-01T11:00:00.000Z");
    assert.equal(start("Asia/Kathmandu", "2026-08-01"), "2026-07-31T18:15:00.000Z");
    // Clocks go forward at midnight: the day begins at one.
    assert.equal(start("America/Asuncion", "2023-10-01"), "2023-10-01T04:00:00.000Z");
    assert.equal(start("UTC", "2026-08-01"), "2026-08-01T00:00:00.000Z");
  });

  it("follow each other without a gap, and each moment lies in its own", () => {
    const anyZone = fc.constantFrom(
      "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "UTC",
    ); // prettier-ignore
    const moment = fc.integer({ min: Date.UTC(2010), max: Date.UTC(2040) });
    fc.assert(
      fc.property(anyZone, fc.array(moment, { minLength: 1, maxLength: 5 }), (name, moments) => {
        const zone = createZone(name);
        for (const at of moments) {
          const found = zone.dayOf(at);
          assert.ok(zone.startOf(found) <= at && at < zone.startOf(found + 1), new Date(at).toISOString());
          const shown = new Intl.DateTimeFormat("en", { timeZone: name, day: "numeric" }).format(at);
          assert.equal(Number(isoDay(found).slice(8)), Number(shown));
        }
      }),
    );
  });

  it("are counted as calendars count them", () => {
    assert.equal(weekdayOf(day("2026-08-02")), 0);
    assert.equal(weekdayOf(-1), 3);
    assert.equal(isoDay(monthStart(day("2024-02-29"))), "2024-02-01");
  });
});
