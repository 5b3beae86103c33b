import { strict as assert } from "node:assert";

import { createTestEngine } from "./support.ts";

const url = "https://api.aimlapi.com/v1/billing/balance";
const none = { readFirst: () => Promise.resolve(undefined) };

describe("the engine", () => {
  const engine = createTestEngine(none);
  const told = async (file: string, text: string): Promise<string[]> => {
    const { findings } = await engine.analyze({ file, text });
    return findings
      .filter(({ level }) => level !== "possible")
      .map(({ start, end }) => text.slice(start, end));
  };

  it("reports the path text alone", async () => {
    assert.deepEqual(await told("a.js", `fetch("${url}?x=1")`), ["/v1/billing/balance"]);
  });

  it("counts offsets after emoji, tabs, a byte order mark and CRLF", async () => {
    const text = `\uFEFF// 👩‍🚀\r\n\tconst a = "🙂" + "x"; fetch("${url}");\r\n`;
    assert.deepEqual(await told("a.ts", text), ["/v1/billing/balance"]);
  });

  it("reads escaped slashes as slashes", async () => {
    const text = 'fetch("https:\\/\\/api.aimlapi.com\\/v1\\/billing\\/balance")';
    assert.deepEqual(await told("a.js", text), ["\\/v1\\/billing\\/balance"]);
  });

  for (const host of ["notaimlapi.com", "aimlapi.com.attacker.test", "api.venice.ai/api", "localhost:3000"]) {
    it(`is silent about ${host}`, async () => {
      assert.deepEqual(
        await told("a.py", `requests.get("https://${host}/v1/billing/balance").json()["balance"]`),
        [],
      );
    });
  }

  it("tells the call of one closure from that of another", async () => {
    const text = [
      "const at = (base) => ({ get: (path) => fetch(base + path) });",
      'const one = at("https://api.aimlapi.com/v1"), two = at("https://api.venice.ai/api/v1");',
      'one.get("/billing/balance");',
      'two.get("/billing/balance");',
    ].join("\n");
    const { findings } = await engine.analyze({ file: "a.js", text });
    assert.deepEqual(
      findings.map(({ start, level }) => [text.slice(0, start).split("\n").length, level]),
      [[3, "certain"]],
    );
  });

  it("says where the host of a joined address is written", async () => {
    const text = 'const base = "https://api.aimlapi.com/v1";\nfetch(base + "/billing/balance");\n';
    const [finding] = (await engine.analyze({ file: "a.ts", text })).findings;
    const [related] = finding?.related ?? [];
    assert.equal(related && text.slice(related.start, related.end), "https://api.aimlapi.com/v1");
  });

  it("marks a path that other hosts reach, too", async () => {
    const text =
      'for (const b of ["https://api.aimlapi.com/v1", "https://api.venice.ai/api/v1"]) fetch(b + "/billing/balance");';
    const [finding] = (await engine.analyze({ file: "a.ts", text })).findings;
    assert.equal(finding?.data.shared, true);
    assert.deepEqual(finding.fixes, []);
  });

  it("calls a base that is only named for the vendor likely, and an open one possible", async () => {
    const levels = async (text: string) =>
      (await engine.analyze({ file: "a.ts", text })).findings.map(({ level }) => level);
    assert.deepEqual(await levels("fetch(process.env.AIML_BASE + '/v1/billing/balance')"), ["likely"]);
    assert.deepEqual(
      await levels("const k = process.env.AIML_API_KEY; fetch(base + '/v1/billing/balance')"),
      ["possible"],
    );
    assert.deepEqual(await levels("fetch(base + '/v1/billing/balance')"), []);
  });

  it("follows one relative import, and is followed by one", async () => {
    const texts: Readonly<Record<string, string>> = {
      "app/base.ts": 'export const BASE = "https://api.aimlapi.com/v1";',
      "app/path.ts": 'export const BALANCE = "/v1/billing/balance";',
      "app/use.ts": 'import { BALANCE } from "./path";\nfetch("https://api.aimlapi.com" + BALANCE);',
    };
    const files = {
      readFirst: (from: string, candidates: readonly string[]) => {
        const file = candidates
          .map((one) => from.replace(/[^/]*$/, "") + one.slice(2))
          .find((one) => one in texts);
        return Promise.resolve(file === undefined ? undefined : { file, text: texts[file] ?? "" });
      },
      importers: () => Promise.resolve([{ file: "app/use.ts", text: texts["app/use.ts"] ?? "" }]),
    };
    const with_ = createTestEngine(files);
    const levels = async (file: string, text: string) =>
      (await with_.analyze({ file, text })).findings.map(({ level }) => level);
    const call = 'import { BASE } from "./base";\nfetch(`${BASE}/billing/balance`);';
    assert.deepEqual(await levels("app/call.ts", call), ["certain"]);
    assert.deepEqual(await levels("app/path.ts", texts["app/path.ts"] ?? ""), ["certain"]);
    assert.equal(with_.trees(), 0);
  });

  describe("suppression", () => {
    const lines = (comment: string, at: "before" | "after" | "top"): string => {
      const call = `fetch("${url}");`;
      if (at === "after") return `${call} // ${comment}\n${call}\n`;
      return at === "top" ? `/* ${comment} */\n\n${call}\n${call}\n` : `// ${comment}\n${call}\n${call}\n`;
    };
    const count = async (text: string): Promise<number> =>
      (await engine.analyze({ file: "a.ts", text })).findings.length;

    it("switches off the next line, the line, the file", async () => {
      assert.equal(await count(lines("no directive", "before")), 2);
      assert.equal(await count(lines("aimlapi-disable-next-line", "before")), 1);
      assert.equal(await count(lines("aimlapi-disable-line", "after")), 1);
      assert.equal(await count(lines("aimlapi-disable-file", "top")), 0);
    });

    it("heeds the rule it names", async () => {
      assert.equal(await count(lines("aimlapi-disable-file aimlapi/deprecated-field", "top")), 2);
      assert.equal(
        await count(lines("aimlapi-disable-file aimlapi/deprecated-endpoint kept for v1 keys", "top")),
        0,
      );
    });

    it("takes no directive from a string", async () => {
      assert.equal(await count(`const a = "aimlapi-disable-file";\nfetch("${url}");\n`), 1);
    });
  });

  it("loads no grammar for a text without a needle", async () => {
    let loads = 0;
    const { createEngine } = await import("../../../src/lint/engine.ts");
    const { languages, rules } = await import("../../../src/catalog.ts");
    const load = () => {
      loads++;
      return Promise.reject(new Error("not wanted"));
    };
    const bare = createEngine({ languages, rules, grammars: { runtime: load, grammar: load } });
    await bare.analyze({ file: "a.ts", text: "const balance = 1;" });
    assert.equal(loads, 0);
    const { limits } = await bare.analyze({ file: "a.ts", text: `fetch("${url}")` });
    assert.deepEqual(limits, [{ code: "grammar", detail: "not wanted" }]);
  });
});
