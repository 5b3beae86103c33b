import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chosenOf,
  decodeAccount,
  encodeAccount,
  inOrder,
  MAIN_ID,
  placeAt,
  type StoredAccount,
} from "../../../../src/billing/accounts/stored-account.ts";

const account = (id: string, place: number, more: Partial<StoredAccount> = {}): StoredAccount => ({
  id,
  place,
  provider: "aimlapi",
  origin: "https://api.aimlapi.com",
  apiKey: "key",
  ...more,
});
const read = (id: string, secret: string) => decodeAccount(id, secret, "aimlapi");

describe("an account as it is stored", () => {
  it("comes back as it was", () => {
    const whole = account("a", 2.5, { subject: "team-1", name: "Work", disabled: true, chosenAt: 7 });
    assert.deepEqual(read("a", encodeAccount(whole)), whole);
    const bare = read("b", encodeAccount(account("b", 1)));
    assert.deepEqual(JSON.parse(JSON.stringify(bare)), account("b", 1));
  });

  it("is read from the first form, which was a key and its origin", () => {
    const read1 = read(MAIN_ID, '{"origin":"https://api.aimlapi.com","apiKey":"key"}');
    assert.deepEqual(JSON.parse(JSON.stringify(read1)), account(MAIN_ID, 1));
  });

  it("stands by its id among those of one place", () => {
    for (const ids of [
      ["a", "b"],
      ["b", "a"],
    ])
      assert.deepEqual(
        inOrder(ids.map((id) => account(id, 1))).map(({ id }) => id),
        ["a", "b"],
      );
  });

  it("can be put behind another and before it again, also in the first form", () => {
    const main = read(MAIN_ID, '{"origin":"https://api.aimlapi.com","apiKey":"key"}') ?? assert.fail();
    const other = account("a", placeAt([main], 1));
    const order = (...all: readonly StoredAccount[]) => inOrder(all).map(({ id }) => id);
    assert.deepEqual(order(main, other), [MAIN_ID, "a"]);
    const first = { ...other, place: placeAt([main], 0) };
    assert.deepEqual(order(main, first), ["a", MAIN_ID]);
    assert.deepEqual(order({ ...main, place: placeAt([first], 0) }, first), [MAIN_ID, "a"]);
  });

  it("is none when anything about it is not what it should be", () => {
    const good = { ...account("a", 1) };
    for (const wrong of [
      "",
      "null",
      "[]",
      '"key"',
      "{",
      ...["origin", "apiKey"].map((name) => JSON.stringify({ ...good, [name]: undefined })),
      ...["origin", "apiKey", "subject", "provider", "name"].map((name) =>
        JSON.stringify({ ...good, [name]: 1 }),
      ),
      ...["place", "chosenAt"].map((name) => JSON.stringify({ ...good, [name]: "1" })),
    ])
      assert.equal(read("a", wrong), undefined, wrong);
  });

  it("is the chosen one when it was chosen last, else when it is the first", () => {
    const [a, b, c] = [account("a", 1), account("b", 2), account("c", 3)];
    assert.equal(chosenOf([a, b, c]), a);
    assert.equal(chosenOf([a, { ...b, chosenAt: 5 }, { ...c, chosenAt: 4 }])?.id, "b");
    assert.equal(chosenOf<StoredAccount>([]), undefined);
  });

  it("of the first form can be moved back to where it was", () => {
    const first = read(MAIN_ID, '{"origin":"https://api.aimlapi.com","apiKey":"key"}');
    assert.ok(first);
    const added = account("b", placeAt([first], 1));
    const ahead = { ...added, place: placeAt([first], 0) };
    assert.deepEqual(inOrder([first, ahead]), [ahead, first]);
    const back = { ...first, place: placeAt([ahead], 0) };
    assert.deepEqual(inOrder([ahead, back]), [back, ahead]);
  });

  it("stands where it was moved to, by a write to itself alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
        (places, moves) => {
          let all = inOrder(places.map((_, index) => account(`id-${index}`, index + 1)));
          for (const [from, to] of moves) {
            const moved = all[from % all.length];
            assert.ok(moved);
            const others = all.filter((each) => each !== moved);
            const index = to % all.length;
            const wanted = others.map(({ id }) => id);
            wanted.splice(index, 0, moved.id);
            all = inOrder([...others, { ...moved, place: placeAt(others, index) }]);
            assert.deepEqual(
              all.map(({ id }) => id),
              wanted,
            );
          }
        },
      ),
    );
  });
});
