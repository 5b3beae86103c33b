import assert from "node:assert/strict";
import { configuration, workspace } from "../../../support/fake-vscode.ts";
import "../../../support/with-vscode.ts";

const { originFor, readActionSettings, readSettings } =
  await import("../../../../src/editor/settings/settings.ts");

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
  const read = (value: unknown, other: boolean) => {
    configuration["baseUrl"] = value;
    configuration["baseUrls"] = { xai: value };
    return other ? originFor({ id: "xai", origin: "https://x.example" }) : readSettings().origin;
  };

  for (const other of [false, true])
    it(`is the root of an origin, for ${other ? "another vendor" : "the main vendor"}`, () => {
      for (const [value, origin] of Object.entries(SAFE)) assert.equal(read(value, other), origin, value);
      for (const value of UNSAFE) assert.equal(read(value, other), undefined, String(value));
    });

  it("of another vendor is its own where none is configured", () => {
    configuration["baseUrls"] = {};
    assert.equal(originFor({ id: "xai", origin: "https://x.example" }), "https://x.example");
  });
});

describe("actions that move money", () => {
  it("are on only where they are switched on and the folder is trusted", () => {
    for (const enabled of [true, false, undefined, "true", 1])
      for (const isTrusted of [true, false]) {
        configuration["actions.enabled"] = enabled;
        workspace.isTrusted = isTrusted;
        assert.equal(readActionSettings().enabled, enabled === true && isTrusted, `${enabled} ${isTrusted}`);
      }
    workspace.isTrusted = true;
  });

  it("have no room in a limit that is no number", () => {
    for (const [limit, nanos] of [
      [25, 25_000_000_000n],
      ["25", 0n],
      [-1, 0n],
      [NaN, 0n],
      [1e9, 1_000_000_000_000_000n],
    ] as const) {
      configuration["actions.dailyLimit"] = limit;
      assert.equal(readActionSettings().dailyLimit.nanos, nanos, String(limit));
    }
  });
});
