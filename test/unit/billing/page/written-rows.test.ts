import assert from "node:assert/strict";
import type { PageMovement } from "../../../../src/billing/history/figures.ts";
import { writtenRevision } from "../../../../src/billing/page/present-transactions.ts";
import { writtenRows, type Shown } from "../../../../src/billing/page/written-rows.ts";
import { preferences } from "./preferences.ts";

/** An account with one charge by this model, whose rows are read when the test says so. */
function createAccount(model: string, revision = 1) {
  const read: (() => void)[] = [];
  const row = { at: 0, type: "MODEL_USAGE", credits: -2_000_000, model, reference: null } as unknown;
  const past = {
    data: () => ({
      movements: { kind: "known", revision, total: 1, kinds: [], models: [], since: 0, older: false },
    }),
    rows: () =>
      new Promise<readonly PageMovement[]>((resolve) => read.push(() => resolve([row as PageMovement]))),
  } as unknown as NonNullable<ReturnType<Shown["past"]>>;
  return { past, read: () => read.forEach((each) => each()) };
}

describe("the rows that the page asked for", () => {
  const revision = writtenRevision(1, false);
  const mine = createAccount("mine");

  it("are those of the account it shows", async () => {
    const asked = writtenRows({ past: () => mine.past, preferences: () => preferences }, revision, 0, 1);
    mine.read();
    assert.match(JSON.stringify(await asked), /mine/);
  });

  it("are none where it shows another account by the time they are read", async () => {
    const other = createAccount("other");
    let shown = mine;
    const asked = writtenRows({ past: () => shown.past, preferences: () => preferences }, revision, 0, 1);
    shown = other;
    mine.read();
    assert.equal(await asked, undefined);
  });

  it("are none where amounts were hidden while they were read", async () => {
    let hideAmounts = false;
    const shown = { past: () => mine.past, preferences: () => ({ ...preferences, hideAmounts }) };
    const asked = writtenRows(shown, revision, 0, 1);
    hideAmounts = true;
    mine.read();
    assert.equal(await asked, undefined);
  });

  it("are none where it shows another list by now", async () => {
    const newer = createAccount("newer", 2);
    assert.equal(
      await writtenRows({ past: () => newer.past, preferences: () => preferences }, revision, 0, 1),
      undefined,
    );
  });
});
