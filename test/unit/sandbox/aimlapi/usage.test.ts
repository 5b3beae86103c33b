import assert from "node:assert/strict";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { type Call, withSandbox } from "../sandbox-fixture.ts";

interface Usage {
  readonly api_key_prefix: string | null;
  readonly start: string;
  readonly end: string;
  readonly spend: number;
  readonly requests: number;
  readonly models: readonly { readonly model: string; readonly spend: number; readonly requests: number }[];
  readonly groups: readonly {
    readonly day?: string;
    readonly model?: string;
    readonly spend: number;
    readonly tokens: Readonly<Record<"input" | "output" | "total", number>>;
    readonly requests: Readonly<Record<"total" | "charged" | "succeeded" | "failed", number>>;
  }[];
}

const WEEK_MS = 7 * 86_400_000;
const credits = (usd: number) => Math.round(usd * 2_000_000);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function read(call: Call, path: string, key?: string): Promise<Usage> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await call(path, { headers });
  assert.equal(response.status, 200, path);
  return (await response.json()) as Usage;
}

function chargesOfWeek({ world }: Sandbox) {
  const end = world.clock.now();
  const ofWeek = world.aimlapi
    .account()
    .movements()
    .filter(({ type, at }) => type === "MODEL_USAGE" && at >= end - WEEK_MS && at < end);
  return { end, ofWeek };
}

