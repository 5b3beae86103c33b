import assert from "node:assert/strict";
import { mock } from "node:test";
import type { StoredAccount } from "../../../src/billing/accounts/stored-account.ts";
import { usd } from "../../../src/billing/money/money.ts";
import { rewrite } from "../../../src/billing/state/update-state.ts";
import type { LedgerPage, Provider, Usage } from "../../../src/billing/vendor/provider.ts";
import type { ReportData } from "../../../src/billing/vendor/report.ts";
import { Uri, workspace } from "../../support/fake-vscode.ts";
import { createPanel } from "../../support/vscode/editor.ts";
import { settledOutside, START } from "../billing/fake-clock.ts";
import { main, mainAccount, openScene, tower, towerAccount, type Scene } from "./scene.ts";

const { registerSurfaces } = await import("../../../src/editor/views.ts");

const DAY_MS = 86_400_000;
const row = (at: number, credits: number) =>
  ({ at, direction: "charge", type: "MODEL_USAGE", credits, model: "m1", reference: `r${at}` }) as const;

const invoice = (id: string, link: string) => ({
  id,
  number: id,
  at: START,
  status: "paid",
  description: null,
  total: usd(5),
  link,
});

/** A vendor that tells all there is to show. */
const teller: Provider = {
  ...main,
  ledger: () => ({ path: "/ledger", decode: (json) => json as LedgerPage }),
  usage: {
    scope: "account",
    mostDays: 30,
    days: () => ({ path: "/usage", decode: (json) => json as Usage }),
  },
  reports: [
    {
      id: "invoices",
      title: "Invoices",
      read: (ask) => ask({ path: "/invoices", decode: (json) => json as ReportData }),
    },
  ],
  actions: { removeRefill: { request: () => ({ path: "/refill", decode: () => undefined }) } },
};
const second: StoredAccount = { ...mainAccount, id: "m2", apiKey: "key-of-mine-2", name: "Work", place: 2 };

