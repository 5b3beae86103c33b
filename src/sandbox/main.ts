import { parseArgs } from "node:util";
import { type SandboxOptions, startSandbox } from "./sandbox.ts";
import { isScenarioName, scenarioNames } from "./scenarios/scenarios.ts";
import { vendors } from "./vendors.ts";

const HELP = `The vendors' twins on 127.0.0.1, for trying, testing and measuring.

  npm run --silent sandbox -- [options]

  --port <n>              0 to 65535; 0, the default, takes any free port
  --scenario <id>         where to begin (healthy): ${scenarioNames.join(" ")}
  --key <key>             the AI/ML API key that is accepted; a fresh one by default. All others follow from it
  --seed <n>              the same seed gives the same charges (1)
  --time-factor <n>       world seconds per real second (1)
  --until-stdin-closes    stop also when standard input ends
  --help

Prints one line of JSON first and runs until stopped: {"url", "accounts": {
  "aimlapi": {"apiKey", "otherApiKey"}, "cloudflare": {"apiToken", "accountToken", "accountId", "otherAccountId"},
  "xai": {"managementKey", "inferenceKey", "teamId"}, "openrouter": {"apiKey"}, "deepseek": {"apiKey"},
  "vercel": {"apiKey"}}}. Cloudflare's base is <url>/client/v4, all others' is <url>.

POST /__sandbox/scenario {"name": "low"} switches, GET /__sandbox/requests lists what was asked.
Also there: GET and POST /__sandbox/clock {"advanceMs"} and /__sandbox/balance {"usd": "1.23"},
GET /__sandbox/charges (charges of a card), POST /__sandbox/approve {} (what waits for a person at the bank is paid),
GET /__sandbox/elsewhere (what came to the origin that redirect-away points to), DELETE /__sandbox/requests.
A "vendor" in the body or the query means one of: ${vendors.join(" ")}.
`;

class UsageError extends Error {}

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      scenario: { type: "string", default: "healthy" },
      key: { type: "string" },
      seed: { type: "string", default: "1" },
      "time-factor": { type: "string", default: "1" },
      "until-stdin-closes": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (!isScenarioName(values.scenario)) {
    throw new UsageError(`There is no scenario "${values.scenario}". There is: ${scenarioNames.join(", ")}.`);
  }
  if (values.key !== undefined && !/^[\x21-\x7e]+$/u.test(values.key)) {
    throw new UsageError("--key must be visible ASCII without spaces.");
  }
  const sandbox: SandboxOptions = {
    port: number("port", values.port, /^\d{1,5}$/u, 65_535),
    scenario: values.scenario,
    seed: number("seed", values.seed, /^\d{1,10}$/u, 2 ** 32 - 1),
    timeFactor: number("time-factor", values["time-factor"], /^\d{1,5}(\.\d+)?$/u, 10_000),
    ...(values.key !== undefined && { key: values.key }),
  };
  return { sandbox, help: values.help, untilStdinCloses: values["until-stdin-closes"] };
}

function number(name: string, text: string, pattern: RegExp, most: number): number {
  if (!pattern.test(text) || Number(text) > most)
    throw new UsageError(`--${name} must be a number from 0 to ${most}.`);
  return Number(text);
}

async function main(): Promise<void> {
  const { sandbox: options, help, untilStdinCloses } = readArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const sandbox = await startSandbox(options);
  process.stdout.write(`${JSON.stringify({ url: sandbox.url, accounts: sandbox.accounts })}\n`);
  const stop = () => {
    process.stdin.pause();
    void sandbox.close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  if (untilStdinCloses) process.stdin.once("end", stop).once("error", stop).resume();
}

/** Errors of parseArgs are TypeErrors with a code of this family. */
const isUsageError = (error: Error) =>
  error instanceof UsageError || ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

main().catch((error: unknown) => {
  const problem = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${problem.message}\n${isUsageError(problem) ? "Try --help.\n" : ""}`);
  process.exitCode = isUsageError(problem) ? 2 : 1;
});
