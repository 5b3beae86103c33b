import { strict as assert } from "node:assert";

import { createTestEngine } from "./support.ts";

describe("fixes", () => {
  const engine = createTestEngine({ readFirst: () => Promise.resolve(undefined) });

  /** Every fix applied on its own: code, safe, text after. */
  const fixed = async (file: string, text: string): Promise<(readonly [string, boolean, string])[]> => {
    const { findings } = await engine.analyze({ file, text });
    return findings.flatMap(({ fixes }) =>
      fixes.map(({ code, safe, edits }) => {
        let after = text;
        for (const { start, end, text: inserted } of [...edits].reverse()) {
          after = after.slice(0, start) + inserted + after.slice(end);
        }
        return [code, safe, after] as const;
      }),
    );
  };

  it("moves host, path and reads together, in the unit the code counts in", async () => {
    const before = [
      'const d = await (await fetch("https://billing.aimlapi.com/v1/billing/balance")).json();',
      "if (d.balance > 10000) show(d.balance / 2_000_000);",
    ].join("\n");
    const [[code, safe, after] = []] = await fixed("a.ts", before);
    assert.deepEqual([code, safe], ["to-billing", false]);
    assert.equal(
      after,
      [
        'const d = await (await fetch("https://api.aimlapi.com/v2/billing")).json();',
        "if ((d.current_balance * 2_000_000) > 10000) show(d.current_balance);",
      ].join("\n"),
    );
  });

  it("names the unit where a read is destructured", async () => {
    const all = await fixed(
      "a.ts",
      'const { balance } = await (await fetch("https://api.aimlapi.com/v1/billing/balance")).json();',
    );
    assert.match(all[0]?.[2] ?? "", /\{ current_balance: balance \/\* USD, was credits \*\/ \}/);
  });

  it("offers the detail page alone for the fields that live on there", async () => {
    const text =
      'd = requests.get("https://api.aimlapi.com/v1/billing/balance").json()\nprint(d["autoDebitStatus"])\n';
    const all = await fixed("a.py", text);
    assert.deepEqual(
      all.map(([code]) => code),
      ["to-billing-detail"],
    );
    assert.match(all[0]?.[2] ?? "", /d\["autotopup_settings"\]\["is_enabled"\]/);
  });

  it("offers none where a read has no successor, another origin reaches the text, or the base is not at hand", async () => {
    const call = 'fetch("https://api.aimlapi.com/v1/billing/balance")';
    assert.deepEqual(
      await fixed("a.ts", `const d = await (await ${call}).json();\nshow(d.lastUpdated);`),
      [],
    );
    assert.deepEqual(
      await fixed(
        "a.ts",
        'const p = "/v1/billing/balance";\nfetch("https://api.aimlapi.com" + p); fetch("https://x.example.com" + p);',
      ),
      [],
    );
    assert.deepEqual(
      await fixed(
        "a.ts",
        'const b = "https://api.aimlapi.com/v1";\naxios.create({ baseURL: b }).get("/billing/balance");',
      ),
      [],
    );
  });

  it("takes the version off a shared base at the call alone", async () => {
    const script = 'const b = "https://api.aimlapi.com/v1";\n';
    const [[code, safe, after] = []] = await fixed("a.ts", script + "fetch(`${b}/billing/balance`);");
    assert.deepEqual([code, safe], ["to-billing", false]);
    assert.equal(after, script + 'fetch(`${b.replace(/\\/v1\\/?$/, "")}/v2/billing`);');
    const python = 'B = "https://api.aimlapi.com/v1"\n';
    const all = await fixed("a.py", python + 'requests.get(f"{B}/billing/balance")');
    assert.equal(all[0]?.[2], python + `requests.get(f"{B.rstrip('/').removesuffix('/v1')}/v2/billing")`);
  });

  it("is safe in a text that nobody reads from, and keeps escapes", async () => {
    const [shell] = await fixed("a.sh", "curl https://api.aimlapi.com/v1/billing/balance\n");
    assert.deepEqual(shell, ["to-billing", true, "curl https://api.aimlapi.com/v2/billing\n"]);
    const [script] = await fixed("a.js", 'fetch("https:\\/\\/api.aimlapi.com\\/v1\\/billing\\/balance")');
    assert.deepEqual(script, ["to-billing", false, 'fetch("https:\\/\\/api.aimlapi.com\\/v2\\/billing")']);
  });

  it("reads usd_spent, and where it is missing what the credits are worth", async () => {
    const lead =
      'const ai = new OpenAI({ baseURL: "https://api.aimlapi.com/v1" });\nconst c = await ai.chat.completions.create({});\n';
    const one = async (read: string) => (await fixed("a.ts", lead + read))[0]?.[2].slice(lead.length);
    assert.equal(
      await one("const usd = c.meta.usage.credits_used / 2_000_000;"),
      "const usd = (c.meta.usage.usd_spent ?? c.meta.usage.credits_used / 2_000_000);",
    );
    assert.equal(
      await one("const usd = c.meta?.usage?.credits_used;"),
      "const usd = (c.meta?.usage?.usd_spent ?? (c.meta?.usage?.credits_used ?? 0) / 2_000_000);",
    );
    const python =
      'ai = OpenAI(base_url="https://api.aimlapi.com/v1")\nc = ai.chat.completions.create()\nu = c.meta["usage"]["credits_used"]\n';
    assert.match(
      (await fixed("a.py", python))[0]?.[2] ?? "",
      /u = \(c\.meta\["usage"\]\.get\("usd_spent"\) or c\.meta\["usage"\]\["credits_used"\] \/ 2_000_000\)/,
    );
  });

  it("renames the header", async () => {
    const all = await fixed("a.ts", 'const used = res.headers.get("X-AIMLAPI-Credits-Used");');
    assert.deepEqual(all, [["to-usd-header", false, 'const used = res.headers.get("x-aimlapi-usd-spent");']]);
  });
});