describe("the billing page", () => {
  let scene: Scene;
  let surfaces: ReturnType<typeof registerSurfaces>;
  let asked: unknown[][];
  let learned: string[];

  async function open(accounts: readonly StoredAccount[] = [mainAccount, second]) {
    mock.timers.enable({ apis: ["setInterval"] });
    scene = await openScene({ accounts, providers: [teller, tower] });
    asked = [];
    learned = [];
    scene.says.set("/ledger", {
      movements: [row(START - 1000, 2_000_000), row(START - DAY_MS, 400_000)],
      next: null,
      disagreeing: 0,
    });
    scene.says.set("/usage", {
      from: START - DAY_MS,
      to: START,
      spend: usd(3),
      groups: [{ day: Math.floor(START / DAY_MS), model: "m1", spend: usd(3) }],
    });
    scene.says.set("/invoices", {
      kind: "invoices",
      more: false,
      invoices: [
        invoice("1", "https://mainly.example/invoice?id=1"),
        invoice("2", "http://mainly.example/invoice"),
      ],
    });
    surfaces = registerSurfaces({
      session: scene.session,
      clock: scene.clock,
      zone: { current: () => ({ name: "UTC", known: true }), learn: (name) => learned.push(name) },
      extensionUri: Uri.parse("file:///extension") as never,
      onAction: (...given) => asked.push(["action", ...given]),
      onChange: (change) => asked.push(["change", change]),
      onStoreError: (error) => scene.errors.push(error),
    });
    return scene;
  }
  afterEach(() => {
    surfaces.dispose();
    scene.dispose();
    mock.timers.reset();
  });

  /** Opens the page as a person does, and lets it say that it is there. */
  async function show(id?: string) {
    await surfaces.openPage(id);
    const panel = scene.editor.panels[0] ?? assert.fail("no page");
    panel.send({ type: "ready", timeZone: "Europe/Berlin" });
    await settle();
    return panel;
  }
  const settle = async () => {
    for (let times = 0; times < 4; times += 1) {
      await settledOutside();
      await scene.clock.advance(0);
    }
  };
  const panelOf = () => scene.editor.panels[0] ?? assert.fail("no page");
  const sections = () => panelOf().posted.map(({ section, type }) => section ?? type);
  const last = (section: string) =>
    panelOf().posted.findLast((each) => each["section"] === section)?.["view"];
  const send = async (message: object) => {
    panelOf().send(message);
    await settle();
  };
  const intent = async (name: string) => {
    await send({ type: "intent", intent: name });
    await settle();
  };

  describe("as a tab", () => {
    it("is opened once, shown again when asked for, and opened anew once it was closed", async () => {
      await open();
      const panel = await show();
      assert.deepEqual([panel.id, panel.title], ["aimlapi.detail", "AI/ML API Balance"]);
      await surfaces.openPage();
      assert.deepEqual([scene.editor.panels.length, panel.revealed], [1, 1]);
      panel.dispose();
      await surfaces.openPage();
      assert.equal(scene.editor.panels.length, 2);
    });

    it("may load nothing but its own script, style and font, and run no form", async () => {
      await open();
      const { webview, iconPath } = await show();
      const nonce =
        /script nonce="([\w-]{36})" src="https:\/\/webview\.example\/extension\/dist\/detail\.js"/.exec(
          webview.html,
        )?.[1];
      assert.ok(nonce);
      assert.ok(
        webview.html.includes(
          `content="default-src 'none'; style-src https://webview.example; font-src https://webview.example; script-src 'nonce-${nonce}'"`,
        ),
      );
      assert.match(webview.html, /href="https:\/\/webview\.example\/extension\/dist\/detail\.css"/);
      const { localResourceRoots, ...rest } = webview.options;
      assert.deepEqual(
        [String(localResourceRoots), rest],
        ["file:///extension/dist", { enableScripts: true, enableForms: false }],
      );
      assert.match(JSON.stringify(iconPath), /page-light\.svg.*page-dark\.svg/);
    });

    it("is told nothing before it is there, then all, then what changed, and all again after it was hidden", async () => {
      await open();
      await surfaces.openPage();
      await settle();
      assert.deepEqual(panelOf().posted, []);
      await send({ type: "ready", timeZone: "UTC" });
      assert.deepEqual(sections().slice(0, 3), ["accounts", "head", "ranges"]);
      panelOf().posted.length = 0;
      scene.editor.settings["hideAmounts"] = true;
      await scene.session.reload();
      assert.ok(!sections().includes("accounts") || !sections().includes("ranges"), sections().join());
      panelOf().posted.length = 0;
      await send({ type: "ready", timeZone: "UTC" });
      assert.deepEqual(sections().slice(0, 3), ["accounts", "head", "ranges"]);
    });

    it("of an earlier session is taken over, in place of one that is open", async () => {
      await open();
      const first = await show();
      const restored = createPanel("aimlapi.detail", "old");
      await scene.editor.serializers.get("aimlapi.detail")?.deserializeWebviewPanel(restored);
      assert.deepEqual([first.disposed, restored.disposed], [true, false]);
      restored.send({ type: "ready", timeZone: "UTC" });
      assert.ok(restored.posted.length > 0);
    });

    it("hears only what a page may say", async () => {
      await open();
      await show();
      await send({ type: "intent", intent: "formatDisk" });
      await send({ type: "act", action: "topUp", key: 7 });
      assert.deepEqual(asked, []);
    });

    it("is closed with the window", async () => {
      await open();
      const panel = await show();
      surfaces.dispose();
      assert.deepEqual([panel.disposed, scene.editor.serializers.size], [true, 0]);
      assert.ok(scene.editor.items.every(({ disposed }) => disposed));
    });
  });

  describe("of a person's account", () => {
    it("learns where the person is, unless that is no place", async () => {
      await open();
      await show();
      await send({ type: "ready", timeZone: "Nowhere/At-All" });
      assert.deepEqual(learned, ["Europe/Berlin"]);
    });

    it("is read when a person sees it, and not before", async () => {
      await open();
      const wanted = () => scene.asked.filter((each) => /ledger|invoices/.test(each));
      assert.deepEqual(wanted(), []);
      const panel = await show();
      assert.ok(wanted().length >= 2);
      scene.asked.length = 0;
      panel.turn(false);
      await scene.clock.advance(3_600_000);
      await settle();
      assert.deepEqual(wanted(), []);
      panel.turn(true);
      await settle();
      assert.ok(wanted().length > 0);
    });

    it("can be changed on the page, which shows another one's past then", async () => {
      await open();
      await show("m2");
      assert.match(JSON.stringify(last("head")), /Work/);
      await send({ type: "filter", kind: null, model: "m1" });
      assert.match(JSON.stringify(last("movements")), /"value":"m1","label":"m1 \(2\)","selected":true/);
      await intent("revealAccount");
      await send({ type: "account", id: "gone" });
      assert.match(JSON.stringify(last("head")), /Work/);
      await send({ type: "account", id: "main" });
      assert.doesNotMatch(JSON.stringify(last("head")), /Work/);
      assert.match(JSON.stringify(last("movements")), /"value":"","label":"All models","selected":true/);
    });

    it("falls back to the chosen one when the one that is shown goes", async () => {
      await open();
      await show("m2");
      scene.keyring.drop("m2");
      await settle();
      assert.doesNotMatch(JSON.stringify(last("head")), /Work/);
    });

    it("hands commands on with the account that is shown", async () => {
      await open();
      await show("m2");
      const names = [
        "refresh",
        "openBilling",
        "copyBalance",
        "hideAmounts",
        "showAmounts",
        "setKey",
        "manageAccounts",
        "startDemo",
        "leaveDemo",
        "showLog",
      ];
      for (const name of names) await intent(name);
      assert.deepEqual(
        asked,
        names.map((name) => ["action", name, "m2"]),
      );
      await intent("revealAccount");
      await intent("maskAccount");
      assert.equal(asked.length, names.length);
    });

    it("lets an account be changed where that is switched on and its vendor can", async () => {
      await open();
      await show();
      await send({ type: "act", action: "removeRefill", key: "k" });
      await send({ type: "act", action: "topUp", key: null });
      scene.editor.settings["actions.enabled"] = false;
      await send({ type: "act", action: "removeRefill", key: null });
      assert.deepEqual(asked, [["change", { action: "removeRefill", account: "main", key: "k" }]]);
    });

    it("offers no change of the demo", async () => {
      await open();
      await scene.session.startDemo();
      await show();
      await send({ type: "act", action: "removeRefill", key: null });
      assert.deepEqual(asked, []);
    });

    it("opens what a row links to, if that is an https address", async () => {
      await open();
      await show();
      const keys = [...JSON.stringify(last("cards")).matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key);
      for (const key of [...keys, "none"]) await send({ type: "cardLink", card: "invoices", key });
      await send({ type: "cardLink", card: "none", key: keys[0] });
      assert.deepEqual(scene.editor.opened, ["https://mainly.example/invoice?id=1"]);
    });

    it("gives rows of the list as they are counted, and none under an older count", async () => {
      await open();
      await show();
      const view = last("movements") as { revision: number; count: number };
      await send({ type: "wantRows", revision: view.revision + 1, offset: 0, count: 10 });
      assert.ok(!sections().includes("rows"));
      await send({ type: "wantRows", revision: view.revision, offset: 1, count: 1 });
      const rows = panelOf().posted.at(-1) ?? {};
      assert.deepEqual([rows["type"], rows["offset"], (rows["rows"] as unknown[]).length], ["rows", 1, 1]);
    });

    it("keeps saying that auto top-up did not run, until it is mended", async () => {
      await open();
      await show();
      const { cell } = await scene.storesOf(mainAccount);
      await rewrite(cell, (state) => ({ ...state, alerts: { pending: [], ongoing: ["refill-missing"] } }));
      await settle();
      assert.match(JSON.stringify(last("head")), /Auto top-up didn't run/);
      await rewrite(cell, (state) => ({ ...state, alerts: { pending: [], ongoing: ["low"] } }));
      await settle();
      assert.doesNotMatch(JSON.stringify(last("head")), /Auto top-up didn't run/);
    });

    it("reads its reports anew after a change, now or when it is seen again", async () => {
      await open();
      const panel = await show();
      const reports = () => scene.asked.filter((each) => each.includes("invoices")).length;
      const before = reports();
      surfaces.refreshPage("m2");
      await settle();
      assert.equal(reports(), before, "of another account");
      surfaces.refreshPage("main");
      await settle();
      assert.equal(reports(), before + 1);
      panel.turn(false);
      surfaces.refreshPage("main");
      await settle();
      assert.equal(reports(), before + 1);
      panel.turn(true);
      await settle();
      assert.equal(reports(), before + 2);
    });

    it("says why older movements cannot be loaded", async () => {
      await open();
      await show();
      scene.says.set("/ledger", { kind: "timeout" });
      await scene.clock.advance(600_000);
      await intent("loadOlder");
      await settle();
      assert.deepEqual(scene.editor.said("warning"), [
        "Mainly did not respond in time. Retrying automatically.",
      ]);
    });

    it("says when older movements can be loaded, once the hour's reads are used up", async () => {
      await open();
      scene.says.set("/ledger", { movements: [row(START - 1000, 2_000_000)], next: "more", disagreeing: 0 });
      await show();
      await intent("loadOlder");
      assert.deepEqual(scene.editor.said("information"), [
        "Request limit reached. Older transactions can be loaded at 10:00 AM.",
      ]);
    });
  });

  describe("writes an export", () => {
    it("of what a person chooses, to where they choose", async () => {
      await open();
      workspace.workspaceFolders = [{ uri: Uri.parse("file:///project") }];
      await show();
      scene.person("Transactions", "file:///project/out.csv");
      await intent("exportCsv");
      const [list, save] = scene.editor.shown;
      assert.deepEqual([list?.text, list?.choices], ["Export CSV", ["Transactions", "Usage"]]);
      assert.equal(save?.text, "Export CSV: Transactions of the account, with the current filters");
      const { defaultUri, ...options } = save.options ?? {};
      assert.deepEqual(options, { saveLabel: "Export", filters: { CSV: ["csv"] } });
      assert.equal(String(defaultUri), "file:///project/mainly-transactions.csv");
      const written = scene.editor.files.get("file:///project/out.csv") ?? "";
      assert.deepEqual(written.trim().split("\n").length, 3);
      assert.deepEqual(scene.editor.said("status"), ["$(check) Export written"]);
    });

    it("of usage, with a warning where the vendor cut it short", async () => {
      await open();
      await show();
      await scene.clock.advance(600_000);
      scene.says.set("/usage", {
        from: START,
        to: START,
        spend: usd(3),
        groups: [{ day: 1, model: "m1", spend: usd(3) }],
        partial: true,
      });
      scene.person("Usage", "file:///out.json");
      await intent("exportJson");
      assert.equal(
        (JSON.parse(scene.editor.files.get("file:///out.json") ?? "") as { usage: unknown[] }).usage.length,
        1,
      );
      assert.match(scene.editor.said("warning").join(), /Partial data from the provider/);
      assert.ok(!("defaultUri" in (scene.editor.shown.at(-2)?.options ?? {})));
    });

    it("not where the vendor does not answer, which is told, nor once a person turned back", async () => {
      await open();
      await show();
      await scene.clock.advance(600_000);
      scene.says.set("/usage", {
        kind: "rate-limited",
        status: 429,
        retryAfterMs: 1_800_000,
        fromVendor: true,
      });
      scene.person("Usage");
      await intent("exportCsv");
      assert.match(scene.editor.said("warning").join(), /Mainly asks to wait 30 min/);
      scene.person("Usage");
      await intent("exportCsv");
      assert.match(
        scene.editor.said("information").join(),
        /^Request limit reached\. Usage can be loaded again at /,
      );
      for (const answers of [[], ["Transactions"]]) {
        scene.person(...answers);
        await intent("exportCsv");
      }
      assert.deepEqual([scene.editor.files.size, scene.errors], [0, []]);
    });

    it("of nothing where there is no account", async () => {
      await open([]);
      await show();
      await intent("exportCsv");
      await intent("loadOlder");
      assert.deepEqual(scene.editor.shown, []);
    });
  });

  describe("and the status bar", () => {
    const texts = () => scene.editor.items.filter(({ disposed }) => !disposed).map(({ text }) => text);

    it("show the accounts that the settings say", async () => {
      await open([mainAccount, towerAccount]);
      scene.says.set("/balance", { balance: usd(0) });
      await scene.clock.advance(400_000);
      for (const [accounts, count] of [
        ["chosen", 1],
        ["all", 2],
        ["worst", 1],
      ] as const) {
        scene.editor.settings["statusBar.accounts"] = accounts;
        await scene.session.reload();
        assert.deepEqual([texts().length, surfaces.statuses().length], [count, count], accounts);
      }
      assert.equal(surfaces.status().id, "main");
    });

    it("tell of no account where there is none, and tell menus what there is", async () => {
      await open([]);
      await scene.session.reload();
      assert.equal(texts().length, 1);
      assert.deepEqual(scene.editor.context, {
        "aimlapi.demo": false,
        "aimlapi.hasKey": false,
        "aimlapi.hasSeveral": false,
        "aimlapi.hasBalance": false,
      });
      scene.editor.settings["statusBar.accounts"] = "all";
      await scene.session.reload();
      assert.equal(texts().length, 1);
      scene.keyring.put("main", JSON.stringify({ ...mainAccount }));
      scene.keyring.put("m2", JSON.stringify({ ...second }));
      await settle();
      assert.deepEqual(scene.editor.context, {
        "aimlapi.demo": false,
        "aimlapi.hasKey": true,
        "aimlapi.hasSeveral": true,
        "aimlapi.hasBalance": true,
      });
      await scene.session.startDemo();
      await settle();
      assert.deepEqual(
        [scene.editor.context["aimlapi.demo"], scene.editor.context["aimlapi.hasKey"]],
        [true, false],
      );
    });

    it("grow older by the clock, and not after the end", async () => {
      await open();
      await scene.session.reload();
      const spoken = () => JSON.stringify(scene.editor.items.at(-1)?.["accessibilityInformation"]);
      const before = spoken();
      scene.says.set("/balance", { kind: "offline" });
      await scene.clock.advance(120_000);
      mock.timers.tick(29_999);
      assert.equal(spoken(), before);
      mock.timers.tick(1);
      const older = spoken();
      assert.notEqual(older, before);
      surfaces.dispose();
      await scene.clock.advance(3_600_000);
      mock.timers.tick(3_600_000);
      assert.equal(spoken(), older);
    });
  });

  describe("hears the ledger for alerts", () => {
    it("hourly once a person opened the page, and not before", async () => {
      await open([mainAccount]);
      const { cell } = await scene.storesOf(mainAccount);
      const heard = () => scene.asked.filter((each) => each.includes("ledger")).length;
      await rewrite(cell, (state) => ({
        ...state,
        alerts: { pending: [], ongoing: [], ledgerHeardAt: START },
      }));
      await scene.clock.advance(3_700_000);
      mock.timers.tick(30_000);
      await settle();
      assert.equal(heard(), 0);
      const panel = await show();
      panel.dispose();
      await settle();
      const before = heard();
      await scene.clock.advance(3_500_000);
      mock.timers.tick(30_000);
      await settle();
      assert.equal(heard(), before);
      await scene.clock.advance(200_000);
      mock.timers.tick(30_000);
      await settle();
      assert.equal(heard(), before + 1);
      mock.timers.tick(30_000);
      await settle();
      assert.equal(heard(), before + 1);
    });
  });
});
