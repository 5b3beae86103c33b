import assert from "node:assert/strict";
import Cloudflare from "cloudflare";
import type { Credential } from "../../../src/billing/vendor/api-client.ts";
import type { Ask } from "../../../src/billing/vendor/endpoint.ts";
import type { Provider } from "../../../src/billing/vendor/provider.ts";
import { providers } from "../../../src/catalog.ts";
import { firstKeys } from "../../../src/sandbox/accounts.ts";
import { findRoute } from "../../../src/sandbox/http/routes.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { createAsking } from "../host/asking.ts";
import { withSandbox } from "../sandbox/sandbox-fixture.ts";
import { type Place, published, type Published } from "./published.ts";
import { walk } from "./walk.ts";

/** One request, and how the twin answered it. */
interface Asked {
  readonly line: string;
  readonly place: Place;
  readonly status: number | undefined;
  /** What an answer that is too large is said to be about. */
  readonly what: string | undefined;
}

/** One each kind of token: what they are is told in different places. */
function credentialsOf({ url, accounts }: Sandbox, id: Provider["id"]): readonly Credential[] {
  const { accountId, accountToken } = accounts.cloudflare;
  const subject = { cloudflare: accountId, xai: accounts.xai.teamId }[id];
  const key = new Map(Object.entries(firstKeys(accounts))).get(id) ?? assert.fail(id);
  const keys = id === "cloudflare" ? [key, accountToken] : [key];
  return keys.map((apiKey) => ({ origin: url, apiKey, subject }));
}

/** All that a provider asks of its twin. */
async function asksOf(provider: Provider): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  await withSandbox("healthy", async (sandbox) => {
    const asking = createAsking();
    for (const credential of credentialsOf(sandbox, provider.id)) {
      const ask = asking.as(credential);
      const askIn =
        (place: Place): Ask =>
        async (endpoint) => {
          try {
            return await ask(endpoint);
          } finally {
            const { method, path, status } = asking.records.at(-1) ?? assert.fail();
            asked.push({ line: `${method} ${path}`, place, status, what: endpoint.what });
          }
        };
      await walk(provider, sandbox.world.clock.now(), askIn);
    }
  });
  return asked;
}

const asksFor = (asked: readonly Asked[], route: string) =>
  asked.filter(({ line }) => {
    const [method = "", path = ""] = line.split(" ");
    return findRoute({ [route]: true }, method, path) !== null;
  });

const isPublished = (table: Published, { line }: Asked): boolean =>
  Object.keys(table).some(
    (route) => asksFor([{ line, place: "balance", status: 200, what: undefined }], route).length > 0,
  );

const CALLED: Readonly<Partial<Record<Provider["id"], readonly string[]>>> = {
  aimlapi: ["the balance", "usage"],
  openrouter: ["the balance"],
  deepseek: ["the balance"],
  vercel: ["the balance"],
  cloudflare: ["invoices", "the balance", "the next invoice", "usage"],
  xai: ["invoices", "prepaid credits", "the balance", "the next invoice", "usage"],
};
const tables: Readonly<Partial<Record<Provider["id"], Published>>> = published;

describe("every endpoint a vendor publishes for billing", () => {
  for (const provider of providers) {
    const table = tables[provider.id] ?? assert.fail(`${provider.name} has no table`);
    describe(`of ${provider.name}`, () => {
      let asked: readonly Asked[] = [];
      before(async () => {
        asked = await asksOf(provider);
      });

      for (const [route, places] of Object.entries(table))
        it(`${route}: ${places.join(", ")}`, () => {
          const found = asksFor(asked, route);
          assert.deepEqual([...new Set(found.map(({ place }) => place))].sort(), [...places].sort());
          for (const { status, place } of found)
            assert.ok(status !== undefined && status !== 404, `its twin answers ${status} (${place})`);
        });

      it("is called what it is about where its answer may be large", () => {
        const called = asked.flatMap(({ what }) => what ?? []);
        assert.deepEqual([...new Set(called)].sort(), CALLED[provider.id]);
      });

      it("and no other is asked for", () => {
        const others = asked.filter((each) => !isPublished(table, each));
        assert.deepEqual(others, []);
      });
    });
  }

  it("is in the table, as far as Cloudflare's own client knows", async () => {
    const lines = await routesOfOfficialClient();
    assert.ok(lines.length >= 12, "it was found out");
    for (const line of lines) assert.ok(published.cloudflare[line], line);
  });
});

/** Calls every method that the client has for billing, and gives what each would send. */
async function routesOfOfficialClient(): Promise<readonly string[]> {
  const lines: string[] = [];
  const { billing } = new Cloudflare({
    apiToken: "none",
    maxRetries: 0,
    fetch: (url, init) => {
      const { pathname } = new URL(url instanceof Request ? url.url : url);
      lines.push(`${init?.method?.toUpperCase() ?? "GET"} ${pathname.replace("of-a-test", "{subject}")}`);
      return Promise.resolve(Response.json({ success: true, result: {}, errors: [] }));
    },
  }).aiGateway;
  for (const resource of [billing, billing.topup, billing.topup.config, billing.spendingLimit])
    for (const call of methodsOf(resource)) await call.call(resource, { account_id: "of-a-test" });
  return lines;
}

/** Those of a resource and of what it is made from, up to the one that all resources share. */
function methodsOf(resource: object): readonly ((params: object) => Promise<unknown>)[] {
  const found: ((params: object) => Promise<unknown>)[] = [];
  for (
    let at: object = resource;
    at.constructor.name !== "APIResource";
    at = Object.getPrototypeOf(at) as object
  )
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (name !== "constructor" && typeof value === "function")
        found.push(value as (params: object) => Promise<unknown>);
  return found;
}
