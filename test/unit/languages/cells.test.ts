import assert from "node:assert/strict";
import { createTestEngine } from "../lint/support.ts";

const notebook = (...all: readonly (readonly [language: string, text: string])[]) =>
  all.map(([language, text]) => `\u241e${language}\n${text}\n`).join("");

describe("the cells of an open notebook", () => {
  const engine = createTestEngine();
  const flagged = async (text: string) => {
    const { findings } = await engine.analyze({ file: "/work.ipynb", text, languageId: "cells" });
    return findings.map(({ start, end }) => text.slice(start, end));
  };

  it("know what cells before them say, by language", async () => {
    const text = notebook(
      ["python", 'import requests\nBASE = "https://api.aimlapi.com/v1"'],
      ["markdown", "# Left"],
      ["python", 'answer = requests.get(BASE + "/billing/balance")'],
      ["shellscript", "curl https://api.aimlapi.com/v1/billing/balance"],
      ["python", 'answer.json()["balance"]'],
    );
    assert.deepEqual(await flagged(text), ["/billing/balance", "/v1/billing/balance", "balance"]);
  });

  it("do not let one end in another", async () => {
    const text = notebook(
      ["python", 'import requests\nrequests.get("https://api.aimlapi.com/v1'],
      ["python", '/billing/balance")'],
    );
    assert.deepEqual(await flagged(text), []);
  });
});
