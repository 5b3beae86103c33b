import assert from "node:assert/strict";
import fc from "fast-check";
import {
  csvLine,
  exportMovements,
  exportUsage,
  type ExportFormat,
} from "../../../../src/billing/ledger/export.ts";
import type { MovementPager } from "../../../../src/billing/ledger/transaction-pager.ts";
import type { Movement } from "../../../../src/billing/money/credits.ts";
import { usd } from "../../../../src/billing/money/money.ts";
import type { UsageGroup } from "../../../../src/billing/vendor/provider.ts";

/** RFC 4180, as a spreadsheet reads it. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
    if (cell.lastIndex === text.length) break;
  }
  assert.equal(cell.lastIndex, text.length, "is not RFC 4180");
  rows.pop();
  return rows;
}

const row = (changes: Partial<Movement> = {}): Movement => ({
  at: Date.UTC(2026, 7, 1),
  direction: "charge",
  type: "MODEL_USAGE",
  credits: 3_120_001,
  model: "openai/gpt-5",
  reference: null,
  ...changes,
});

function pagerOf(movements: readonly Movement[]): MovementPager {
  let rest = movements;
  return {
    next(limit) {
      const page = rest.slice(0, limit);
      rest = rest.slice(limit);
      return Promise.resolve({ movements: page, last: rest.length === 0, lost: [] });
    },
  };
}

async function exported(
  movements: readonly Movement[],
  format: ExportFormat,
  timeZone?: string,
): Promise<string> {
  let text = "";
  for await (const piece of exportMovements(pagerOf(movements), format, timeZone)) text += piece;
  return text;
}

describe("an export", () => {
  it("is CSV with exact amounts", async () => {
    assert.equal(
      await exported([row(), row({ direction: "topup", type: "PAYMENT", credits: 1, model: null, reference: "p-1" })], "csv"),
      "time,direction,type,usd,credits,model,reference\r\n" +
        "2026-08-01T00:00:00.000Z,charge,MODEL_USAGE,1.5600005,3120001,openai/gpt-5,\r\n" +
        "2026-08-01T00:00:00.000Z,topup,PAYMENT,0.0000005,1,,p-1\r\n",
    );
  }); // prettier-ignore

  it("tells times in the person's zone, with its offset", async () => {
    const zone = "America/New_York";
    assert.match(await exported([row()], "csv", zone), /\r\n2026-07-31T20:00:00\.000-04:00,charge,/);
    assert.match(await exported([row()], "json", zone), /"time":"2026-07-31T20:00:00\.000-04:00"/);
  });

  it("runs nothing in a spreadsheet, whatever a name is", () => {
    for (const name of ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uFF1D1", "\uFEFF=1", "-", "--1"]) {
      const [[cell = ""] = []] = parse(csvLine([name]));
      assert.equal(cell, `'${name}`);
    }
    for (const harmless of ["a=b", "1.50", "-1.5", "openai/gpt-5", "", "'quoted"]) assert.equal(csvLine([harmless]), `${harmless}\r\n`);
    assert.equal(csvLine(['a "b", c', "d\ne", -5]), '"a ""b"", c","d\ne",-5\r\n');
  }); // prettier-ignore

  it("comes back cell by cell for any text", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 4 }), (cells) => {
        const [read = []] = parse(csvLine(cells));
        assert.equal(read.length, cells.length);
        read.forEach((cell, place) => {
          assert.ok(cell === cells[place] || cell === `'${cells[place] ?? ""}`);
          assert.ok(/^-?\d+(\.\d+)?$/.test(cell) || !/^[=+\-@\t\r]/.test(cell));
        });
      }),
    );
  });

  it("is JSON that says the same, over any number of pieces", async () => {
    const many = Array.from({ length: 4_500 }, (_, place) =>
      row({ credits: place, model: `"${place}\u2028` }),
    );
    for (const movements of [[], many.slice(0, 1), many]) {
      const { movements: read } = JSON.parse(await exported(movements, "json")) as { movements: unknown[] };
      assert.equal(read.length, movements.length);
      assert.equal(parse(await exported(movements, "csv")).length, movements.length + 1);
    }
    const { movements } = JSON.parse(await exported(many, "json")) as {
      movements: Record<string, unknown>[];
    };
    assert.deepEqual(movements[3_000], {
      time: "2026-08-01T00:00:00.000Z",
      direction: "charge",
      type: "MODEL_USAGE",
      usd: "0.0015",
      credits: 3_000,
      model: '"3000\u2028',
      reference: null,
    });
  });

  it("has the usage of a key, too", () => {
    const group = { day: 20_666, model: "=m", spend: usd("3.41"), inputTokens: 5, outputTokens: 6, charged: 2, failed: 1 };
    const usageOf = (...groups: readonly UsageGroup[]) => ({ spend: usd(1), groups });
    assert.equal(
      exportUsage(usageOf(group), "csv"),
      "day,model,usd,inputTokens,outputTokens,chargedRequests,failedRequests\r\n2026-08-01,'=m,3.41,5,6,2,1\r\n",
    );
    assert.equal((JSON.parse(exportUsage(usageOf(group, group), "json")) as { usage: unknown[] }).usage.length, 2);
    assert.deepEqual(JSON.parse(exportUsage(usageOf(), "json")), { usage: [] });
  }); // prettier-ignore

  it("leaves out what the vendor never names or counts, but not what it once did", () => {
    const day = (more: Partial<UsageGroup> = {}): UsageGroup => ({ day: 20_666, model: null, spend: usd("3.41"), ...more });
    const bare = { spend: usd(1), groups: [day(), day()] };
    assert.equal(exportUsage(bare, "csv"), "day,usd\r\n2026-08-01,3.41\r\n2026-08-01,3.41\r\n");
    assert.deepEqual(JSON.parse(exportUsage(bare, "json")), { usage: Array(2).fill({ day: "2026-08-01", usd: "3.41" }) });
    const named = { spend: usd(1), groups: [day(), day({ model: "grok-4", charged: 0 })] };
    assert.equal(exportUsage(named, "csv"), "day,model,usd,chargedRequests\r\n2026-08-01,,3.41,\r\n2026-08-01,grok-4,3.41,0\r\n");
    const yuan = { ...usd(2), currency: "CNY" };
    assert.equal(exportUsage({ spend: yuan, groups: [day({ spend: yuan })] }, "csv"), "day,cny\r\n2026-08-01,2\r\n");
  }); // prettier-ignore
});
