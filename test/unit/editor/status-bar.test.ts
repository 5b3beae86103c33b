import assert from "node:assert/strict";
import { presentStatus } from "../../../src/billing/present/present-status.ts";
import { openEditor } from "../../support/fake-vscode.ts";
import "../../support/with-vscode.ts";
import { account, NOW } from "../billing/present/account-views.ts";

const { createStatusBar } = await import("../../../src/editor/status-bar.ts");

const watchItems = () => openEditor().items;

const RIGHT = { alignment: "right", priority: 100 } as const;
const shown = (balance: number, now = NOW) =>
  presentStatus(account({ balance }), now, { locale: "en", hideAmounts: false });

describe("an item of the status bar", () => {
  it("is left alone while it stays the same, so that its open tooltip stays open", () => {
    const items = watchItems();
    const bar = createStatusBar();
    bar.show([shown(12)], RIGHT);
    const [item] = items;
    assert.ok(item && item.set.includes("tooltip") && item.set.includes("text"));
    item.set.length = 0;
    for (let time = 0; time < 5; time += 1) bar.show([shown(12, NOW + time)], { ...RIGHT });
    assert.deepEqual([item.set, items.length], [[], 1]);
    bar.show([shown(13)], RIGHT);
    assert.ok(item.set.includes("text") && items.length === 1);
    bar.dispose();
  });

  it("changes alone among several, and goes when its account goes", () => {
    const items = watchItems();
    const bar = createStatusBar();
    bar.show([shown(12), shown(34)], RIGHT);
    for (const { set } of items) set.length = 0;
    bar.show([shown(12), shown(35)], RIGHT);
    assert.deepEqual(
      items.map(({ set }) => set.length > 0),
      [false, true],
    );
    bar.show([shown(12)], RIGHT);
    assert.deepEqual(
      items.map(({ disposed }) => disposed),
      [false, true],
    );
    bar.dispose();
  });

  it("is made anew only where it is put elsewhere", () => {
    const items = watchItems();
    const bar = createStatusBar();
    bar.show([shown(12)], RIGHT);
    bar.show([shown(12)], { ...RIGHT, alignment: "left" });
    assert.deepEqual(
      items.map(({ id, disposed }) => [id, disposed]),
      [
        ["balance", true],
        ["balance.left.100", false],
      ],
    );
    bar.dispose();
  });
});
