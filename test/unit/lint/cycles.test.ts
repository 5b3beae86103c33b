import assert from "node:assert/strict";
import { createTestEngine } from "./support.ts";

describe("texts that lead back to themselves", () => {
  const engine = createTestEngine({ readFirst: () => Promise.resolve(undefined) });

  it("end: records spread into each other", async () => {
    const text = 'let a = { ...b };\nlet b = { ...a };\nfetch(a.url + "/billing/balance");\n';
    assert.deepEqual((await engine.analyze({ file: "/a.js", text })).limits, []);
  });
});
