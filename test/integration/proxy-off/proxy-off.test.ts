import assert from "node:assert/strict";
import { readProxyLog } from "../../support/proxy-log.ts";
import { activate } from "../extension.ts";
import { runAsPerson } from "../person.ts";

describe("with http.proxySupport off", () => {
  it("leaves the proxy alone and does not find the vendor", async () => {
    await activate();

    const { said } = await runAsPerson("aimlapi.setKey", { input: "any-key" });

    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /could not be checked/);
    assert.deepEqual(await readProxyLog(), []);
  });
});
