import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ChargeBook } from "../../../src/billing/charges/charge-book.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { createBalanceFiles } from "../../../src/host/balance-files.ts";
import { createChargeFiles } from "../../../src/host/store/charge-files.ts";
import { diskFiles, type Files } from "../../../src/host/store/file-system.ts";
import { createScratch, type Scratch } from "../../support/scratch.ts";

const AT = Date.UTC(2026, 7, 31, 12);
const bookOf = (...ids: readonly string[]): ChargeBook =>
  ids.map((id) => ({
    id,
    payer: "xai:0",
    amount: usd(25),
    at: AT,
    state: { kind: "open", why: "no-answer" },
    before: [],
  }));

/** A disk on which something else holds one file open, as a virus scanner does. */
function cannotRemove(name: string): Files {
  return {
    ...diskFiles,
    remove: (path) =>
      path.endsWith(name)
        ? Promise.reject(Object.assign(new Error("busy"), { code: "EBUSY" }))
        : diskFiles.remove(path),
  };
}

describe("a window that slept since it read a file that windows share", () => {
  let scratch: Scratch;
  beforeEach(async () => (scratch = await createScratch()));
  afterEach(() => scratch.dispose());

  const optionsOf = (folder: string) => ({
    files: diskFiles,
    folder,
    newId: () => randomBytes(8).toString("hex"),
    onDamage: (name: string) => assert.fail(name),
  });

  for (const [name, files] of [
    ["", diskFiles],
    [", though the version it knows could not be removed", cannotRemove("000000000001.json")],
  ] as const)
    it(`has not written the book of charges by a number that was used and cleaned up meanwhile${name}`, async () => {
      const folder = join(scratch.path, "charges");
      const open = () => createChargeFiles({ ...optionsOf(folder), files });
      const [sleeper, other] = [open(), open()];
      await other.write(await other.read(), bookOf("a"));
      const seen = await sleeper.read();
      const ids = ["a"];
      for (const id of ["b", "c", "d", "e", "f", "g"]) {
        ids.push(id);
        assert.equal(await other.write(await other.read(), bookOf(...ids)), true);
      }
      assert.ok(!(await readdir(folder)).includes("000000000002.json"), "its number is free again");
      assert.equal(await sleeper.write(seen, bookOf("a", "late")), false);
      const { book } = await open().read();
      assert.deepEqual(book.map(({ id }) => id), ids);
      assert.equal(await sleeper.write(await sleeper.read(), bookOf(...ids, "late")), true);
    }); // prettier-ignore

  it("puts its reading on top of what others have kept of a balance", async () => {
    await diskFiles.makeFolder(scratch.path);
    const other = createBalanceFiles(optionsOf(scratch.path));
    let first = true;
    const sleeper = createBalanceFiles({
      ...optionsOf(scratch.path),
      files: {
        ...diskFiles,
        async writeNew(path, text) {
          if (first) {
            first = false;
            for (let hour = 1; hour <= 6; hour += 1)
              await other.note({ balance: usd(20 - hour), at: AT + hour * 3_600_000 });
          }
          await diskFiles.writeNew(path, text);
        },
      },
    });
    await other.note({ balance: usd(20), at: AT });
    await sleeper.note({ balance: usd(7), at: AT + 7 * 3_600_000 });
    const kept = (await other.read()).map(({ balance }) => Number(balance.nanos) / 1e9);
    assert.deepEqual(kept, [20, 19, 18, 17, 16, 15, 14, 7]);
  });
});
