import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  ChargeBook,
  ChargeEntry,
  ChargeState,
  ChargeStore,
} from "../../../../src/billing/charges/charge-book.ts";
import { addressedPayerOf, byAddress, payerOf } from "../../../../src/billing/charges/charge-order.ts";
import { createCharger } from "../../../../src/billing/charges/charger.ts";
import type { ChargeOutcome } from "../../../../src/billing/charges/outcome.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import { reasonOf } from "../../../../src/host/account-cells.ts";
import { CHARGES_FOLDER, openCharges } from "../../../../src/host/store/charge-files.ts";
import { diskFiles, type Files } from "../../../../src/host/store/file-system.ts";
import { createOldChargeFiles } from "../../../support/old-charges.ts";
import { createScratch, type Scratch } from "../../../support/scratch.ts";
import {
  createChargingVendor,
  inShort,
  LOST,
  type ChargingVendor,
} from "../../billing/charges/charge-stage.ts";
import { createFakeClock, type FakeClock } from "../../billing/fake-clock.ts";

const newId = () => randomBytes(8).toString("hex");
const ACCOUNT = { providerId: "xai", origin: "https://vendor.test", subject: "team-1" };

describe("the one book of charges of a person", () => {
  let scratch: Scratch;
  let vendor: ChargingVendor;
  let clock: FakeClock;
  let warned: string[];
  let names: ReadonlyMap<string, string>;
  let payer: string;

  beforeEach(async () => {
    scratch = await createScratch();
    clock = createFakeClock(Date.now());
    vendor = createChargingVendor(clock.now);
    warned = [];
    names = new Map();
    payer = await payerOf(ACCOUNT);
  });
  afterEach(() => scratch.dispose());

  const state = () => join(scratch.path, "state");
  const folder = () => join(state(), CHARGES_FOLDER);
  const profile = (name: string) => join(scratch.path, name);
  const person = (home = state()) => ({
    machine: { platform: "linux", environment: { XDG_STATE_HOME: home }, home: scratch.path } as const,
    namesOf: () => Promise.resolve(names),
  });
  const storeOf = (name: string, files = diskFiles) =>
    openCharges(profile(name), (line) => warned.push(line), person(), files);
  /** A window of 0.1.0 knows its profile's own book alone. */
  const oldStoreOf = (name: string, files = diskFiles): ChargeStore =>
    createOldChargeFiles({
      files,
      folder: join(profile(name), "charges"),
      newId,
      onDamage: (file) => warned.push(file),
    });
  const chargerOf = (store: ChargeStore) =>
    createCharger({ store, clock, newId, dailyLimit: () => usd(100), reasonOf, log: () => undefined });
  const topUp = async (store: ChargeStore, who = payer, amount = usd(25)): Promise<ChargeOutcome> => {
    const charger = chargerOf(store);
    const standing = await charger.standing(who);
    if (standing.kind === "no-book") return standing;
    return charger.begin({
      payer: who,
      topUp: vendor.topUp,
      ask: vendor.ask,
      amount,
      latest: standing.latest,
    });
  };
  const entry = (id: string, more: Partial<ChargeEntry> = {}): ChargeEntry => ({
    id,
    payer: "xai:0123456789abcdef",
    amount: usd(25),
    at: clock.now() - 1_000,
    state: { kind: "open", why: "no-answer" },
    before: [],
    ...more,
  });
  const CHARGED: ChargeState = { kind: "charged", by: "answer" };
  const writeOld = async (name: string, book: ChargeBook) => {
    const store = oldStoreOf(name);
    await store.write(await store.read(), book);
  };
  const idsIn = async (store: ChargeStore) => (await store.read()).book.map(({ id }) => id);

  it("is the same for every profile and editor", async () => {
    vendor.answer = LOST;
    await topUp(storeOf("code"));
    assert.equal(inShort(await topUp(storeOf("cursor"))), "waiting");
    assert.equal(vendor.charges.length, 1);
  });

  it("keeps one daily limit for all of them", async () => {
    await topUp(storeOf("code"), payer, usd(60));
    assert.equal(inShort(await topUp(storeOf("cursor"), "cloudflare:0", usd(60))), "over-limit");
  });

  it("lets one of many windows of different profiles charge at the same moment", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => topUp(storeOf(`profile-${index}`))),
    );
    assert.equal(vendor.charges.length, 1, outcomes.map(inShort).join());
  });

  it("can be read by its owner alone", async function () {
    if (process.platform === "win32") return;
    await topUp(storeOf("code"));
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    assert.equal(await modeOf(folder()), "700");
    assert.equal(await modeOf(join(folder(), "..")), "700");
    for (const name of await readdir(folder())) assert.equal(await modeOf(join(folder(), name)), "600");
  });

  it("is not begun anew when it is damaged: nothing is charged, and the reason is told", async () => {
    await topUp(storeOf("code"));
    for (const name of await readdir(folder())) await writeFile(join(folder(), name), "x");
    const before = await readdir(folder());
    for (const name of ["code", "cursor", "another"])
      assert.deepEqual(await topUp(storeOf(name)), { kind: "no-book", reason: "a file is damaged" });
    assert.deepEqual(
      (await readdir(folder())).filter((name) => !name.startsWith("damaged-")),
      before,
    );
    assert.equal(vendor.charges.length, 1);
    assert.match(
      warned[0] ?? "",
      /^The record of top-ups has a damaged file, \d+\.json: no top-ups until it is removed$/,
    );
  });

  it("charges nobody where there is no place for it, or none that can be used", async () => {
    const machine = { platform: "linux", environment: {}, home: "" } as const;
    const none = openCharges(profile("code"), () => undefined, { ...person(), machine });
    assert.deepEqual(await topUp(none), { kind: "no-book", reason: "there is no folder for it" });
    await writeFile(state(), "in the way");
    assert.deepEqual(await topUp(storeOf("code")), { kind: "no-book", reason: "ENOTDIR" });
    assert.deepEqual(vendor.charges, []);
  });

  describe("after 0.1.0, which kept one for each profile", () => {
    it("holds what they held, and blocks whom they blocked", async () => {
      names = new Map([[byAddress(await addressedPayerOf(ACCOUNT)), payer]]);
      await writeOld("code", [entry("a", { payer: await addressedPayerOf(ACCOUNT) })]);
      await writeOld("work", [entry("b", { state: CHARGED, amount: usd(90), payer: "cloudflare:0" })]);
      assert.equal(inShort(await topUp(storeOf("code"))), "waiting");
      assert.deepEqual(await idsIn(storeOf("work")), ["a", "b"]);
      assert.equal(inShort(await topUp(storeOf("code"), "cloudflare:1")), "over-limit");
      assert.deepEqual(vendor.charges, []);
    });

    it("takes an attempt of an account that it does not know for one of any account of the vendor", async () => {
      await writeOld("code", [entry("a")]);
      assert.equal(inShort(await topUp(storeOf("code"))), "waiting");
      assert.equal(inShort(await topUp(storeOf("code"), "cloudflare:0")), "charged: answer");
      names = new Map([[byAddress("xai:0123456789abcdef"), "xai:another"]]);
      assert.equal(inShort(await topUp(storeOf("code"))), "charged: answer");
      assert.equal(inShort(await topUp(storeOf("code"), "xai:another")), "waiting");
    });

    it("is brought over once, and what was settled since stays so", async () => {
      await writeOld("code", [entry("a")]);
      const charger = chargerOf(storeOf("code"));
      await charger.standing(payer);
      await charger.closeByHand("a");
      await rm(join(profile("code"), "charges", "000000000002.json"));
      const { book } = await storeOf("code").read();
      assert.deepEqual(
        book.map(({ id, state: { kind } }) => `${id} ${kind}`),
        ["a closed"],
      );
    });

    it("leaves the old one as a record of all it held", async () => {
      const book = [entry("a"), entry("b", { state: CHARGED, paymentId: "in_1" })];
      await writeOld("code", book);
      await storeOf("code").read();
      const path = join(profile("code"), "charges");
      assert.deepEqual((await readdir(path)).sort(), ["000000000001.json", "000000000002.json"]);
      const text = await readFile(join(path, "000000000002.json"), "utf8");
      for (const word of ['"version":2', "in_1", "no-answer"]) assert.ok(text.includes(word), word);
    });

    it("turns windows of 0.1.0 away, also where there was no book", async () => {
      for (const name of ["code", "fresh"]) {
        if (name === "code") await writeOld(name, [entry("a", { state: CHARGED })]);
        await storeOf(name).read();
        const reason = "written by a newer version of this extension";
        assert.deepEqual(await topUp(oldStoreOf(name)), { kind: "no-book", reason });
      }
      assert.deepEqual(vendor.charges, []);
    });

    it("is not overtaken by a window of 0.1.0 that charges meanwhile", async () => {
      const addressed = await addressedPayerOf(ACCOUNT);
      names = new Map([[byAddress(addressed), payer]]);
      // Every moment of one window's run at which another may make a top-up as a whole.
      for (let moment = 0; moment < 40; moment += 1) {
        for (const first of ["old", "new"] as const) {
          const name = `${first}-${moment}`;
          vendor = createChargingVendor(clock.now);
          vendor.answer = LOST;
          await rm(state(), { recursive: true, force: true });
          let calls = 0;
          let other: ChargeOutcome | undefined;
          const stop = async () => {
            if (calls++ !== moment) return;
            other = first === "new" ? await topUp(oldStoreOf(name), addressed) : await topUp(storeOf(name));
          };
          const files = stopping(stop);
          const mine =
            first === "new"
              ? await topUp(storeOf(name, files))
              : await topUp(oldStoreOf(name, files), addressed);
          const said = `${name}: ${inShort(mine)}, then ${other ? inShort(other) : "nothing"}`;
          assert.ok(vendor.charges.length <= 1, said);
          if (vendor.charges.length === 1) assert.equal(inShort(await topUp(storeOf(name))), "waiting", said);
        }
      }
    });

    it("brings undecided attempts over before all else, and retires nothing that it has not read back", async () => {
      await writeOld("code", [entry("a", { state: CHARGED }), entry("b")]);
      const written: string[] = [];
      const files: Files = {
        ...diskFiles,
        async writeNew(path, text) {
          written.push(path.includes("state") ? (text.includes('"a"') ? "all" : "undecided") : "retired");
          await diskFiles.writeNew(path, text);
        },
      };
      await storeOf("code", files).read();
      assert.deepEqual(written, ["undecided", "all", "retired"]);

      await rm(state(), { recursive: true });
      await writeOld("work", [entry("c")]);
      const forgetting: Files = {
        ...diskFiles,
        async link(from, to) {
          await diskFiles.link(from, to);
          if (to.includes("state")) await rm(to);
        },
      };
      await assert.rejects(storeOf("work", forgetting).read());
      assert.deepEqual(await idsIn(oldStoreOf("work")), ["c"], "the old book is still in force");
    });

    it("charges nobody while an old one is damaged or cannot be retired", async () => {
      await writeOld("code", [entry("a")]);
      const path = join(profile("code"), "charges", "000000000001.json");
      const text = await readFile(path, "utf8");
      await writeFile(path, "x");
      const reason = "the record of this profile: a file is damaged";
      assert.deepEqual(await topUp(storeOf("code")), { kind: "no-book", reason });
      await writeFile(path, text);
      const refusing: Files = {
        ...diskFiles,
        link: (from, to) =>
          to.includes("code")
            ? Promise.reject(Object.assign(new Error(), { code: "EROFS" }))
            : diskFiles.link(from, to),
      };
      assert.deepEqual(await topUp(storeOf("code", refusing)), { kind: "no-book", reason: "EROFS" });
      assert.deepEqual(vendor.charges, []);
    });

    it("survives an end at every moment of being brought over", async () => {
      for (let moment = 0; moment < 30; moment += 1) {
        const name = `ended-${moment}`;
        await rm(state(), { recursive: true, force: true });
        await writeOld(name, [entry("a"), entry("b", { state: CHARGED })]);
        let calls = 0;
        const files = stopping(() =>
          calls++ === moment
            ? Promise.reject(Object.assign(new Error(), { code: "EIO" }))
            : Promise.resolve(),
        );
        await storeOf(name, files)
          .read()
          .catch(() => undefined);
        assert.deepEqual((await idsIn(storeOf(name))).toSorted(), ["a", "b"], name);
      }
    });
  });

  /** Files that do something before each call. */
  const stopping = (before: () => Promise<void>): Files => ({
    ...diskFiles,
    list: (path) => before().then(() => diskFiles.list(path)),
    read: (path) => before().then(() => diskFiles.read(path)),
    writeNew: (path, text) => before().then(() => diskFiles.writeNew(path, text)),
    link: (from, to) => before().then(() => diskFiles.link(from, to)),
    makeFolder: (path) => before().then(() => diskFiles.makeFolder(path)),
    syncFolder: (path) => before().then(() => diskFiles.syncFolder(path)),
  });
});
