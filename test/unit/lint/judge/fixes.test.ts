import { strict as assert } from "node:assert";

import { createTestEngine } from "../support.ts";

const old = "https://api.aimlapi.com/v1/billing/balance";
const now = "https://api.aimlapi.com/v2/billing";

describe("fixes", () => {
  const engine = createTestEngine({ readFirst: () => Promise.resolve(undefined) });

  /** The text after each fix on its own. */
  const fixed = async (file: string, text: string): Promise<readonly string[]> => {
    const { findings } = await engine.analyze({ file, text });
    assert.notEqual(findings.length, 0, "nothing is reported, so nothing is shown by having no fix");
    return findings.flatMap(({ fixes }) =>
      fixes.map(({ edits }) => {
        let after = text;
        for (const { start, end, text: inserted } of [...edits].reverse()) {
          after = after.slice(0, start) + inserted + after.slice(end);
        }
        return after;
      }),
    );
  };

  const dropped: readonly (readonly [string, string, string])[] = [
    ["a request that a script shows", "a.sh", `curl -sS -H "Authorization: Bearer $KEY" ${old}\n`],
    ["one that is laid out for people", "a.sh", `curl -s "${old}" | jq -C .\n`],
    ["one of which only the HTTP status is shown", "a.sh", `curl -so /dev/null ${old} 2>/dev/null\n`],
    ["a request of a request file", "a.http", `GET ${old}\nAuthorization: Bearer {{key}}\n`],
    ["a command on a page", "a.md", `# Check\n\n\`\`\`sh\ncurl ${old}\n\`\`\`\n`],
    ["a step of a workflow", "a.yml", `jobs:\n  a:\n    steps:\n      - run: curl -f ${old}\n`],
    ["a statement that drops the answer", "a.js", `await fetch("${old}", { headers });\n`],
    ["the same of a library", "a.ts", `import axios from "axios";\naxios.get('${old}');\n`],
    ["the same in Python", "a.py", `import requests\nrequests.get("${old}", headers=h, timeout=3)\n`],
  ];
  for (const [name, file, text] of dropped) {
    it(`migrates the address of ${name}`, async () => {
      assert.deepEqual(await fixed(file, text), [text.replace(old, now)]);
    });
  }

  it("moves the older host along, and keeps escapes", async () => {
    const older = old.replace("api.", "billing.");
    assert.deepEqual(await fixed("a.sh", `curl ${older}\n`), [`curl ${now}\n`]);
    const escaped = (url: string) => `fetch("${url.replaceAll("/", "\\/")}");`;
    assert.deepEqual(await fixed("a.js", escaped(old)), [escaped(now)]);
  });

  const withheld: readonly (readonly [string, string, string])[] = [
    ["a field is read", "a.ts", `const d = await (await fetch("${old}")).json();\nshow(d.balance);`],
    ["a field is taken apart", "a.ts", `const { balance: b } = await (await fetch("${old}")).json();`],
    ["a field is read in Python", "a.py", `d = requests.get("${old}").json()\nprint(d["autoDebitStatus"])\n`],
    ["the answer is returned", "a.ts", `export const left = () => fetch("${old}");`],
    ["the answer is kept", "a.ts", `const res = await fetch("${old}");\nconsole.log(res.ok);`],
    ["the answer is handed on", "a.ts", `show(await fetch("${old}"));`],
    ["a callback gets the answer", "a.js", `fetch("${old}").then(show);`],
    ["an option gets the answer", "a.js", `axios.get("${old}", { transformResponse: show });`],
    ["options come from elsewhere", "a.py", `requests.get("${old}", **options)`],
    ["a function of one's own asks", "a.js", `function fetch(u) { return u; }\nfetch("${old}");`],
    ["an unknown function asks", "a.js", `load("${old}");`],
    ["the address is kept", "a.ts", `export const balanceUrl = "${old}";\nfetch(balanceUrl);`],
    [
      "the address is joined",
      "a.ts",
      'const b = "https://api.aimlapi.com/v1";\nfetch(`${b}/billing/balance`);',
    ],
    ["the address is a setting", "a.env", `BILLING_URL=${old}\n`],
    ["the address is a setting", "a.json", `{ "url": "${old}" }\n`],
    ["the address is a setting", "a.yml", `url: ${old}\n`],
    ["a script keeps the answer", "a.sh", `left=$(curl -s ${old})\n`],
    ["a script takes the answer apart", "a.sh", `curl -s ${old} | jq '.status'\n`],
    ["a script pipes the answer on", "a.sh", `curl -s ${old} | ./tell\n`],
    ["a script saves the answer", "a.sh", `curl -s ${old} -o left.json\n`],
    ["a script saves the answer", "a.sh", `curl -s ${old} > left.json\n`],
    ["a function of a script tells the answer", "a.sh", `left() { curl -s ${old}; }\nleft\n`],
    ["a variable of a script is asked", "a.sh", `URL=${old}\ncurl $URL\n`],
    ["a group pipes the answer on", "a.sh", `{ echo; curl ${old}; } | tail -1 | ./tell\n`],
    ["a script tells the unit", "a.sh", `echo "Credits left:"\ncurl ${old}\n`],
    ["wget saves the answer", "a.sh", `wget ${old}\n`],
    ["a handler reads the answer", "a.http", `GET ${old}\n\n> {% client.log(response.body.lowBalance) %}\n`],
    ["another request reads the answer", "a.http", `# @name left\nGET ${old}\n`],
    [
      "the page shows the answer",
      "a.md",
      `\`\`\`sh\ncurl ${old}\n\`\`\`\n\n\`\`\`json\n{"balance": 10}\n\`\`\`\n`,
    ],
    ["credits are read", "a.py", `u = c.meta["usage"]["credits_used"] # ${old}\n`],
    ["a header is read", "a.ts", 'const used = res.headers.get("X-AIMLAPI-Credits-Used");'],
  ];
  for (const [name, file, text] of withheld) {
    it(`has none where ${name}: ${JSON.stringify(text).slice(0, 60)}`, async () => {
      assert.deepEqual(await fixed(file, text), []);
    });
  }

  it("has none where another origin reaches the text", async () => {
    const text =
      'const p = "/v1/billing/balance";\nfetch("https://api.aimlapi.com" + p); fetch("https://x.example.com" + p);';
    assert.deepEqual(await fixed("a.ts", text), []);
  });
});
