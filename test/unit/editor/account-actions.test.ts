import assert from "node:assert/strict";
import { usd } from "../../../src/billing/money/money.ts";
import type { AccountActions } from "../../../src/billing/vendor/account-actions.ts";
import type { Ask } from "../../../src/billing/vendor/endpoint.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import { workspace } from "../../support/fake-vscode.ts";
import type { Answer } from "../../support/vscode/editor.ts";
import {
  CODE,
  main,
  mainAccount,
  openScene,
  tower,
  towerAccount,
  type Scene,
  type SceneOptions,
} from "./scene.ts";

const read =
  <T>(path: string) =>
  (ask: Ask) =>
    ask({ path, decode: (json) => json as T });
const change = (path: string, body: object) =>
  ({ method: "POST", path, body, decode: () => undefined }) as const;

const CARDS = [
  { id: "c1", brand: "visa", last4: "4242", isDefault: true },
  { id: "c2", brand: null, last4: null },
];
const FIELDS = [
  { name: "name", label: "Name", value: "Ada" },
  { name: "city", label: "City", value: "" },
];

/** Everything can be done to its accounts but to remove the limit, which only its own page does. */
const actions: AccountActions = {
  setLimit: {
    least: usd(5),
    current: read("/limit"),
    request: (amount) => ({ ...change("/limit/set", amount), decode: (json) => json as undefined }),
  },
  removeLimit: {
    request: () => change("/limit/remove", {}),
    dashboardOnly: "Limits are removed on the page of Bank.",
  },
  setDefaultPaymentMethod: { methods: read("/cards"), request: (id) => change("/cards/default", { id }) },
  setBillingInformation: { current: read("/information"), request: (all) => change("/information/set", all) },
  setRefill: {
    leastAmount: usd(10),
    leastThreshold: usd(2),
    request: (amount, threshold) => change("/refill/set", { amount, threshold }),
  },
  removeRefill: { request: () => change("/refill/remove", {}), warning: "The discount is lost." },
};
const bank: Provider = { ...tower, id: "bank", name: "Bank", actions };
const account = { ...towerAccount, provider: "bank" };

