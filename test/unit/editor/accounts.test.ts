import assert from "node:assert/strict";
import type { StoredAccount } from "../../../src/billing/accounts/stored-account.ts";
import { usd } from "../../../src/billing/money/money.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import type { Answer } from "../../support/vscode/editor.ts";
import {
  CODE,
  KEY,
  main,
  mainAccount,
  openScene,
  tower,
  towerAccount,
  type Scene,
  type SceneOptions,
} from "./scene.ts";

const { freeName } = await import("../../../src/editor/accounts/ask-name.ts");

describe("accounts, as a person sets them up", () => {
  let scene: Scene;
  const open = async (options?: SceneOptions) => (scene = await openScene(options));
  afterEach(() => scene.dispose());

  const listed = async () =>
    [...(await scene.accounts.list())]
      .sort((a, b) => a.place - b.place)
      .map(({ id, name }) => name ?? (id === "main" ? "Mainly" : id));

  describe("a key that is asked for", () => {
    it("is typed unseen, and kept out of what a person is told", async () => {
      const { actions, editor } = await open();
      scene.person(` Bearer  ${KEY}\n`);
      await actions.setKey();
      const [box] = editor.shown;
      assert.deepEqual(box?.options, { password: true, ignoreFocusOut: true });
      assert.match(box.detail ?? "", /sent to api\.mainly\.example only/);
      assert.equal((await scene.accounts.read("main"))?.apiKey, KEY);
    });

    it("is turned down while it cannot be one", async () => {
      const { actions, editor } = await open();
      scene.person("", "bearer ", "two words", KEY);
      await actions.setKey();
      assert.equal(editor.problems.length, 3);
      assert.equal((await scene.accounts.read("main"))?.apiKey, KEY);
    });

    it("may be taken from the environment, where there is one that can be a key", async () => {
      const { actions, editor, asked } = await open({
        environment: { MAINLY_KEY: "not a key", MAINLY_OTHER_KEY: `Bearer ${KEY} ` },
      });
      scene.person("$(terminal) Use the key in MAINLY_OTHER_KEY");
      await actions.setKey();
      const [list] = editor.shown;
      assert.deepEqual([list?.text, list?.choices?.length], ["Mainly: Set API Key", 2]);
      assert.deepEqual(list?.options, {
        placeHolder: "A key was found in the environment",
        ignoreFocusOut: true,
      });
      assert.deepEqual([editor.said("input"), asked], [[], [`${KEY} ${main.origin}/balance`]]);
    });

    it("may be typed although there is one in the environment, or not at all", async () => {
      const { actions, editor } = await open({ environment: { MAINLY_KEY: "key-of-mine-9" } });
      scene.person(undefined);
      await actions.setKey();
      assert.deepEqual([editor.said("input"), await listed()], [[], []]);
      scene.person("$(key) Enter a key", KEY);
      await actions.setKey();
      assert.equal((await scene.accounts.read("main"))?.apiKey, KEY);
    });

    it("is not asked for again, and nothing is sent, once a person turned back", async () => {
      const { actions, asked, editor } = await open();
      scene.person(undefined);
      await actions.setKey();
      assert.deepEqual([asked, editor.shown.length, await listed()], [[], 1, []]);
    });
  });

  describe("a key that the vendor is asked about", () => {
    const REFUSED = { kind: "unauthorized", status: 401, fromVendor: true } as const;

    it("is not kept when it is refused, and asked for again only if the person wants", async () => {
      const { actions, editor, says } = await open();
      says.set("/balance", REFUSED);
      scene.person("key-of-mine-9", undefined);
      await actions.setKey();
      assert.match(editor.said("error").join(), /rejected the API key/);
      assert.deepEqual([editor.shown.at(-1)?.choices, await listed()], [["Try Again"], []]);
      scene.person(
        "key-of-mine-9",
        () => {
          says.set("/balance", { balance: usd(12) });
          return "Try Again";
        },
        KEY,
      );
      await actions.setKey();
      assert.equal((await scene.accounts.read("main"))?.apiKey, KEY);
    });

    it("can be saved unchecked, tried again or dropped when nobody knows", async () => {
      const { actions, editor, says } = await open();
      says.set("/balance", { kind: "timeout" });
      for (const [choice, kept] of [
        [undefined, []],
        ["Save Anyway", ["Mainly"]],
      ] as const) {
        scene.person(KEY, choice);
        await actions.setKey();
        assert.match(editor.said("warning")[0] ?? "", /^The key could not be checked\. .*Try again later\.$/);
        assert.deepEqual(await listed(), kept);
      }
      assert.equal(
        (await (await scene.storesOf(mainAccount)).cell.read()).state.trouble?.last.kind,
        "timeout",
      );
      scene.person(KEY, "Try Again", undefined);
      await actions.setKey();
      assert.deepEqual(editor.said("input").length, 2);
    });

    it("is a good one where nothing is left or no balance is told", async () => {
      const { actions, editor, says } = await open();
      for (const said of [{ kind: "out-of-credits", status: 403, fromVendor: true }, {}]) {
        says.set("/balance", said);
        scene.person(KEY, "Save Anyway");
        await actions.setKey();
        assert.doesNotMatch(editor.said("warning").join(), /could not be checked|valid/);
        assert.deepEqual(await listed(), ["Mainly"]);
      }
    });

    it("is said to be valid where the vendor says so, although it may not read the balance", async () => {
      const knowing: Provider = {
        ...main,
        credential: {
          ...main.credential,
          verify: (ask) => ask({ path: "/verify", decode: (json) => (json as { said: "good" }).said }),
        },
      };
      for (const [said, expected] of [
        [{ said: "good" }, /^The key is valid, but cannot read this account's balance\. /],
        [{ said: "bad" }, /^The key could not be checked\. /],
        [{ kind: "server" }, /^The key could not be checked\. /],
      ] as const) {
        const { actions, editor, says } = await open({ providers: [knowing, tower] });
        says.set("/balance", { kind: "forbidden", status: 403 });
        says.set("/verify", said);
        scene.person("Mainly", KEY, undefined);
        await actions.addAccount();
        assert.match(editor.said("warning").join(), expected);
        scene.dispose();
      }
    });

    it("is asked for at the fallback where the first answer tells no balance", async () => {
      const falling: Provider = { ...main, fallback: { path: "/other", decode: (json) => json as object } };
      const { actions, says, asked } = await open({ providers: [falling] });
      says.set("/balance", {});
      says.set("/other", { balance: usd(7) });
      scene.person("Mainly", KEY);
      await actions.addAccount();
      assert.deepEqual(asked.slice(0, 2), [`${KEY} ${main.origin}/balance`, `${KEY} ${main.origin}/other`]);
      const { reading, requests } = (await (await scene.storesOf(mainAccount)).cell.read()).state;
      assert.equal(reading?.balance.nanos, 7_000_000_000n);
      assert.equal(requests.manual.length, 2);
    });

    it("is not kept once the person stopped the check, which nobody is told of", async () => {
      const { actions, editor, says } = await open();
      says.set("/balance", (signal) => {
        editor.cancelled.fire(undefined);
        assert.equal(signal.aborted, true);
      });
      scene.person(KEY);
      await actions.setKey();
      assert.deepEqual([editor.shown.map(({ kind }) => kind), await listed()], [["input", "progress"], []]);
      assert.deepEqual(editor.shown[1]?.options?.["cancellable"], true);
      assert.equal(editor.shown[1].text, "Checking the key with Mainly");
    });

    it("fails loudly for what is no answer of a vendor", async () => {
      const { actions, says } = await open();
      says.set("/balance", () => Promise.reject(new TypeError("a defect")));
      scene.person(KEY);
      await assert.rejects(Promise.resolve(actions.setKey()), /a defect/);
    });
  });

  describe("what is billed, where the key does not say", () => {
    const add = async (...answers: Answer[]) => {
      scene.person("Tower", CODE, ...answers);
      await scene.actions.addAccount();
      return (await scene.accounts.list()).find(({ provider }) => provider === "tower") as
        StoredAccount | undefined;
    };

    it("is taken where the vendor names one alone", async () => {
      const { says, editor } = await open();
      says.set("/towers", [
        { id: "007", name: "North" },
        { id: "not one", name: null },
      ]);
      assert.equal((await add())?.subject, "007");
      assert.deepEqual(editor.said("progress"), [
        "Asking Tower for the tower number",
        "Checking the access code with Tower",
      ]);
    });

    it("is chosen among several, from the environment, or typed", async () => {
      const { says, editor } = await open({ environment: { TOWER_NUMBER: " 008 ", TOWER_OTHER: "007" } });
      says.set("/towers", [
        { id: "007", name: "$(bug) North" },
        { id: "009", name: null },
      ]);
      assert.equal(await add(undefined), undefined);
      const list = editor.shown.at(-1);
      assert.deepEqual(list?.choices?.slice(1), ["009", "008", "$(edit) Enter another tower number"]);
      assert.doesNotMatch(list.choices[0] ?? "", /\$\(bug\)/);
      assert.deepEqual(list.descriptions, ["007", "", "in TOWER_NUMBER", ""]);
      assert.deepEqual(list.options, { ignoreFocusOut: true, matchOnDescription: true });
      assert.equal((await add("008"))?.subject, "008");
      scene.dispose();
      const again = await open({ environment: { TOWER_NUMBER: "008" } });
      assert.equal((await add("$(edit) Enter another tower number", "1", " 010 "))?.subject, "010");
      assert.deepEqual(again.editor.problems, ["Expected format: three digits."]);
    });

    it("is typed where the vendor does not tell, or the person does not wait", async () => {
      for (const said of [
        [],
        { kind: "server", status: 500 },
        { kind: "unauthorized", status: 401 },
        () => scene.editor.cancelled.fire(undefined),
      ]) {
        const { says, editor } = await open();
        says.set("/towers", said);
        assert.equal((await add("007"))?.subject, "007");
        assert.equal(editor.said("input").at(-1), "Tower: Tower Number");
        scene.dispose();
      }
      await open();
    });

    it("is not asked for where the vendor takes no such key at all", async () => {
      const { says, editor } = await open();
      says.set("/towers", { kind: "unauthorized", status: 401, fromVendor: true });
      assert.equal(await add(undefined), undefined);
      assert.match(editor.said("error").join(), /Tower rejected the access code/);
      assert.equal(editor.said("input").length, 1);
    });

    it("is nothing that a defect may decide", async () => {
      const { says } = await open();
      says.set("/towers", () => Promise.reject(new TypeError("a defect")));
      await assert.rejects(add(), /a defect/);
    });

    it("and nothing is kept where the person turns back", async () => {
      await open();
      assert.equal(await add(undefined), undefined);
      assert.equal(scene.keyring.secrets.size, 0);
    });
  });

  describe("Add Account", () => {
    it("keeps the first of the main vendor as the main account, and names the others", async () => {
      const { actions, editor } = await open();
      scene.person("Mainly", KEY);
      await actions.addAccount();
      assert.deepEqual(editor.shown[0]?.descriptions, ["API key", "access code"]);
      assert.deepEqual(editor.said("status"), ["$(check) Mainly added"]);
      scene.person("Mainly", "key-of-mine-2", "Mainly", "", "x".repeat(41), "a\u200bb", " Work ");
      await actions.addAccount();
      const box = editor.shown.filter(({ kind }) => kind === "input")[1];
      assert.deepEqual(
        [box?.text, box?.options],
        ["Mainly: Name the Account", { value: "Mainly 2", ignoreFocusOut: true }],
      );
      assert.deepEqual(editor.problems, [
        "Another account already has this name.",
        "Enter a name.",
        "Use at most 40 characters.",
        "The name contains invisible characters.",
      ]);
      assert.deepEqual(await listed(), ["Mainly", "Work"]);
      const [first, second] = await scene.accounts.list();
      assert.deepEqual([first?.id, first?.name], ["main", undefined]);
      assert.equal((second?.place ?? 0) > (first?.place ?? 0), true);
    });

    it("adds nothing when the person turns back at any question", async () => {
      const { actions, keyring } = await open({ accounts: [mainAccount] });
      for (const answers of [[], ["Mainly"], ["Mainly", "key-of-mine-2"], ["Tower", CODE]]) {
        scene.person(...answers);
        await actions.addAccount();
        assert.equal(keyring.secrets.size, 1);
      }
    });

    it("adds no account that is there already, under another key or not", async () => {
      const { actions, editor, keyring } = await open({ accounts: [mainAccount, towerAccount] });
      scene.person("Mainly", KEY);
      await actions.addAccount();
      scene.person("Tower", "code-of-mine-9", "007");
      await actions.addAccount();
      assert.deepEqual(editor.said("information"), ["This account has already been added: North."]);
      assert.equal(keyring.secrets.size, 2);
    });

    it("gives no id of the main account to another vendor's first", async () => {
      const { actions } = await open();
      scene.person("Tower", CODE, "007");
      await actions.addAccount();
      const [added] = await scene.accounts.list();
      assert.notEqual(added?.id, "main");
      assert.equal(added?.name, undefined);
    });

    it("asks for no key while the vendor's configured address is not a safe one", async () => {
      const { actions, editor } = await open();
      editor.settings["baseUrls"] = { tower: "http://evil.example" };
      scene.person("Tower");
      await actions.addAccount();
      assert.deepEqual([editor.said("input"), editor.said("error").length], [[], 1]);
    });

    it("finds the next free number for a name", () => {
      assert.equal(freeName("A", []), "A");
      assert.equal(freeName("A", ["A"]), "A 2");
      assert.equal(freeName("A", ["A", "A 2", "A 4"]), "A 3");
    });
  });

  describe("Manage Accounts", () => {
    const third: StoredAccount = {
      ...mainAccount,
      id: "m2",
      apiKey: "key-of-mine-3",
      name: "Work",
      place: 3,
    };
    const openThree = () => open({ accounts: [mainAccount, towerAccount, third] });

    it("lists them with what is to be known, and what can be done with each", async () => {
      const { actions, editor, keyring } = await open({
        accounts: [mainAccount, { ...towerAccount, disabled: true }, third],
      });
      keyring.moods = { m2: "locked" };
      scene.person("North", undefined, "Mainly", undefined, "Work", undefined);
      await actions.manageAccounts();
      const [list, north, , mainly, , work] = editor.shown;
      assert.deepEqual(list?.choices, ["Mainly", "North", "Work", "$(add) Add an account"]);
      assert.deepEqual(list.descriptions, ["", "Tower, paused", "Mainly, can't read the saved key", ""]);
      assert.deepEqual(north?.choices, [
        "$(edit) Rename",
        "$(key) Set another access code",
        "$(arrow-up) Move up",
        "$(arrow-down) Move down",
        "$(debug-start) Resume",
        "$(trash) Remove",
      ]);
      assert.ok(!mainly?.choices?.includes("$(arrow-up) Move up"));
      assert.equal(mainly?.descriptions?.[3], "Stop checking, keep the key");
      assert.deepEqual(work?.choices, [
        "$(refresh) Try again",
        "$(key) Set the API key again",
        "$(trash) Remove",
      ]);
      assert.ok(editor.shown.every(({ options }) => options?.["ignoreFocusOut"] === true));
      assert.equal(editor.shown.length, 7);
    });

    it("moves one between its new neighbours", async () => {
      await openThree();
      for (const [name, way, order] of [
        ["Work", "$(arrow-up) Move up", ["Mainly", "Work", "North"]],
        ["Mainly", "$(arrow-down) Move down", ["Work", "Mainly", "North"]],
        ["North", "$(arrow-up) Move up", ["Work", "North", "Mainly"]],
      ] as const) {
        scene.person(name, way);
        await scene.actions.manageAccounts();
        assert.deepEqual(await listed(), order);
      }
      scene.person("Mainly", undefined);
      await scene.actions.manageAccounts();
      assert.ok(!scene.editor.shown[1]?.choices?.includes("$(arrow-down) Move down"));
    });

    it("pauses one, which keeps its key, and lets it go on", async () => {
      const { actions, session, accounts } = await openThree();
      scene.person("North", "$(debug-pause) Pause");
      await actions.manageAccounts();
      await scene.settle();
      assert.ok(!session.accounts().some(({ id }) => id === "t1"));
      assert.equal((await accounts.read("t1"))?.apiKey, CODE);
      scene.person("North", "$(debug-start) Resume");
      await actions.manageAccounts();
      await scene.settle();
      assert.ok(session.accounts().some(({ id }) => id === "t1"));
    });

    it("renames one; the vendor's name is no name of its own", async () => {
      const { actions, editor, accounts } = await openThree();
      scene.person("North", "$(edit) Rename", "Work", "North", "$(edit) Rename");
      await actions.manageAccounts();
      assert.deepEqual(editor.problems, ["Another account already has this name."]);
      assert.equal((await accounts.read("t1"))?.name, "North");
      scene.person("North", "$(edit) Rename", " South ");
      await actions.manageAccounts();
      assert.equal(editor.said("input")[0], "Rename North");
      assert.equal((await accounts.read("t1"))?.name, "South");
      scene.person("South", "$(edit) Rename", "Tower");
      await actions.manageAccounts();
      assert.equal((await accounts.read("t1"))?.name, undefined);
      scene.person("Tower", "$(edit) Rename", undefined);
      await actions.manageAccounts();
      assert.equal((await accounts.read("t1"))?.name, undefined);
    });

    it("gives one another key", async () => {
      const { actions, accounts, says } = await openThree();
      says.set("/towers", [{ id: "007", name: null }]);
      scene.person("North", "$(key) Set another access code", "code-of-mine-5");
      await actions.manageAccounts();
      assert.equal((await accounts.read("t1"))?.apiKey, "code-of-mine-5");
    });

    it("removes one with all that was read with it, after a yes", async () => {
      const { actions, editor, accounts } = await openThree();
      const { cell } = await scene.storesOf(towerAccount);
      scene.person("North", "$(trash) Remove", undefined);
      await actions.manageAccounts();
      assert.ok((await cell.read()).state.reading);
      assert.ok(await accounts.find("t1"));
      scene.person("North", "$(trash) Remove", "Remove");
      await actions.manageAccounts();
      assert.deepEqual(editor.said("warning"), ["Remove North?"]);
      assert.match(
        editor.shown[2]?.detail ?? "",
        /^Removes its access code and stored data from this machine/,
      );
      assert.deepEqual(
        [await accounts.find("t1"), (await cell.read()).state.reading],
        [undefined, undefined],
      );
    });

    it("forgets what was read with the key that it has by then", async () => {
      const { actions, accounts } = await openThree();
      const newer = { ...towerAccount, apiKey: "code-of-mine-7" };
      const stores = await scene.storesOf(newer);
      await stores.balances.note({ at: 1, balance: usd(1) });
      let cleared = 0;
      stores.balances.clear = () => Promise.resolve(void (cleared += 1));
      scene.person("North", "$(trash) Remove", async () => {
        await accounts.write(newer);
        return "Remove";
      });
      await actions.manageAccounts();
      assert.equal(cleared, 1);
    });

    it("removes one whose key cannot be read, and says that the key may stay", async () => {
      const { actions, editor, accounts, keyring } = await openThree();
      keyring.moods = { t1: "locked" };
      scene.person("North", "$(trash) Remove", "Remove");
      await actions.manageAccounts();
      assert.match(editor.shown.at(-1)?.detail ?? "", /may remain in a locked keyring/);
      assert.deepEqual((await accounts.list()).map(({ id }) => id).sort(), ["m2", "main"]);
    });

    it("tries again to read one, sets its key again, or adds an account", async () => {
      const { actions, editor, keyring } = await openThree();
      keyring.moods = { t1: "locked" };
      scene.person("North", "$(refresh) Try again");
      await actions.manageAccounts();
      scene.person("$(add) Add an account");
      await actions.manageAccounts();
      assert.deepEqual(editor.ran, [["aimlapi.refresh", "t1"], ["aimlapi.addAccount"]]);
      scene.person("North", "$(key) Set the access code again", undefined);
      await actions.manageAccounts();
      assert.deepEqual(editor.said("input"), ["North (Tower): Set Access Code"]);
    });

    it("shows an account of a vendor that this version does not know", async () => {
      const { actions, editor } = await open({
        accounts: [{ ...towerAccount, provider: "newer", name: undefined }],
      });
      scene.person("newer", undefined);
      await actions.manageAccounts();
      assert.ok(editor.shown[1]?.choices?.includes("$(key) Set another key"));
    });
  });
});
