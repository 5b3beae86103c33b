import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { presentFailure } from "../../../../src/billing/present/present-failure.ts";
import { AbortedError, failureIn, type Failure } from "../../../../src/billing/vendor/billing-error.ts";
import type { Message } from "../../../../src/billing/vendor/transport.ts";
import { createTransport } from "../../../../src/host/http/node-fetch-transport.ts";
import { aimlapi } from "../../../../src/providers/aimlapi/aimlapi.ts";
import { createCertificate } from "../../../support/certificate.ts";
import { overOnce } from "../../../support/until.ts";
import { createAsking, failureOf, withServer } from "../asking.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const good: RequestListener = (_request, response) => {
  response.setHeader("content-type", "application/json").end('{"current_balance":1,"currency":"USD"}');
};

/** The failure of one read of the balance from a server that answers so. */
async function failureFrom(answer: RequestListener) {
  let failure: Awaited<ReturnType<typeof failureOf>> | undefined;
  await withServer(answer, async (origin) => {
    failure = await failureOf(createAsking().ask(origin, KEY, aimlapi.balance));
  });
  return failure;
}

describe("the transport", () => {
  it("sends the key as a bearer to the one origin, and says who asks", async () => {
    let headers: Readonly<Record<string, unknown>> = {};
    await withServer(
      (request, response) => {
        headers = request.headers;
        good(request, response);
      },
      async (origin, asked) => {
        await createAsking().ask(origin, KEY, aimlapi.balance);
        assert.deepEqual(asked, ["GET /v2/billing"]);
      },
    );
    assert.equal(headers["authorization"], `Bearer ${KEY}`);
    assert.equal(headers["accept"], "application/json");
    assert.equal(headers["user-agent"], "aimlapi-balance/test");
  });

  it("sends nothing over plain http except to this machine", async () => {
    for (const origin of [
      "http://api.aimlapi.com",
      "http://127.0.0.1.example.com",
      "http://localhost.example.com",
      "http://10.0.0.1",
      "http://[::2]",
      "ftp://127.0.0.1",
    ]) {
      const failure = await failureOf(createAsking().ask(origin, KEY, aimlapi.balance));
      assert.equal(failure.kind, "redirected", origin);
    }
    await withServer(good, async (origin) => {
      await createAsking().ask(origin.replace("127.0.0.1", "localhost"), KEY, aimlapi.balance);
    });
  });

  it("follows a redirect within the origin, three at most", async () => {
    await withServer(
      (request, response) => {
        if (request.url === "/v2/billing") response.writeHead(307, { location: "/v3/billing" }).end("moved");
        else good(request, response);
      },
      async (origin, asked) => {
        await createAsking().ask(origin, KEY, aimlapi.balance);
        assert.deepEqual(asked, ["GET /v2/billing", "GET /v3/billing"]);
      },
    );
    await withServer(
      (_request, response) => response.writeHead(302, { location: "/v2/billing" }).end(),
      async (origin, asked) => {
        assert.equal((await failureOf(createAsking().ask(origin, KEY, aimlapi.balance))).kind, "redirected");
        assert.equal(asked.length, 4);
      },
    );
  });

  it("follows none to another port, scheme, host or nowhere", async () => {
    await withServer(good, async (other, askedOther) => {
      for (const location of [
        other,
        other.replace("http:", "https:"),
        other.replace("http:", ""),
        "http://localhost/v2/billing",
        "https://[",
      ]) {
        const failure = await failureFrom((_request, response) =>
          response.writeHead(302, { location }).end(),
        );
        assert.equal(failure?.kind, "redirected", location);
      }
      assert.deepEqual(askedOther, []);
    });
  });

  it("gives up at its time limit, before the first byte and in the middle", async () => {
    let said = false;
    for (const listener of [
      () => (said = true),
      (_request, response) =>
        response.writeHead(200, { "content-type": "application/json" }).write("{", () => (said = true)),
    ] satisfies RequestListener[]) {
      said = false;
      await withServer(listener, async (origin) => {
        const failure = await failureOf(createAsking(() => said).ask(origin, KEY, aimlapi.balance));
        assert.equal(failure.kind, "timeout");
      });
    }
  });

  it("ends as aborted, not as failed, when who asked is gone", async () => {
    await withServer(
      () => undefined,
      async (origin) => {
        const controller = new AbortController();
        const { ask, records } = createAsking();
        const asking = ask(origin, KEY, aimlapi.balance, controller.signal);
        setTimeout(() => controller.abort(), 50);
        await assert.rejects(asking, AbortedError);
        await assert.rejects(ask(origin, KEY, aimlapi.balance, controller.signal), AbortedError);
        assert.ok(records.every(({ failure }) => failure === undefined));
      },
    );
  });

  it("takes no more than a megabyte", async () => {
    const sized = (bytes: number): RequestListener => {
      return (_request, response) => {
        const body = `{"current_balance":1,"currency":"USD","p":"`;
        response.setHeader("content-type", "application/json");
        response.end(`${body}${"x".repeat(bytes - body.length - 2)}"}`);
      };
    };
    await withServer(sized(1_048_576), async (origin) => {
      await createAsking().ask(origin, KEY, aimlapi.balance);
    });
    assert.equal((await failureFrom(sized(1_048_577)))?.kind, "too-large");
  });

  it("takes 92 days of hundreds of models, and says what was too large", async () => {
    const row = (place: number) => ({
      day: new Date(place * 86_400_000).toISOString().slice(0, 10),
      model: `vendor/a-model-with-a-long-name-${place}`,
      spend: 0.012345678,
      tokens: { input: 128_400, output: 51_200, total: 179_600 },
      requests: { total: 220, charged: 214, succeeded: 214, failed: 6 },
    });
    const [start, end] = ["2026-05-20T00:00:00.000Z", "2026-08-20T00:00:00.000Z"];
    const query = { from: Date.parse(start), to: Date.parse(end), timeZone: "UTC" };
    const answerOf = (groups: number) => {
      const rows = Array.from({ length: groups }, (_, place) => row(place % 92));
      return JSON.stringify({ start, end, spend: 1, currency: "USD", requests: 5, groups: rows });
    };
    const usage = async (body: string) => {
      let told: unknown;
      const give: RequestListener = (_request, response) =>
        void response.setHeader("content-type", "application/json").end(body);
      await withServer(give, async (origin) => {
        told = await createAsking()
          .ask(origin, KEY, aimlapi.usage.days(query))
          .then(({ groups }) => groups.length, failureIn);
      });
      return told;
    };
    const small = answerOf(92 * 60);
    assert.ok(small.length > 1_048_576);
    assert.equal(await usage(small), 92 * 60);
    assert.equal(await usage(answerOf(92 * 400)), 92 * 400);
    const tooMuch = (await usage(`${small}${" ".repeat(16 * 1_048_576)}`)) as Failure;
    assert.deepEqual([tooMuch.kind, tooMuch.detail], ["too-large", "usage"]);
    assert.match(presentFailure(tooMuch, aimlapi, "en"), /^The response about usage was too large\./);
  });

  it("does not trust a certificate that nobody vouches for", async () => {
    await withServer(
      good,
      async (origin, asked) => {
        assert.equal((await failureOf(createAsking().ask(origin, KEY, aimlapi.balance))).kind, "tls");
        assert.deepEqual(asked, []);
      },
      createCertificate("127.0.0.1"),
    );
    await withServer(good, async (origin) => {
      const failure = await failureOf(
        createAsking().ask(origin.replace("http:", "https:"), KEY, aimlapi.balance),
      );
      assert.equal(failure.kind, "tls", "a server that does not speak it at all");
    });
  });

  it("tells a name that is not known from a server that does not listen", async () => {
    const unknown = await failureOf(createAsking().ask("https://nobody.invalid", KEY, aimlapi.balance));
    // Without a network some systems search for longer than the time limit.
    assert.ok(["dns", "timeout"].includes(unknown.kind), unknown.kind);
    let origin = "";
    await withServer(good, (it) => Promise.resolve(void (origin = it)));
    assert.equal((await failureOf(createAsking().ask(origin, KEY, aimlapi.balance))).kind, "connection");
  });

  it("calls a key that no header can carry refused, and does not repeat it", async () => {
    await withServer(good, async (origin, asked) => {
      for (const apiKey of [`${KEY}\n`, `${KEY}\r\nhost: evil`, `${KEY}\0`, "ключ-к-счёту"]) {
        const { ask, records } = createAsking();
        const failure = await failureOf(ask(origin, apiKey, aimlapi.balance));
        assert.equal(failure.kind, "unauthorized");
        assert.ok(!JSON.stringify([failure, records]).includes(apiKey.trim().slice(0, 8)));
      }
      assert.deepEqual(asked, []);
    });
  });

  it("waits longer for what may take long, and sends it once", async () => {
    const methods: string[] = [];
    const limits: number[] = [];
    const transport = createTransport({
      after(ms) {
        limits.push(ms);
        const before = methods.length;
        return overOnce(() => ms < 20_000 && methods.length > before);
      },
    });
    const late: RequestListener = (request, response) => {
      methods.push(request.method ?? "");
      if (methods.length === 1) setTimeout(() => good(request, response), 50);
    };
    await withServer(late, async (origin) => {
      const ask = (message?: Message) =>
        transport(new URL(origin), {}, new AbortController().signal, message);
      assert.equal((await ask({ method: "POST", body: "{}", patient: true })).status, 200);
      await assert.rejects(ask({ method: "POST", body: "{}" }), { failure: { kind: "timeout" } });
      await assert.rejects(ask(), { failure: { kind: "timeout" } });
      assert.deepEqual(methods, ["POST", "POST", "GET"]);
      assert.deepEqual(limits, [30_000, 10_000, 10_000]);
    });
  });

  it("follows no redirect of what changes something, not even to itself", async () => {
    const transport = createTransport();
    const methods: string[] = [];
    const away: RequestListener = (request, response) => {
      methods.push(request.method ?? "");
      response.writeHead(307, { location: "/elsewhere" }).end();
    };
    await withServer(away, async (origin) => {
      for (const method of ["POST", "DELETE"] as const)
        await assert.rejects(transport(new URL(origin), {}, new AbortController().signal, { method }), {
          failure: { kind: "redirected" },
        });
      assert.deepEqual(methods, ["POST", "DELETE"]);
    });
  });

  it("rejects and resolves with nothing else, also when used without a client", async () => {
    const transport = createTransport();
    await withServer(good, async (origin) => {
      const answer = await transport(new URL(origin), {}, new AbortController().signal);
      assert.equal(answer.status, 200);
      assert.equal(answer.header("Content-Type"), "application/json");
      assert.equal(answer.header("x-none"), undefined);
    });
  });
});