describe("a change of an account", () => {
  let scene: Scene;
  /** Bodies that were sent to endpoints that change something. */
  let sent: unknown[];
  afterEach(() => scene.dispose());

  async function open(options: SceneOptions = {}, provider = bank): Promise<Scene> {
    scene = await openScene({ accounts: [account], providers: [main, provider], ...options });
    sent = [];
    const { says, editor, clock } = scene;
    // A person reads what they are asked before they say yes.
    editor.onShown = () => clock.advance(1_500);
    says.set("/limit", () => usd(20));
    for (const [path, answer] of Object.entries({ "/cards": CARDS, "/information": { fields: FIELDS } }))
      says.set(path, answer);
    for (const path of [
      "/limit/set",
      "/limit/remove",
      "/cards/default",
      "/information/set",
      "/refill/set",
      "/refill/remove",
    ])
      says.set(path, () => void sent.push(path));
    return scene;
  }

  const run = async (action: string | undefined, key?: string, ...answers: Answer[]) => {
    scene.person(...answers);
    await scene.actions.accountActions("t1", action, key);
  };
  const yes: Answer = ({ choices: [first] = [] }) => first;

  describe("while actions are switched off", () => {
    it("is not begun; the setting is offered", async () => {
      const { editor } = await open();
      editor.settings["actions.enabled"] = false;
      await run("removeRefill", undefined, undefined);
      assert.deepEqual([editor.said("information").length, editor.ran], [1, []]);
      await run("removeRefill", undefined, "Open Settings");
      assert.deepEqual(editor.ran, [["workbench.action.openSettings", "aimlapi.actions.enabled"]]);
      workspace.isTrusted = false;
      await run("removeRefill");
      assert.match(editor.said("information")[0] ?? "", /Restricted Mode/);
      assert.deepEqual([editor.shown.length, sent], [1, []]);
    });
  });

  describe("of an account that is not pointed at", () => {
    const choose = async (...answers: Answer[]) => {
      scene.person(...answers);
      await scene.actions.accountActions();
    };

    it("asks which, where several can be changed", async () => {
      const other = { ...account, id: "t2", name: "$(bug) South", subject: "008", place: 3 };
      const { editor } = await open({ accounts: [mainAccount, account, other] });
      await choose("North (Bank)", "Turn off auto top-up", yes);
      const [which, what] = editor.shown;
      assert.deepEqual(
        [which?.text, which?.choices?.length, which?.choices?.[0]],
        ["Account Actions", 2, "North (Bank)"],
      );
      assert.doesNotMatch(which?.choices?.[1] ?? "", /\$\(bug\)/);
      assert.equal(what?.text, "North (Bank): Account Actions");
      assert.deepEqual(what.choices, [
        "Set the spending limit",
        "Remove the spending limit",
        "Set the default payment method",
        "Change billing information",
        "Set auto top-up",
        "Turn off auto top-up",
      ]);
      assert.deepEqual(what.descriptions?.slice(0, 3), ["", "in the provider's dashboard", ""]);
      assert.ok([which, what].every((each) => each?.options?.["ignoreFocusOut"] === true));
      assert.deepEqual(sent, ["/refill/remove"]);
    });

    it("does not ask where only one can, and does nothing once the person turned back", async () => {
      const { editor } = await open({ accounts: [mainAccount, account] });
      await choose(undefined);
      assert.deepEqual([editor.said("pick"), sent], [["North (Bank): Account Actions"], []]);
    });

    it("says whose accounts can be changed, where there is none of them", async () => {
      const { editor } = await open({ accounts: [mainAccount] });
      await choose();
      assert.deepEqual(editor.said("information"), [
        "None of your accounts supports account actions. Supported: Bank.",
      ]);
    });

    it("takes no other account for one that is gone", async () => {
      const { editor } = await open();
      scene.person();
      await scene.actions.accountActions("gone", "removeRefill");
      assert.deepEqual(
        editor.shown.map(({ kind }) => kind),
        ["information"],
      );
      assert.match(editor.said("information").join(), /no longer exists/);
    });
  });

  describe("that only the vendor's page makes", () => {
    it("is not asked of the vendor; the page is offered", async () => {
      const { editor } = await open();
      await run("removeLimit", undefined, undefined);
      await run("removeLimit", undefined, "Open Dashboard");
      assert.deepEqual(editor.shown[0], {
        kind: "information",
        text: "Limits are removed on the page of Bank.",
        modal: true,
        choices: ["Open Dashboard"],
      });
      assert.deepEqual([editor.opened, sent], [[tower.pages.billing], []]);
    });
  });

  describe("that was confirmed", () => {
    it("is sent once, told, written to the audit without amounts, and read anew", async () => {
      const { editor, done, asked } = await open();
      await run("setRefill", undefined, "25", "5.50", "Turn On");
      assert.deepEqual(editor.said("status"), ["$(check) Auto top-up: $25.00 at $5.50 or less"]);
      assert.deepEqual(done, [
        ["audit", "Set auto top-up (bank): done"],
        ["refreshPage", "t1"],
      ]);
      assert.deepEqual(
        asked.filter((each) => each.includes("refill")),
        [`${CODE} ${tower.origin}/refill/set`],
      );
      assert.deepEqual(editor.said("progress"), ["North (Bank): applying the change…"]);
    });

    it("says why it failed and what is known of it, and offers the dashboard", async () => {
      const { editor, says, done } = await open();
      for (const [failure, expected] of [
        [{ kind: "forbidden", status: 403, fromVendor: true }, /Nothing was changed\.$/],
        [{ kind: "timeout" }, /may or may not have been applied\.$/],
      ] as const) {
        says.set("/refill/remove", failure);
        await run("removeRefill", undefined, yes, "Open Dashboard");
        assert.match(editor.shown.at(-1)?.text ?? "", expected);
        assert.deepEqual(editor.opened.splice(0), [tower.pages.billing]);
        assert.deepEqual(done.splice(0), [
          ["audit", `Remove auto top-up (bank): ${failure.kind}`],
          ["refreshPage", "t1"],
        ]);
        await run("removeRefill", undefined, yes, undefined);
        assert.deepEqual([editor.opened, editor.said("status")], [[], []]);
        done.length = 0;
      }
    });

    it("fails loudly for what is no answer of a vendor", async () => {
      const { says } = await open();
      says.set("/refill/remove", () => Promise.reject(new TypeError("a defect")));
      await assert.rejects(run("removeRefill", undefined, yes), /a defect/);
    });

    for (const [what, meddle, said] of [
      [
        "actions were switched off",
        ({ editor }: Scene) => (editor.settings["actions.enabled"] = false),
        /turned off/,
      ],
      [
        "the key cannot be read any more",
        ({ keyring }: Scene) => (keyring.mood = "rejects"),
        /has changed|Could not read/,
      ],
      [
        "another key was saved",
        ({ keyring }: Scene) =>
          keyring.secrets.set("t1", JSON.stringify({ ...account, apiKey: "code-of-mine-9" })),
        /has changed/,
      ],
      [
        "the account was paused",
        ({ keyring }: Scene) => keyring.secrets.set("t1", JSON.stringify({ ...account, disabled: true })),
        /has changed/,
      ],
      ["the account was removed", ({ keyring }: Scene) => keyring.drop("t1"), /has changed/],
    ] as const)
      it(`is not sent once ${what}`, async () => {
        const { editor } = await open();
        await run("removeRefill", undefined, async (shown) => {
          meddle(scene);
          await scene.settle();
          return shown.choices?.[0];
        });
        assert.equal(editor.said("warning").length, 2);
        assert.match(editor.said("warning")[1] ?? "", said);
        assert.match(editor.said("warning")[1] ?? "", /Nothing was sent\.$/);
        assert.deepEqual([sent, scene.done], [[], []]);
      });
  });

  describe("of auto top-up", () => {
    it("asks for both amounts within their limits, and says what will be charged", async () => {
      const { editor } = await open();
      await run("setRefill", undefined, "9.99", "ten", "10", "1.99", "2", "Turn On");
      assert.deepEqual(editor.problems, [
        "Minimum: $10.00.",
        "Enter an amount in USD, such as 25 or 25.50.",
        "Minimum: $2.00.",
      ]);
      const question = editor.shown.find(({ kind }) => kind === "warning");
      assert.deepEqual(
        [question?.text, question?.modal],
        ["Top up automatically by $10.00 at $2.00 or less?", true],
      );
      assert.match(
        question?.detail ?? "",
        /^Account: North \(Bank\)\nThe payment method is charged automatically/,
      );
      const [first, , , second] = editor.shown;
      assert.deepEqual(
        [first?.text, first?.detail],
        ["North (Bank): Auto Top-Up", "Amount added by each top-up, in USD."],
      );
      assert.match(second?.detail ?? "", /at or below which to top up/);
      assert.deepEqual(first?.options, { placeHolder: "25.00", ignoreFocusOut: true });
      assert.deepEqual(sent, ["/refill/set"]);
    });

    it("sends nothing once the person turned back, wherever", async () => {
      const { done } = await open();
      for (const answers of [[], ["25"], ["25", "5"]]) await run("setRefill", undefined, ...answers);
      await run("removeRefill", undefined, undefined);
      assert.deepEqual([sent, done], [[], []]);
    });

    it("is turned off with a warning of what is lost", async () => {
      const { editor } = await open();
      await run("removeRefill", undefined, "Turn Off");
      assert.deepEqual(editor.shown[0]?.detail, "Account: North (Bank)\nThe discount is lost.");
      assert.deepEqual([sent, editor.said("status")], [["/refill/remove"], ["$(check) Auto top-up is off"]]);
    });
  });

  describe("of the spending limit", () => {
    it("says what it is now, and what the vendor set", async () => {
      const { editor, says } = await open();
      says.set("/limit/set", () => usd(39));
      await run("setLimit", undefined, "4", "40", "Set Limit");
      assert.match(editor.said("progress").join(), /loading billing settings/);
      assert.deepEqual(editor.problems, ["Minimum: $5.00."]);
      const question = editor.shown.find(({ kind }) => kind === "warning");
      assert.equal(question?.text, "Set the spending limit to $40.00?");
      assert.equal(
        question.detail,
        "Account: North (Bank)\nMonthly limit: $40.00\nThe current limit is $20.00.",
      );
      assert.deepEqual(editor.said("status"), ["$(check) Spending limit set to $39.00"]);
    });

    it("says that none is set, and what was asked for where the vendor does not tell", async () => {
      const { editor, says } = await open();
      says.set("/limit", () => undefined);
      await run("setLimit", undefined, "40", "Set Limit");
      assert.match(
        editor.shown.find(({ kind }) => kind === "input")?.detail ?? "",
        /^Monthly limit in USD\. No limit is set\.$/,
      );
      assert.deepEqual(editor.said("status"), ["$(check) Spending limit set to $40.00"]);
    });

    it("is not asked about where it cannot be read, and not set without a yes", async () => {
      const { editor, says } = await open();
      await run("setLimit", undefined, undefined);
      await run("setLimit", undefined, "40", undefined);
      says.set("/limit", { kind: "timeout" });
      await run("setLimit");
      assert.deepEqual(editor.said("warning"), ["Bank did not respond in time."]);
      assert.deepEqual([editor.said("input"), sent], [[], []]);
    });

    it("is removed where keys may", async () => {
      const { editor } = await open(
        {},
        { ...bank, actions: { removeLimit: { request: () => change("/limit/remove", {}) } } },
      );
      await run("removeLimit", undefined, undefined);
      assert.deepEqual(sent, []);
      await run("removeLimit", undefined, "Remove Limit");
      assert.deepEqual(
        [editor.shown[0]?.text, editor.shown[0]?.detail],
        ["Remove the spending limit?", "Account: North (Bank)"],
      );
      assert.deepEqual(
        [sent, editor.said("status")],
        [["/limit/remove"], ["$(check) Spending limit removed"]],
      );
    });

    it("is not asked of a vendor that has none", async () => {
      const { editor } = await open(
        {},
        { ...bank, actions: { removeRefill: actions.removeRefill ?? assert.fail() } },
      );
      await run("setLimit", undefined, undefined);
      assert.deepEqual(editor.shown[0]?.choices, ["Turn off auto top-up"]);
    });
  });

  describe("of the default payment method", () => {
    it("takes the one that was pointed at", async () => {
      const { editor } = await open();
      await run("setDefaultPaymentMethod", "c1", "Make Default");
      const question = editor.shown.find(({ kind }) => kind === "warning");
      assert.equal(question?.text, "Make Visa •••• 4242 the default?");
      assert.equal(question.detail, "Account: North (Bank)\nFuture charges go to Visa •••• 4242.");
      assert.deepEqual([editor.said("pick"), sent], [[], ["/cards/default"]]);
      assert.deepEqual(editor.said("status"), ["$(check) Visa •••• 4242 is the default"]);
    });

    it("asks which, where none was or it is gone", async () => {
      const { editor } = await open();
      await run("setDefaultPaymentMethod", "c9", "Payment method", "Make Default");
      const list = editor.shown.find(({ kind }) => kind === "pick");
      assert.deepEqual(
        [list?.text, list?.choices],
        ["North (Bank): Default Payment Method", ["Visa •••• 4242", "Payment method"]],
      );
      assert.deepEqual(list?.descriptions, ["default", ""]);
      assert.equal(editor.said("warning")[0], "Make this payment method the default?");
      assert.deepEqual(
        [sent, editor.said("status")],
        [["/cards/default"], ["$(check) This payment method is the default"]],
      );
    });

    it("is left alone without a yes, or where the vendor gives no id", async () => {
      const { says } = await open();
      await run("setDefaultPaymentMethod", undefined, undefined);
      await run("setDefaultPaymentMethod", "c1", undefined);
      says.set("/cards", [{ id: null, brand: "visa", last4: "1111" }]);
      await run("setDefaultPaymentMethod", undefined, "Visa •••• 1111");
      says.set("/cards", { kind: "offline" });
      await run("setDefaultPaymentMethod", "c1");
      assert.deepEqual(sent, []);
    });
  });

  describe("of billing information", () => {
    it("changes one field, and gives the others back as they were", async () => {
      let fields: unknown;
      const named: Provider = {
        ...bank,
        actions: {
          setBillingInformation: {
            current: read("/information"),
            request(all) {
              fields = all.fields.map(({ name, value }) => [name, value]);
              return change("/information/set", all);
            },
          },
        },
      };
      const { editor } = await open({}, named);
      await run("setBillingInformation", undefined, "City", "x".repeat(501), "London", "Change");
      assert.deepEqual(fields, [
        ["name", "Ada"],
        ["city", "London"],
      ]);
      const [, list, box] = editor.shown;
      assert.deepEqual(
        [list?.text, list?.descriptions],
        ["North (Bank): Billing Information", ["Ada", "empty"]],
      );
      assert.deepEqual(list?.options, { placeHolder: "Select a field to change", ignoreFocusOut: true });
      assert.equal(box?.detail, "City to show on invoices.");
      assert.deepEqual(box.options, { value: "", ignoreFocusOut: true });
      assert.deepEqual(editor.problems, ["At most 500 characters."]);
      const question = editor.shown.find(({ kind }) => kind === "warning");
      assert.deepEqual(
        [question?.text, question?.detail],
        ["Change city?", "Account: North (Bank)\nCurrent: empty\nNew: London"],
      );
      assert.deepEqual(editor.said("status"), ["$(check) Billing information changed"]);
    });

    it("says what becomes empty, and sends nothing for what stays the same or is not confirmed", async () => {
      const { editor, says } = await open();
      for (const answers of [[], ["Name"], ["Name", "Ada"], ["Name", "Eve"]])
        await run("setBillingInformation", undefined, ...answers);
      says.set("/information", { kind: "offline" });
      await run("setBillingInformation");
      assert.deepEqual([sent, editor.said("warning").length], [[], 1]);
      says.set("/information", { fields: FIELDS });
      await run("setBillingInformation", undefined, "Name", "", "Change");
      assert.match(
        editor.shown.find(({ kind }) => kind === "warning")?.detail ?? "",
        /Current: Ada\nNew: empty$/,
      );
      assert.deepEqual(sent, ["/information/set"]);
    });
  });
});
