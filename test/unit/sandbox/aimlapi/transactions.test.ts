import assert from "node:assert/strict";
import type { Entry } from "../../../../src/sandbox/world/ledger.ts";
import { type Call, withSandbox } from "../sandbox-fixture.ts";

interface Row {
  readonly created_at: string;
  readonly direction: string;
  readonly type: string;
  readonly amount: { readonly usd: number; readonly credits: number };
  readonly model: string | null;
  readonly reference_id: string | null;
}

interface Page {
  readonly data: readonly Row[];
  readonly pagination: { readonly next_cursor: string | null; readonly has_more: boolean };
}

const PATH = "/v2/billing/transactions";

async function page(call: Call, query: Readonly<Record<string, string>>): Promise<Page> {
  const response = await call(`${PATH}?${new URLSearchParams(query).toString()}`);
  assert.equal(response.status, 200, JSON.stringify(query));
  return (await response.json()) as Page;
}

/** All pages of a query, as a reader of the documentation would fetch them. */
async function all(call: Call, query: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { data, pagination }: Page = await page(call, {
      limit: "100",
      ...query,
      ...(cursor && { cursor }),
    });
    assert.equal(pagination.has_more, pagination.next_cursor !== null);
    rows.push(...data);
    cursor = pagination.next_cursor;
  }
  return rows;
}

const shown = ({ at, direction, type, credits, model, referenceId }: Entry): Row => ({
  created_at: new Date(at).toISOString(),
  direction,
  type,
  amount: { usd: credits / 2_000_000, credits },
  model,
  reference_id: referenceId,
});

const newestFirst = (entries: readonly Entry[]) => [...entries].reverse().map(shown);

describe("the ledger of the AI/ML API twin", () => {
  it("gives every movement once, newest first, over pages of any size, and adds up to the balance", () =>
    withSandbox("healthy", async (sandbox, call) => {
      const entries = sandbox.world.aimlapi.account().movements();
      assert.ok(entries.length > 1_000);
      const rows = await all(call);
      assert.deepEqual(rows, newestFirst(entries));
      const sum = rows.reduce(
        (left, { direction, amount }) => left + (direction === "TOPUP" ? 1 : -1) * amount.credits,
        0,
      );
      assert.equal(sum, sandbox.world.aimlapi.account().balance());
      const since = rows[30]?.created_at ?? assert.fail();
      for (const limit of ["1", "7", "31"]) {
        assert.deepEqual(await all(call, { limit, from: since }), rows.slice(0, 31), limit);
      }
      assert.equal((await page(call, {})).data.length, 50);
    }));

  it("keeps its place while movements land, early and late", () =>
    withSandbox("ninety-days", async (sandbox, call) => {
      const { clock, aimlapi } = sandbox.world;
      const first = await page(call, { limit: "10" });
      clock.advance(3_600_000);
      aimlapi.account().adjustTo(1, clock.now());
      const cursor = first.pagination.next_cursor ?? assert.fail();
      const last = Date.parse(first.data.at(-1)?.created_at ?? "");
      // Twins of the last row share its moment: those on the first page are not given again, the others come next.
      const given = first.data.filter(({ created_at }) => Date.parse(created_at) === last).length;
      const upToLast = newestFirst(
        aimlapi
          .account()
          .movements()
          .filter(({ at }) => at <= last),
      );
      const second = await page(call, { limit: "10", cursor });
      assert.deepEqual(second.data, upToLast.slice(given, given + 10));
    }));

  it("filters by time, direction and type", () =>
    withSandbox("ninety-days", async (sandbox, call) => {
      const entries = sandbox.world.aimlapi.account().movements();
      const [from, to] = [entries[5_000]?.at ?? 0, entries[5_200]?.at ?? 0];
      const within = (query: Readonly<Record<string, string>>, keep: (entry: Entry) => boolean) =>
        all(call, query).then((rows) => assert.deepEqual(rows, newestFirst(entries.filter(keep))));
      const iso = (at: number) => new Date(at).toISOString();
      await within({ from: iso(from), to: iso(to) }, ({ at }) => at >= from && at < to);
      await within(
        { from: iso(from).replace("Z", "+00:00"), to: iso(to) },
        ({ at }) => at >= from && at < to,
      );
      await within({ direction: "TOPUP" }, ({ direction }) => direction === "TOPUP");
      await within({ type: "CREDITS_EXPIRED" }, ({ type }) => type === "CREDITS_EXPIRED");
      await within({ direction: "CHARGE", type: "ADJUSTMENT" }, ({ type }) => type === "ADJUSTMENT");
      await within({ direction: "TOPUP", type: "MODEL_USAGE" }, () => false);
    }));

  it("answers 400 to what it does not document", () =>
    withSandbox("healthy", async (_sandbox, call) => {
      const cursor = (await page(call, { limit: "1" })).pagination.next_cursor ?? assert.fail();
      const reencoded = Buffer.from(
        JSON.stringify(JSON.parse(Buffer.from(cursor, "base64url").toString()), null, 1),
      ).toString("base64url");
      for (const query of [
        "page=2", "From=2026-08-01T00:00:00Z", "limit=0", "limit=101", "limit=ten", "limit=1.5", "limit=-1", "limit=",
        "limit=5&limit=6", "from=2026-08-01", "from=2026-08-01T00:00:00", "from=yesterday", "to=2026-13-01T00:00:00Z",
        "from=2026-08-01T00:00:00Z&to=2026-08-01T00:00:00Z", "from=2026-08-02T00:00:00Z&to=2026-08-01T00:00:00Z",
        "direction=topup", "direction=", "type=model_usage", "cursor=", "cursor=abc", `cursor=${cursor}=`,
        `cursor=${reencoded}`, `cursor=${encodeURIComponent(Buffer.from(cursor, "base64url").toString())}`,
      ]) {
        const response = await call(`${PATH}?${query}`);
        assert.equal(response.status, 400, query);
        const error = (await response.json()) as Record<string, unknown>;
        assert.deepEqual([error["statusCode"], error["path"]], [400, PATH], query);
      }
    })); // prettier-ignore

  it("is the account's, whichever of its keys asks, and nothing to a management key", () =>
    withSandbox("healthy", async (sandbox, call) => {
      const { apiKey, otherApiKey } = sandbox.accounts.aimlapi;
      assert.notEqual(apiKey, otherApiKey);
      const headers = { authorization: `Bearer ${otherApiKey}` };
      const other = await (await call(`${PATH}?limit=5`, { headers })).json();
      assert.deepEqual(other, await page(call, { limit: "5" }));
      sandbox.play("management-key");
      const response = await call(PATH);
      assert.equal(response.status, 403);
      assert.match(await response.text(), /management key/u);
    }));
});
