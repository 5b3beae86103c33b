import assert from "node:assert/strict";
import { readProxyLog } from "../../support/proxy-log.ts";
import { activate, eventually } from "../extension.ts";
import { runAsPerson } from "../person.ts";

describe("with http.proxy set", () => {
  it("asks the vendor through the proxy", async () => {
    const { surfaces } = await activate();
    assert.deepEqual(await readProxyLog(), []);

    const { said } = await runAsPerson("aimlapi.setKey", { input: "any-key" });

    assert.deepEqual(said, []);
    await eventually(
      () => surfaces.status().text,
      (text) => text.includes("$42.50"),
    );
    const log = await readProxyLog();
    assert.ok(log.length > 0);
    assert.deepEqual([...new Set(log)], ["CONNECT billing.example.test:443"]);
  });
});
