import assert from "node:assert/strict";
import manifest from "../../../package.json" with { type: "json" };
import { encodeAccount } from "../../../src/billing/accounts/stored-account.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { rewrite } from "../../../src/billing/state/update-state.ts";
import { START } from "../billing/fake-clock.ts";
import {
  KEY,
  main,
  mainAccount,
  openScene,
  tower,
  towerAccount,
  type Scene,
  type SceneOptions,
} from "./scene.ts";

const { registerCommands } = await import("../../../src/editor/commands/commands.ts");
const { COMMANDS } = await import("../../../src/editor/commands/command-ids.ts");

describe("what a command does", () => {
  let scene: Scene;
  const open = async (options?: SceneOptions) => (scene = await openScene(options));
  afterEach(() => scene.dispose());

  describe("the commands", () => {
    it("are there from the start; what they do is loaded when the first one runs", async () => {
      const { editor, actions } = await open();
      let loads = 0;
      const registered = registerCommands(() => {
        loads += 1;
        return Promise.resolve(actions);
      });
      assert.deepEqual(
        [...editor.commands.keys()],
        Object.values(COMMANDS).map(({ id }) => id),
      );
      assert.equal(loads, 0);
      await editor.commands.get("aimlapi.showDetails")?.("main");
      await editor.commands.get("aimlapi.showLog")?.();
      assert.deepEqual([loads, scene.done], [2, [["showDetails", "main"], ["showLog"]]]);
      registered.dispose();
      assert.equal(editor.commands.size, 0);
    });

    it("are those of package.json, and each link to one says what it does", () => {
      const { contributes } = manifest as { contributes: { commands: { command: string }[] } };
      const ids = Object.values(COMMANDS).map(({ id }) => id);
      assert.deepEqual([...ids].sort(), contributes.commands.map(({ command }) => command).sort());
      const links = Object.values(COMMANDS).map(({ link }) => link);
      assert.equal(new Set(links).size, links.length);
      assert.ok(links.every((link) => /^[A-Z][A-Za-z ]+$/.test(link)));
    });

    it("take nothing for an account that is no text", async () => {
      const { actions, done } = await open();
      for (const given of [undefined, 7, { id: "main" }, ["main"]]) await actions.showDetails(given);
      assert.deepEqual(
        done,
        Array.from({ length: 4 }, () => ["showDetails", undefined]),
      );
    });

    it("hide and show amounts in every window", async () => {
      const { actions, editor } = await open();
      await actions.hideAmounts();
      await actions.showAmounts();
      assert.deepEqual(editor.written, [
        ["aimlapi.hideAmounts", true, 1],
        ["aimlapi.hideAmounts", false, 1],
      ]);
    });

    it("explain the rule they are given", async () => {
      const { actions, done } = await open();
      await actions.explainRule("aimlapi/v1-billing");
      assert.deepEqual(done, [["explainRule", "aimlapi/v1-billing"]]);
    });
  });

  describe("Copy Balance", () => {
    it("copies the balance of the account, or of the chosen one", async () => {
      const { actions, editor } = await open({ accounts: [mainAccount, towerAccount] });
      await actions.copyBalance();
      assert.deepEqual([editor.clipboard, editor.said("status")], ["$12.00", ["$(check) Balance copied"]]);
      await actions.copyBalance("t1");
      assert.equal(editor.clipboard, "$34.00");
    });

    it("copies nothing where nothing was read", async () => {
      const { actions, editor } = await open();
      await actions.copyBalance();
      await actions.copyBalance("gone");
      assert.deepEqual([editor.clipboard, editor.shown], [undefined, []]);
    });
  });

  describe("Top Up on the vendor's page", () => {
    it("opens the page of the account's vendor, and reads more often for a while", async () => {
      const { actions, editor, clock, asked } = await open({ accounts: [mainAccount, towerAccount] });
      await actions.openBilling("t1");
      await actions.openBilling();
      assert.deepEqual(editor.opened, [tower.pages.billing, main.pages.billing]);
      const before = asked.length;
      await clock.advance(250_000);
      assert.ok(asked.length >= before + 4, `${asked.length - before} reads`);
    });

    it("opens that of an account which cannot be read, and of the main vendor where there is none", async () => {
      const { actions, editor, keyring } = await open({ accounts: [towerAccount] });
      keyring.mood = "locked";
      await actions.openBilling("t1");
      keyring.mood = "open";
      keyring.drop("t1");
      await scene.settle();
      await actions.openBilling();
      assert.deepEqual(editor.opened, [tower.pages.billing, main.pages.billing]);
    });

    it("says so where the account is gone", async () => {
      const { actions, editor } = await open();
      await actions.openBilling("gone");
      assert.deepEqual([editor.opened, editor.said("information")], [[], ["This account no longer exists."]]);
    });
  });

  describe("Refresh", () => {
    const REFUSED = { kind: "unauthorized", status: 401, fromVendor: true } as const;

    it("tells that the balance is up to date, and that it was read a moment ago", async () => {
      const { actions, editor, clock, says } = await open({ accounts: [mainAccount] });
      await clock.advance(60_000);
      says.set("/balance", { balance: usd(11) });
      await actions.refresh();
      await actions.copyBalance();
      assert.equal(editor.clipboard, "$11.00");
      await actions.refresh();
      const [first, , second] = editor.said("status");
      assert.match(first ?? "", /Balance updated/);
      assert.match(second ?? "", /Already up to date/);
    });

    it("tells why it failed, and helps", async () => {
      const { actions, editor, clock, says } = await open({ accounts: [mainAccount] });
      for (const [failure, button, ran] of [
        [REFUSED, "Set API Key", ["aimlapi.setKey", "main"]],
        [{ kind: "offline" }, "Show Log", ["aimlapi.showLog", "main"]],
      ] as const) {
        await clock.advance(120_000);
        says.set("/balance", failure);
        scene.person(button);
        await actions.refresh("main");
        assert.equal(editor.said("warning").length, 1);
        assert.deepEqual(editor.ran.splice(0), [ran]);
        await clock.advance(120_000);
        scene.person();
        await actions.refresh("main");
        assert.deepEqual([editor.said("warning").length, editor.ran], [1, []]);
      }
    });

    it("tells until when the vendor asked to wait, in the person's time", async () => {
      const { actions, editor, clock, says } = await open({ accounts: [mainAccount] });
      await clock.advance(60_000);
      says.set("/balance", { kind: "rate-limited", status: 429, retryAfterMs: 1_800_000, fromVendor: true });
      await actions.refresh();
      scene.person();
      await actions.refresh();
      assert.match(editor.said("information").join(), /^Mainly is limiting requests\. Try again at 9:31/);
    });

    it("asks who stands between, where it was not the vendor that asked to wait", async () => {
      const { actions, editor, clock, says } = await open({ accounts: [mainAccount] });
      await clock.advance(60_000);
      says.set("/balance", { kind: "foreign-answer", status: 503, retryAfterMs: 50_000 });
      await actions.refresh();
      scene.person();
      await actions.refresh();
      assert.match(
        editor.said("information").join(),
        /^A proxy or network in front of Mainly is limiting requests\./,
      );
    });

    it("tells of the hour's limit", async () => {
      const { actions, editor, clock } = await open({ accounts: [mainAccount] });
      for (let times = 0; times < 60; times += 1) {
        await clock.advance(20_000);
        await actions.refresh();
      }
      assert.match(editor.said("information").join(), /Refresh limit reached\. Try again at /);
    });

    it("says what helps where the key cannot be read, in the words of that account", async () => {
      const { actions, editor, keyring, session } = await open({ accounts: [mainAccount, towerAccount] });
      keyring.mood = "locked";
      await session.reload();
      scene.person("Set Access Code");
      await actions.refresh("t1");
      assert.match(editor.said("warning").join(), /^North \(Tower\): Can't read saved keys/);
      assert.deepEqual(editor.ran, [["aimlapi.setKey", "t1"]]);
      scene.person();
      await actions.refresh();
      assert.match(editor.said("warning").join(), /^Mainly: /);
      assert.equal(editor.ran.length, 1);
    });

    it("says nothing where there is no account", async () => {
      const { actions, editor } = await open();
      await actions.refresh();
      assert.deepEqual(editor.shown, []);
    });
  });

  describe("Clear API Key", () => {
    it("removes the main account's key and what was read with it, after a yes", async () => {
      const { actions, editor, accounts, session } = await open({ accounts: [mainAccount, towerAccount] });
      const stores = await scene.storesOf(mainAccount);
      await stores.balances.note({ at: START, balance: usd(12) });
      scene.person(undefined);
      await actions.clearKey();
      assert.ok(await accounts.find("main"));
      scene.person("Remove");
      await actions.clearKey();
      const [question] = editor.shown;
      assert.deepEqual([question?.text, question?.modal], ["Remove the API key?", true]);
      assert.match(question?.detail ?? "", /last known balance is also removed/);
      await scene.settle();
      assert.deepEqual(
        [await accounts.find("main"), (await stores.cell.read()).state.reading],
        [undefined, undefined],
      );
      assert.deepEqual(
        session.accounts().map(({ id }) => id),
        ["t1"],
      );
    });

    it("does nothing where there is none", async () => {
      const { actions, errors, keyring } = await open({ accounts: [towerAccount] });
      scene.person("Remove");
      await actions.clearKey();
      assert.deepEqual([errors, keyring.secrets.size], [[], 1]);
    });
  });

  describe("Delete All Local Data", () => {
    it("removes every key, all that was read and the secret that marks owners, after a yes", async () => {
      const { actions, editor, done, keyring } = await open({ accounts: [mainAccount, towerAccount] });
      scene.person(undefined);
      await actions.deleteData();
      assert.deepEqual([keyring.secrets.size, done], [2, []]);
      scene.person("Delete");
      await actions.deleteData();
      assert.match(editor.shown[0]?.detail ?? "", /Removes every key .* A pending payment is also kept/);
      assert.equal(editor.shown[0]?.modal, true);
      assert.equal(keyring.secrets.size, 0);
      assert.deepEqual(done, [["removeCells"], ["forgotten", "aimlapi.ownerSecret"]]);
      assert.deepEqual(editor.said("status"), ["$(check) All local data deleted"]);
    });

    it("says that a key may be left which cannot be read, and claims nothing", async () => {
      const { actions, editor, done, keyring } = await open({ accounts: [mainAccount, towerAccount] });
      keyring.moods = { t1: "locked" };
      scene.person("Delete");
      await actions.deleteData();
      assert.match(
        editor.said("warning").at(-1) ?? "",
        /a saved key could not be read and may still be in your keyring/,
      );
      assert.deepEqual([editor.said("status"), done.length], [[], 2]);
    });

    it("ends the demo first", async () => {
      const { actions, session } = await open({ accounts: [mainAccount] });
      await actions.startDemo();
      assert.equal(session.account()?.demo, true);
      scene.person("Delete");
      await actions.deleteData();
      await scene.settle();
      assert.deepEqual(session.accounts(), []);
    });
  });

  describe("the demo", () => {
    it("begins and ends by command", async () => {
      const { actions, session } = await open({ accounts: [mainAccount] });
      await actions.startDemo();
      assert.deepEqual(
        session.accounts().map(({ demo }) => demo),
        [true],
      );
      await actions.leaveDemo();
      assert.deepEqual(
        session.accounts().map(({ demo }) => demo),
        [false],
      );
    });
  });

  describe("Set API Key", () => {
    it("keeps what the key was told, puts it in the place of the old one, and forgets what that had read", async () => {
      const { actions, editor, accounts, session, asked } = await open({ accounts: [mainAccount] });
      const old = await scene.storesOf(mainAccount);
      const before = asked.length;
      scene.person("Bearer key-of-mine-2 ");
      await actions.setKey();
      await scene.settle();
      assert.equal((await accounts.read("main"))?.apiKey, "key-of-mine-2");
      assert.deepEqual(asked.slice(before), [`key-of-mine-2 ${main.origin}/balance`]);
      assert.equal(session.account()?.state().reading?.balance.nanos, 12_000_000_000n);
      assert.equal((await old.cell.read()).state.reading, undefined);
      assert.deepEqual(editor.said("input", "status"), ["Mainly: Set API Key", "$(check) API key saved"]);
    });

    it("keeps name, place and choice of an account, and ends its pause", async () => {
      const paused = { ...towerAccount, place: 5, chosenAt: 9, disabled: true } as const;
      const { actions, editor, accounts, says } = await open({ accounts: [mainAccount, paused] });
      says.set("/towers", [{ id: "007", name: "North tower" }]);
      scene.person("code-of-mine-3");
      await actions.setKey("t1");
      const { name, place, chosenAt, disabled, apiKey, subject } =
        (await accounts.read("t1")) ?? assert.fail();
      assert.deepEqual([name, place, chosenAt, disabled], ["North", 5, 9, undefined]);
      assert.deepEqual([apiKey, subject], ["code-of-mine-3", "007"]);
      assert.equal(editor.said("input")[0], "North (Tower): Set Access Code");
    });

    it("puts a first key before the accounts there are", async () => {
      const { actions, accounts } = await open({ accounts: [towerAccount] });
      scene.person(KEY);
      await actions.setKey();
      assert.equal((await accounts.read("main"))?.place, towerAccount.place / 2);
    });

    it("keeps what was read where the key is the same", async () => {
      const { actions } = await open({ accounts: [mainAccount] });
      const { cell, balances } = await scene.storesOf(mainAccount);
      await rewrite(cell, (state) => ({ ...state, owner: "mark" }));
      await balances.note({ at: START, balance: usd(12) });
      scene.person(KEY);
      await actions.setKey();
      assert.equal((await cell.read()).state.owner, "mark");
    });

    it("takes no key of an account that is there already", async () => {
      const other = { ...mainAccount, id: "m2", apiKey: "key-of-mine-2", name: "Second", place: 3 };
      const { actions, editor, accounts } = await open({ accounts: [mainAccount, other] });
      scene.person("key-of-mine-2");
      await actions.setKey();
      assert.deepEqual(editor.said("information"), ["This account has already been added: Second."]);
      assert.equal((await accounts.read("main"))?.apiKey, KEY);
      scene.person(KEY);
      await actions.setKey("m2");
      assert.deepEqual(editor.said("information"), ["This account has already been added: Mainly."]);
    });

    it("says so where the account is gone", async () => {
      const { actions, editor } = await open({ accounts: [mainAccount] });
      await actions.setKey("gone");
      assert.deepEqual(
        editor.shown.map(({ text }) => text),
        ["This account no longer exists."],
      );
    });

    it("asks for nothing while the configured address is not one a key may be sent to", async () => {
      const { actions, editor, asked } = await open({ accounts: [mainAccount, towerAccount] });
      const before = asked.length;
      for (const [id, setting] of [
        ["main", "aimlapi.baseUrl"],
        ["t1", "aimlapi.baseUrls"],
      ]) {
        Object.assign(editor.settings, {
          baseUrl: "http://evil.example",
          baseUrls: { tower: "http://evil.example" },
        });
        scene.person("Open Settings");
        await actions.setKey(id);
        await scene.settle();
        assert.deepEqual(editor.ran.splice(0), [["workbench.action.openSettings", setting]]);
        scene.person();
        await actions.setKey(id);
        assert.deepEqual([editor.ran, editor.said("input")], [[], []]);
        assert.match(editor.said("error").join(), /aimlapi\.baseUrls?[.a-z]*: use https:\/\/host/);
      }
      assert.equal(asked.length, before);
    });

    it("leaves the demo", async () => {
      const { actions, session } = await open();
      await actions.startDemo();
      scene.person(KEY);
      await actions.setKey();
      await scene.settle();
      assert.deepEqual(
        session.accounts().map(({ demo, id }) => [demo, id]),
        [[false, "main"]],
      );
    });
  });

  describe("Choose Account", () => {
    it("lists all with their balances, and puts the chosen one into the status bar", async () => {
      const { actions, editor, session, accounts } = await open({ accounts: [mainAccount, towerAccount] });
      scene.person("North");
      await actions.chooseAccount();
      await scene.settle();
      const [list] = editor.shown;
      assert.deepEqual(list?.choices, ["Mainly", "North"]);
      assert.match(list.descriptions?.[0] ?? "", /\$12\.00.*, in the status bar now$/);
      assert.match(list.descriptions?.[1] ?? "", /\$34\.00[^,]*$/);
      assert.deepEqual(list.options, { ignoreFocusOut: true });
      assert.equal(session.view().id, "t1");
      const before = (await accounts.read("t1"))?.chosenAt;
      scene.person(undefined);
      await actions.chooseAccount();
      assert.equal((await accounts.read("t1"))?.chosenAt, before);
    });

    it("shows no amounts where they are hidden", async () => {
      const { actions, editor } = await open({ accounts: [mainAccount, towerAccount] });
      editor.settings["hideAmounts"] = true;
      await actions.chooseAccount();
      assert.doesNotMatch(JSON.stringify(editor.shown), /\$\d/);
    });

    it("survives an account whose name looks like markup", async () => {
      const { keyring, actions, editor } = await open({ accounts: [mainAccount] });
      keyring.put("t1", encodeAccount({ ...towerAccount, name: "$(bug) [x](y)" }));
      await scene.settle();
      await actions.chooseAccount();
      assert.doesNotMatch(editor.shown[0]?.choices?.[1] ?? "", /\$\(bug\)/);
    });
  });
});
