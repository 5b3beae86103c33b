import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Accounts, createAccounts } from "../../../src/sandbox/accounts.ts";

/** Runs the command line; `first` is its first line, `ended` its exit code and all it said. */
function runSandbox(...args: string[]) {
  const child = spawn(process.execPath, ["src/sandbox/main.ts", ...args], { stdio: "pipe" });
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const first = once(createInterface(child.stdout), "line").then(([line]) => String(line));
  const ended = once(child, "close").then(([code]) => ({ code: code as unknown, out, errors }));
  return { child, first, ended };
}

interface FirstLine {
  readonly url: string;
  readonly accounts: Accounts;
}

async function balanceOf({ url, accounts }: FirstLine): Promise<unknown> {
  const headers = { authorization: `Bearer ${accounts.aimlapi.apiKey}` };
  return (await fetch(`${url}/v2/billing`, { headers })).json();
}

describe("the sandbox command line", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`prints one line of JSON first and runs until ${signal}`, async () => {
      const { child, first, ended } = runSandbox("--port", "0", "--scenario", "low");
      try {
        const line = JSON.parse(await first) as FirstLine;
        assert.match(line.url, /^http:\/\/127\.0\.0\.1:\d+$/u);
        assert.match(line.accounts.aimlapi.apiKey, /^[0-9a-f]{32}$/u);
        assert.deepEqual(Object.keys(line), ["url", "accounts"]);
        assert.deepEqual(line.accounts, createAccounts(line.accounts.aimlapi.apiKey));
        assert.deepEqual(await balanceOf(line), { current_balance: 3.21, currency: "USD" });
        child.kill(signal);
        const { code, out, errors } = await ended;
        assert.deepEqual([code, out.split("\n").length, errors], [0, 2, ""]);
      } finally {
        child.kill("SIGKILL");
      }
    });
  }

  it("takes a key, and stops when its input ends", async () => {
    const { child, first, ended } = runSandbox("--until-stdin-closes", "--key", "a-key-of-mine");
    try {
      const line = JSON.parse(await first) as FirstLine;
      assert.equal(line.accounts.aimlapi.apiKey, "a-key-of-mine");
      assert.deepEqual(await balanceOf(line), { current_balance: 123.45, currency: "USD" });
      child.stdin.end();
      assert.equal((await ended).code, 0);
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("explains itself", async () => {
    const { code, out } = await runSandbox("--help").ended;
    assert.equal(code, 0);
    assert.match(out, /--scenario <id>.*healthy.*dropped-connection/su);
  });

  for (const args of [
    ["--port", "70000"],
    ["--port", "-1"],
    ["--port", ""],
    ["--scenario", "sunny"],
    ["--seed", "x"],
    ["--time-factor", "fast"],
    ["--key", "two words"],
    ["--unknown"],
    ["stray"],
  ]) {
    it(`ends with 2 for ${args.join(" ")}`, async () => {
      const { code, out, errors } = await runSandbox(...args).ended;
      assert.deepEqual([code, out], [2, ""]);
      assert.match(errors, /Try --help\.\n$/u);
    });
  }

  it("ends with 1 when the port is taken", async () => {
    const { child, first } = runSandbox();
    try {
      const { port } = new URL((JSON.parse(await first) as FirstLine).url);
      const { code, errors } = await runSandbox("--port", port).ended;
      assert.equal(code, 1);
      assert.match(errors, /EADDRINUSE/u);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
