import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { house, isPlaced, roomsBefore } from "../support/house.ts";
import { circlesOf, importsOf, isAllowed, sources, type Import } from "../support/imports.ts";
import { root } from "../support/run.ts";
import { pictureFile, pictureOf, withTables } from "../support/structure.ts";

const files = sources();
const imports = files.flatMap(importsOf);
const inWords = ({ from, to, typeOnly }: Import) => `${from} imports ${typeOnly ? "types of " : ""}${to}`;
const regenerate = "run `npm run structure`";

describe("the walls of the house", () => {
  it("has a floor for every file, and a room where the floor has only rooms", () => {
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.filter((file) => !isPlaced(file)),
      [],
    );
  });

  it("lets nobody import from where they may not, types included", () => {
    assert.deepEqual(imports.filter((it) => !isAllowed(it)).map(inWords), []);
  });

  it("has no circles, types included", () => {
    assert.deepEqual(circlesOf(imports.filter(({ to }) => to.startsWith("src/"))), []);
  });

  it("calls modules of Node by their full name", () => {
    const short = imports.filter(({ to }) => isBuiltin(to) && !to.startsWith("node:"));
    assert.deepEqual(short.map(inWords), []);
  });

  it("has files in every room, and an order for every room beside it", () => {
    for (const [floor, { rooms = {}, beside = {} }] of Object.entries(house)) {
      for (const room of Object.keys(rooms))
        assert.ok(
          files.some((file) => file.startsWith(`src/${floor}/${room}/`)),
          `${floor}/${room} is empty`,
        );
      for (const [room, others] of Object.entries(beside))
        for (const name of [room, ...others]) assert.ok(name in rooms, `${floor} has no ${name}`);
    }
  });

  it("is told in CONTRIBUTING as it is tested", () => {
    const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
    assert.equal(tidy(contributing), tidy(withTables(contributing)), regenerate);
  });

  it("looks as in its picture", () => {
    assert.equal(readFileSync(join(root, pictureFile), "utf8"), pictureOf(imports), regenerate);
  });
});

describe("what the walls are held with", () => {
  const from = (from: string, to: string, typeOnly = false) => isAllowed({ from, to, typeOnly, late: false });

  it("lets a room import what is before it, and nothing after it or at the top", () => {
    assert.ok(from("src/billing/vendor/a.ts", "src/billing/money/b.ts"));
    assert.ok(!from("src/billing/money/b.ts", "src/billing/vendor/a.ts"));
    assert.ok(!from("src/billing/money/b.ts", "src/billing/vendor/a.ts", true));
    assert.ok(!from("src/lint/syntax/a.ts", "src/lint/engine.ts", true));
    assert.ok(from("src/lint/engine.ts", "src/lint/judge/judge.ts"));
  });

  it("keeps a room beside the order from what it does not name, and others from it", () => {
    assert.ok(from("src/lint/judge/a.ts", "src/lint/values/b.ts"));
    assert.ok(!from("src/lint/judge/a.ts", "src/lint/detect/b.ts"));
    assert.ok(!from("src/providers/xai/a.ts", "src/providers/cloudflare/b.ts"));
    assert.equal(roomsBefore("lint", "attic"), undefined);
  });

  it("tells types from values between floors", () => {
    assert.ok(from("src/protocol/a.ts", "src/billing/page/b.ts", true));
    assert.ok(!from("src/protocol/a.ts", "src/billing/page/b.ts"));
    assert.ok(!from("src/billing/page/b.ts", "src/editor/c.ts", true));
    assert.ok(!from("src/billing/page/b.ts", "node:fs"));
  });

  it("asks for a known floor and room", () => {
    assert.ok(isPlaced("src/billing/page/cards/a.ts"));
    for (const file of ["src/billing/a.ts", "src/billing/attic/a.ts", "src/attic/a.ts"])
      assert.ok(!isPlaced(file), file);
  });

  it("finds circles", () => {
    const edges = ["ab", "bc", "cd", "cb"].map(([from = "", to = ""]) => ({ from, to }));
    assert.deepEqual(circlesOf(edges), ["b → c → b"]);
    assert.deepEqual(circlesOf(edges.slice(0, 3)), []);
  });
});

/** A table without the spaces that prettier lines its columns up with. */
function tidy(markdown: string): string {
  return markdown.replace(/ +\|/g, " |").replace(/-+/g, "-");
}
