import assert from "node:assert/strict";
import "../../support/with-vscode.ts";

const { logRequest } = await import("../../../src/editor/log.ts");

describe("the log of a request", () => {
  const lines: string[] = [];
  const log = {
    info: (line: string) => lines.push(`info ${line}`),
    warn: (line: string) => lines.push(`warn ${line}`),
  };
  const note = (record: object) => {
    lines.length = 0;
    logRequest(log as never, { method: "GET", path: "/v1/balance", durationMs: 12.6, ...record });
    return lines;
  };

  it("is one line: what was asked, how it ended, how long it took and what support asks for", () => {
    assert.deepEqual(note({ status: 200, requestId: "req-1" }), [
      "info GET /v1/balance · 200 · 13 ms · request req-1",
    ]);
    assert.deepEqual(note({ status: 200 }), ["info GET /v1/balance · 200 · 13 ms"]);
  });

  it("warns of what failed, and why", () => {
    assert.deepEqual(note({ failure: { kind: "timeout" } }), [
      "warn GET /v1/balance · no answer · timeout · 13 ms",
    ]);
    assert.deepEqual(
      note({
        status: 200,
        requestId: "",
        failure: { kind: "unexpected-answer", detail: "balance is missing" },
      }),
      ["warn GET /v1/balance · 200 · unexpected-answer · balance is missing · 13 ms"],
    );
  });
});
