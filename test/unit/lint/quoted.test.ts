import assert from "node:assert/strict";
import { createTestEngine } from "./support.ts";

describe("a script in a quoted text", () => {
  const notebook = (source: string) =>
    JSON.stringify({
      metadata: { language_info: { name: "python" } },
      cells: [{ cell_type: "code", metadata: {}, source: source.split(/(?<=\n)/) }],
    });

  it("gets no edit that would have to be escaped, so that its file stays whole", async () => {
    const text = notebook(
      'import requests\nbody = requests.get("https://api.aimlapi.com/v1/billing/balance").json()\nprint(body["balance"])\n',
    );
    const { findings } = await createTestEngine().analyze({ file: "left.ipynb", text });
    assert.equal(findings.length, 2);
    const edits = findings.flatMap(({ fixes, silences }) => [
      ...fixes.flatMap((fix) => fix.edits),
      ...silences.map(({ edit }) => edit),
    ]);
    for (const { start, end, text: inserted } of edits) {
      assert.doesNotThrow(() => JSON.parse(text.slice(0, start) + inserted + text.slice(end)));
    }
    assert.ok(edits.every((edit) => !/["\\\n]/.test(edit.text)));
  });
});