describe("the usage of the AI/ML API twin", () => {
  it("is what this key spent; that of both keys adds up to the ledger's charges", () =>
    withSandbox("ninety-days", async (sandbox, call) => {
      const { end, ofWeek } = chargesOfWeek(sandbox);
      const own = await read(call, "/v2/usage?period=7d");
      const other = await read(call, "/v2/usage?period=168h", sandbox.accounts.aimlapi.otherApiKey);
      assert.ok(own.spend > other.spend && other.spend > 0);
      assert.equal(credits(own.spend) + credits(other.spend), sum(ofWeek.map((each) => each.credits)));
      assert.equal(own.requests + other.requests, ofWeek.length);
      assert.equal(own.api_key_prefix, null);
      assert.deepEqual([Date.parse(own.start), Date.parse(own.end)], [end - WEEK_MS, end]);
      assert.deepEqual(["models" in own, "groups" in own], [false, false]);
    }));

  it("counts each charge in one of two windows that follow each other", () =>
    withSandbox("ninety-days", async (sandbox, call) => {
      const { ofWeek } = chargesOfWeek(sandbox);
      const own = ofWeek.filter(({ keyId }) => keyId === "key-1");
      const [first, middle, last] = [own[0], own[50], own[90]].map((charge) =>
        new Date(charge?.at ?? 0).toISOString(),
      );
      const requests = async (start = "", end = "") =>
        (await read(call, `/v2/usage?start=${start}&end=${end}`)).requests;
      assert.equal(
        await requests(first, middle),
        own.findIndex(({ at }) => at === own[50]?.at),
      );
      assert.equal(
        (await requests(first, middle)) + (await requests(middle, last)),
        await requests(first, last),
      );
    }));

  it("tells another key's usage to a management key only", () =>
    withSandbox("ninety-days", async (sandbox, call) => {
      const { apiKey, otherApiKey } = sandbox.accounts.aimlapi;
      const [own, other] = [apiKey.slice(0, 8), otherApiKey.slice(0, 8)];
      assert.equal((await read(call, `/v2/usage?period=7d&key_prefix=${own}`)).api_key_prefix, own);
      const refused = await call(`/v2/usage?period=7d&key_prefix=${other}`);
      assert.equal(refused.status, 403);
      assert.match(await refused.text(), /management key/u);
      const { spend } = await read(call, "/v2/usage?period=7d", otherApiKey);
      sandbox.play("management-key");
      assert.equal((await read(call, `/v2/usage?period=7d&key_prefix=${other}`)).spend, spend);
    }));

  it("breaks down by model, by day and by both, each adding up to the whole", () =>
    withSandbox("ninety-days", async (_sandbox, call) => {
      const path = "/v2/usage/detail?period=30d";
      const plain = await read(call, path);
      assert.equal("groups" in plain, false);
      assert.equal(sum(plain.models.map(({ spend }) => credits(spend))), credits(plain.spend));
      assert.equal(sum(plain.models.map(({ requests }) => requests)), plain.requests);
      assert.deepEqual(
        plain.models,
        [...plain.models].sort((a, b) => b.spend - a.spend),
      );
      for (const by of ["day", "model", "day,model"]) {
        const { groups, requests, spend } = await read(call, `${path}&group_by=${by}&tz=Europe/Berlin`);
        assert.equal(sum(groups.map((each) => credits(each.spend))), credits(spend), by);
        assert.equal(sum(groups.map((each) => each.requests.charged)), requests, by);
        for (const group of groups) {
          assert.equal(group.day !== undefined, by.includes("day"));
          assert.equal(group.model !== undefined, by.includes("model"));
          const { total, charged, failed } = group.requests;
          assert.equal(total, charged + failed);
          assert.equal(group.tokens.total, group.tokens.input + group.tokens.output);
        }
      }
    }));

  it("cuts days in the zone that is asked for", () =>
    withSandbox("ninety-days", async (sandbox, call) => {
      const { end, ofWeek } = chargesOfWeek(sandbox);
      const query = `start=${new Date(end - WEEK_MS).toISOString()}&end=${new Date(end).toISOString()}`;
      const { groups } = await read(call, `/v2/usage/detail?${query}&group_by=day&tz=Asia/Kolkata`);
      const offset = 5.5 * 3_600_000;
      const days = new Map<string, number>();
      for (const { at, keyId, credits: spent } of ofWeek) {
        const day = new Date(at + offset).toISOString().slice(0, 10);
        if (keyId === "key-1") days.set(day, (days.get(day) ?? 0) + spent);
      }
      assert.deepEqual(new Map(groups.map(({ day, spend }) => [day, credits(spend)])), days);
    }));

  it("answers 400 to what it does not document", () =>
    withSandbox("healthy", async (_sandbox, call) => {
      const window = "start=2026-05-01T00:00:00Z&end=2026-05-08T00:00:00Z";
      for (const path of [
        "/v2/usage", "/v2/usage?period=7d&x=1", "/v2/usage?period=7d&group_by=day", "/v2/usage?period=7d&tz=UTC",
        "/v2/usage?period=0d", "/v2/usage?period=7", "/v2/usage?period=7w", "/v2/usage?period=1.5d",
        "/v2/usage?period=93d", "/v2/usage?period=2209h", `/v2/usage?period=7d&${window}`,
        "/v2/usage?start=2026-05-01T00:00:00Z", "/v2/usage?end=2026-05-01T00:00:00Z",
        "/v2/usage?start=2026-05-02T00:00:00Z&end=2026-05-01T00:00:00Z",
        "/v2/usage?start=2026-05-01T00:00:00Z&end=2026-08-01T00:00:01Z", "/v2/usage?start=may&end=june",
        ...["week", "model,day", ""].map((by) => `/v2/usage/detail?${window}&group_by=${by}`),
        ...["utc", "%2B05:00", "europe/berlin", "Asia/Calcutta", "Europe/Kiev", "Mars/Olympus", "Etc/UTC", ""].map(
          (tz) => `/v2/usage/detail?${window}&group_by=day&tz=${tz}`,
        ),
      ]) {
        assert.equal((await call(path)).status, 400, path);
      }
      for (const tz of ["UTC", "Asia/Kolkata", "Europe/Kyiv", "Australia/Lord_Howe", "America/New_York"]) {
        assert.equal((await call(`/v2/usage/detail?${window}&group_by=day&tz=${tz}`)).status, 200, tz);
      }
      assert.equal((await call("/v2/usage?period=92d")).status, 200);
      assert.equal((await call("/v2/usage?start=2026-05-01T00:00:00&end=2026-08-01T00:00:00Z")).status, 200);
    })); // prettier-ignore
});
