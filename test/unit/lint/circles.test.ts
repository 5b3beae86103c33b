import { strict as assert } from "node:assert";

import { createTestEngine } from "./support.ts";

const url = "https://api.aimlapi.com/v1/billing/balance";
const read = `fetch("${url}").then((r) => r.json()).then((d) => d.balance);`;

/** Programs whose values are made of themselves, each with one endpoint and one field to find. */
const circles: Readonly<Record<string, string>> = {
  "spread.js": `class A { s = { a: 1 }; set(n) { this.s = { ...this.s, ...n }; return this.s.balance; } }\n${read}`,
  "assign.js": `let o = {}; o = Object.assign({}, o, o); use(o.balance);\n${read}`,
  "function.js": `const f = (x) => g(x), g = (x) => f(x); use(f({}).balance, g(f).status);\n${read}`,
  "callback.js": `function a(cb) { b(cb); } function b(cb) { a((e, d) => cb(e, d)); } a((e, d) => d.balance);\n${read}`,
  "list.js": `let l = []; l.push(l); l = l.concat(l).map((x) => x); use(l[0].balance, l.join("/"));\n${read}`,
  "emit.js": `e.on("x", (d) => e.emit("x", d)); e.on("x", (d) => d.balance);\n${read}`,
  "promise.js": `const p = new Promise((ok) => p.then(ok)); p.then((d) => d.status);\n${read}`,
  "class.js": `class A extends A { x() { return this.x().balance; } }\nnew A().x();\n${read}`,
  "prototype.js": `function A() { this.a = new A(); } A.prototype.x = function () { return this.a.x().balance; };\n${read}`,
  "name.py": `from name import thing\nthing()["balance"]\nd = requests.get("${url}").json()\nprint(d["balance"])\n`,
  "table.py": `t = {k: v for k, v in t.items()}\nt["balance"]\nd = requests.get("${url}").json()\nprint(d["balance"])\n`,
  "yield.py": `def g():\n    for x in g():\n        yield x["balance"]\nd = requests.get("${url}").json()\nprint(d["balance"])\n`,
};

describe("values made of themselves", () => {
  for (const [file, text] of Object.entries(circles)) {
    it(`end in ${file}`, async () => {
      // Whatever it imports is the file itself.
      const self = { readFirst: () => Promise.resolve({ file, text }) };
      const { findings } = await createTestEngine(self).analyze({ file, text });
      const told = findings
        .filter(({ level }) => level === "certain")
        .map(({ start, end }) => text.slice(start, end));
      assert.deepEqual(told, ["/v1/billing/balance", "balance"]);
    });
  }
});
