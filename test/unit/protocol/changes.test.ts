import assert from "node:assert/strict";
import { presentPage } from "../../../src/billing/page/present-page.ts";
import { changesBetween } from "../../../src/protocol/changes.ts";
import { NOW, scenarios } from "../../support/page-scenarios.ts";
import { preferences } from "../billing/page/preferences.ts";

const view = (now: number) => presentPage(scenarios.spending.data(preferences), now, preferences);

describe("what a page must be told", () => {
  it("is everything at first, from the top", () => {
    assert.deepEqual(
      changesBetween(undefined, view(NOW)).map(({ section }) => section),
      [
        "accounts",
        "head",
        "ranges",
        "totals",
        "balance",
        "spend",
        "models",
        "movements",
        "cards",
        "account",
        "notes",
      ],
    );
  });

  it("is nothing when nothing changed", () => {
    assert.deepEqual(changesBetween(view(NOW), view(NOW)), []);
  });

  it("is the head alone when only time has passed", () => {
    assert.deepEqual(
      changesBetween(view(NOW), view(NOW + 60_000)).map(({ section }) => section),
      ["head"],
    );
  });
});
