import { parseArgs } from "node:util";
import { type SandboxOptions, startSandbox } from "./sandbox.ts";
import { isScenarioName, scenarioNames } from "./scenarios/scenarios.ts";
import { vendors } from "./vendors.ts";

const HELP = `Fake servers of all providers on 127.0.0.1, for trying out, tests and benchmarks.

  npm run --silent sandbox -- [options]

  --port <n>              0 to 65535 (default: 0, any free port)
  --scenario <id>         initial scenario (default: healthy): ${scenarioNames.join(" ")}
  --key <key>             AI/ML API key to accept (default: random). All other keys are derived from it
  --seed <n>              the same seed gives the same charges (default: 1)
  --time-factor <n>       simulated seconds per real second (default: 1)
  --until-stdin-closes    also stop when standard input closes
  --help

Prints one line of JSON first and runs until stopped: {"url", "accounts": {
  "aimlapi": {"apiKey", "otherApiKey"}, "cloudflare": {"apiToken", "accountToken", "accountId", "otherAccountId"},
  "xai": {"managementKey", "inferenceKey", "teamId"}, "openrouter": {"apiKey"}, "deepseek": {"apiKey"},
  "vercel": {"apiKey"}}}. Cloudflare's base is <url>/client/v4, all others' is <url>.

POST /__sandbox/scenario {"name": "low"} switches the scenario, GET /__sandbox/requests lists requests.
Also there: GET and POST /__sandbox/clock {"advanceMs"} and /__sandbox/balance {"usd": "1.23"},
GET /__sandbox/charges (card charges), POST /__sandbox/approve {} (confirms payments waiting for the cardholder),
GET /__sandbox/elsewhere (requests to the origin that redirect-away points to), DELETE /__sandbox/requests.
"vendor" in the body or the query selects one of: ${vendors.join(" ")}.
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
    throw new UsageError(`Unknown scenario "${values.scenario}". Available: ${scenarioNames.join(", ")}.`);
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
