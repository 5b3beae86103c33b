import assert from "node:assert/strict";
import { openEditor, workspace } from "../../../support/fake-vscode.ts";
import "../../../support/with-vscode.ts";

const { isAlertOn, originFor, readActionSettings, readSettings, switchAlertOff } =
  await import("../../../../src/editor/settings/settings.ts");

/** What is read of `aimlapi` settings with these values. */
function readWith<T>(settings: Readonly<Record<string, unknown>>, read: () => T): T {
  Object.assign(openEditor().settings, settings);
  return read();
}

describe("the address that keys are sent to", () => {
  const SAFE: Readonly<Record<string, string>> = {
    "https://api.example": "https://api.example",
    "https://api.example/": "https://api.example",
    "https://api.example/v1": "https://api.example",
    "https://api.example:8443/v2/": "https://api.example:8443",
    "http://127.0.0.1:8080": "http://127.0.0.1:8080",
  };
  const UNSAFE: readonly unknown[] = [
    "https://api.example/proxy",
    "https://api.example/v1/billing",
    "https://api.example/v12",
    "https://api.example/V1",
    "https://api.example//",
    "https://user@api.example",
    "https://api.example/?key=1",
    "http://api.example",
    "ftp://api.example",
    "api.example",
    "",
    7,
    null,
    {},
  ];
  const xai = () => originFor({ id: "xai", origin: "https://x.example" });
  const read = (value: unknown, other: boolean) =>
    readWith({ baseUrl: value, baseUrls: { xai: value } }, other ? xai : () => readSettings().origin);

  for (const other of [false, true])
    it(`is the root of an origin, for ${other ? "another vendor" : "the main vendor"}`, () => {
      for (const [value, origin] of Object.entries(SAFE)) assert.equal(read(value, other), origin, value);
      for (const value of UNSAFE) assert.equal(read(value, other), undefined, String(value));
    });

  it("of another vendor is its own where none is configured", () => {
    for (const baseUrls of [{}, { other: "https://o.example" }, null, "https://o.example"])
      assert.equal(readWith({ baseUrls }, xai), "https://x.example", JSON.stringify(baseUrls));
  });
});

describe("actions that move money", () => {
  it("are on only where they are switched on and the folder is trusted", () => {
    for (const enabled of [true, false, undefined, "true", 1])
      for (const isTrusted of [true, false]) {
        Object.assign(openEditor().settings, { "actions.enabled": enabled });
        workspace.isTrusted = isTrusted;
        assert.equal(readActionSettings().enabled, enabled === true && isTrusted, `${enabled} ${isTrusted}`);
      }
  });

  it("have no room in a limit that is no number", () => {
    for (const [limit, nanos] of [
      [25, 25_000_000_000n],
      ["25", 0n],
      [-1, 0n],
      [NaN, 0n],
      [1e9, 1_000_000_000_000_000n],
    ] as const) {
      const { dailyLimit } = readWith({ "actions.dailyLimit": limit }, readActionSettings);
      assert.equal(dailyLimit.nanos, nanos, String(limit));
    }
  });
});

describe("a setting that is not as it should be", () => {
  it("counts as the nearest that is, or as its default", () => {
    const interval = (pollInterval: unknown) =>
      readWith({ pollInterval }, readSettings).pollIntervalMs / 1000;
    assert.deepEqual(
      [119, 120, 121, 86_399, 86_400, 86_401, "200", NaN, Infinity].map(interval),
      [120, 120, 121, 86_399, 86_400, 86_400, 300, 300, 300],
    );
    const priority = (value: unknown) =>
      readWith({ "statusBar.priority": value }, readSettings).statusBar.priority;
    assert.deepEqual([-3, 0, "7", NaN].map(priority), [-3, 0, 100, 100]);
    const side = (value: unknown) =>
      readWith({ "statusBar.alignment": value }, readSettings).statusBar.alignment;
    assert.deepEqual(["left", "right", "top", undefined].map(side), ["left", "right", "right", "right"]);
    const which = (value: unknown) =>
      readWith({ "statusBar.accounts": value }, readSettings).statusBar.accounts;
    assert.deepEqual(["chosen", "all", "worst", "none"].map(which), ["chosen", "all", "worst", "chosen"]);
    const low = (value: unknown) =>
      readWith({ lowBalanceThreshold: value }, readSettings).ownThreshold?.nanos ?? null;
    assert.deepEqual([0, 2.5, -1, 1e9 - 1, 1e9, "5", null].map(low), [
      0n,
      2_500_000_000n,
      null,
      999_999_999_000_000_000n,
      null,
      null,
      null,
    ]);
    const hidden = (hideAmounts: unknown) => readWith({ hideAmounts }, readSettings).hideAmounts;
    assert.deepEqual([true, false, "yes"].map(hidden), [true, false, false]);
  });

  it("leaves an alert on, which only a no switches off", async () => {
    const isOn = (value: unknown) => readWith({ "alerts.keyRefused": value }, () => isAlertOn("key-refused"));
    assert.deepEqual([undefined, true, "no", false].map(isOn), [true, true, true, false]);
    const editor = openEditor();
    await switchAlertOff("topped-up");
    assert.deepEqual(editor.written, [["aimlapi.alerts.toppedUp", false, 1]]);
  });
});
