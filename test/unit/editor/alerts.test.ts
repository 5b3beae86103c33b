import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import type { Alert, AlertKind } from "../../../src/billing/state/alert-state.ts";
import { rewrite } from "../../../src/billing/state/update-state.ts";
import { window } from "../../support/fake-vscode.ts";
import type { Answer } from "../../support/vscode/editor.ts";
import { settledOutside } from "../billing/fake-clock.ts";
import { mainAccount, openScene, towerAccount, type Scene } from "./scene.ts";

const { registerAlerts } = await import("../../../src/editor/alert-messages.ts");

const DAY_MS = 86_400_000;

describe("an alert", () => {
  let scene: Scene;
  let alerts: ReturnType<typeof registerAlerts>;
  beforeEach(async () => {
    scene = await openScene({ accounts: [mainAccount, towerAccount] });
    alerts = register();
  });
  afterEach(() => {
    alerts.dispose();
    scene.dispose();
  });
  const register = () =>
    registerAlerts({
      session: scene.session,
      clock: scene.clock,
      onStoreError: (error) => scene.errors.push(error),
    });
  const settle = async () => {
    // What tells is loaded with the first alert.
    await import("../../../src/editor/show-alert.ts");
    for (let times = 0; times < 3; times += 1) {
      await settledOutside();
      await scene.clock.advance(0);
    }
  };
  const cellOf = async (account = mainAccount) => (await scene.storesOf(account)).cell;
  async function happen(kinds: readonly AlertKind[], { ago = 0, account = mainAccount } = {}) {
    const pending = kinds.map((kind): Alert => ({
      kind,
      at: scene.clock.now() - ago,
      amount: usd(3),
      against: usd(5),
    }));
    await rewrite(await cellOf(account), (state) => ({ ...state, alerts: { pending, ongoing: [] } }));
    await settle();
  }
  const told = () => scene.editor.said("warning", "information");
  const memory = async (account = mainAccount) => (await (await cellOf(account)).read()).state.alerts;

  it("is told once, in the account's name, and taken from the queue all windows share", async () => {
    await happen(["low"]);
    assert.equal(told().length, 1);
    assert.match(told()[0] ?? "", /^Mainly: Balance low: \$3\.00 left/);
    assert.deepEqual((await memory())?.pending, []);
    await scene.clock.advance(DAY_MS / 24);
    await settle();
    assert.equal(told().length, 1);
  });

  it("follows the one before it, also of another account", async () => {
    await happen(["low", "topped-up"]);
    await happen(["empty"], { account: towerAccount });
    assert.deepEqual(
      told().map((text) => text.split(":")[0]),
      ["Mainly", "Mainly", "North (Tower)"],
    );
  });

  it("hides amounts where a person wants that, and markup in a name", async () => {
    await scene.accounts.change("main", { name: "$(bug) Mine" });
    await settle();
    scene.editor.settings["hideAmounts"] = true;
    await happen(["low"]);
    assert.doesNotMatch(told()[0] ?? "", /\$3|\$\(bug\)/);
  });

  it("waits in a window that nobody looks at for one that somebody does", async () => {
    window.state.focused = false;
    await happen(["low"]);
    assert.deepEqual(told(), []);
    await scene.clock.advance(19_999);
    await settle();
    assert.deepEqual(told(), []);
    await scene.clock.advance(1);
    await settle();
    assert.equal(told().length, 1);
  });

  it("from a clock that was ahead is told at once", async () => {
    window.state.focused = false;
    await happen(["low"], { ago: -60_000 });
    assert.equal(told().length, 1);
  });

  it("is no news after an hour, and leaves the queue all the same", async () => {
    for (const ago of [3_600_000, -3_600_000]) await happen(["low"], { ago });
    assert.deepEqual([told(), (await memory())?.pending], [[], []]);
    await happen(["low"], { ago: 3_599_999 });
    assert.equal(told().length, 1);
  });

  it("that is switched off is not told, and leaves the queue", async () => {
    scene.editor.settings["alerts.low"] = false;
    await happen(["low", "empty"]);
    assert.equal(told().length, 1);
    assert.doesNotMatch(told()[0] ?? "", /threshold|alert at/);
  });

  it("that another window took is not told here", async () => {
    const cell = await cellOf();
    const { swap } = cell;
    cell.swap = (expected, next) =>
      next.alerts?.pending.length === 0 ? Promise.resolve(false) : swap(expected, next);
    await happen(["low"]);
    assert.deepEqual(told(), []);
  });

  it("of an account that is gone or of the demo is nobody's", async () => {
    await scene.session.startDemo();
    const demo = scene.session.account() ?? assert.fail();
    await rewrite(demo.stores.cell, (state) => ({
      ...state,
      alerts: { pending: [{ kind: "low", at: scene.clock.now() }], ongoing: [] },
    }));
    await settle();
    assert.deepEqual(told(), []);
    await scene.session.leaveDemo();
    const cell = await cellOf();
    const { read } = cell;
    window.state.focused = false;
    await happen(["low"]);
    cell.read = async () => {
      cell.read = read;
      const version = await read();
      await scene.accounts.remove("main");
      await settledOutside();
      return version;
    };
    window.state.focused = true;
    await scene.session.reload();
    await settle();
    assert.deepEqual(told(), []);
  });

  it("is told no more after the end", async () => {
    window.state.focused = false;
    await happen(["low"]);
    alerts.dispose();
    await scene.clock.advance(DAY_MS / 24 - 1);
    await happen(["low"]);
    assert.deepEqual(told(), []);
  });

  it("that waited when the window opened is told by it", async () => {
    alerts.dispose();
    await happen(["low"]);
    assert.deepEqual(told(), []);
    alerts = register();
    await settle();
    assert.equal(told().length, 1);
  });

  describe("has one click that helps", () => {
    for (const [kind, kindOf, button, ran] of [
      ["low", "warning", "Top Up", "aimlapi.openBilling"],
      ["empty", "warning", "Top Up", "aimlapi.openBilling"],
      ["refill-missing", "warning", "Top Up", "aimlapi.openBilling"],
      ["topped-up", "information", "Show Details", "aimlapi.showDetails"],
      ["spend-spike", "information", "Show Details", "aimlapi.showDetails"],
      ["key-refused", "warning", "Set API Key", "aimlapi.setKey"],
    ] as const)
      it(`where it is "${kind}"`, async () => {
        scene.person(button);
        await happen([kind]);
        const [shown] = scene.editor.shown;
        assert.deepEqual([shown?.kind, shown?.choices], [kindOf, [button, "Snooze…"]]);
        assert.deepEqual(scene.editor.ran, [[ran, "main"]]);
      });

    it("and does nothing when it is closed", async () => {
      await happen(["low"]);
      assert.deepEqual([scene.editor.ran, scene.editor.shown.length], [[], 1]);
    });
  });

  describe("that is not wanted now", () => {
    const quiet = async (
      answer: (labels: readonly string[]) => string | undefined,
      kind: AlertKind = "low",
    ) => {
      const choose: Answer = ({ choices = [] }) => answer(choices);
      scene.person("Snooze…", choose);
      await happen([kind], { account: towerAccount });
      await settle();
      return memory(towerAccount);
    };

    it("is put off for a day, until the next top-up, or switched off", async () => {
      const now = scene.clock.now();
      assert.deepEqual((await quiet(([day]) => day))?.snoozed, { low: now + DAY_MS });
      assert.equal(scene.editor.said("pick")[0], "North (Tower) alerts");
      assert.deepEqual((await quiet(([, topUp]) => topUp))?.untilTopUp, ["low"]);
      assert.deepEqual(scene.editor.written, []);
      const after = await quiet(([, , off]) => off, "spend-spike");
      assert.deepEqual([after?.snoozed, after?.untilTopUp], [undefined, undefined]);
      assert.deepEqual(scene.editor.written, [["aimlapi.alerts.spendSpike", false, 1]]);
      assert.deepEqual(scene.editor.ran, []);
    });

    it("stays as it is when the person turns back", async () => {
      const after = await quiet(() => undefined);
      assert.deepEqual([after?.snoozed, after?.untilTopUp, scene.editor.written], [undefined, undefined, []]);
    });
  });
});
