import assert from "node:assert/strict";
import { fingerprint } from "../../../src/sandbox/http/request-log.ts";
import { set } from "../extension.ts";
import { runAsPerson, type Answers } from "../person.ts";
import { openScene, type Scene } from "./scene.ts";

const COMMAND = "aimlapi.addAccount";
const VARIABLES = ["XAI_MANAGEMENT_KEY", "XAI_TEAM_ID", "CLOUDFLARE_API_TOKEN", "CF_ACCOUNT_ID"];

describe("an account is added", () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(async () => {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    await scene.close();
  });

  const accounts = () => scene.sandbox.accounts;
  const add = (answers: Answers) => runAsPerson(COMMAND, answers);
  const only = async () => {
    const [first, ...rest] = Object.entries(await scene.stored());
    assert.ok(first && rest.length === 0, "one account is stored");
    return { id: first[0], ...first[1] } as Readonly<Record<string, unknown>>;
  };
  const nothing = async () => assert.deepEqual(await scene.stored(), {});

  const simple = [
    ["AI/ML API", "aimlapi", "$123.45", "API Key"],
    ["OpenRouter", "openrouter", "$18.24", "Management Key"],
    ["DeepSeek", "deepseek", "CNY\u00a0110.00", "API Key"],
    ["Vercel AI Gateway", "vercel", "$95.50", "API Key"],
  ] as const;
  for (const [name, id, amount, secret] of simple)
    it(`of ${name}, with a key and nothing else`, async () => {
      const { apiKey } = accounts()[id];
      const met = await add({ pick: name, input: apiKey });
      assert.deepEqual(met.titles, ["Add Account", `${name}: Set ${secret}`]);
      assert.equal(met.asked[0]?.password, true);
      assert.ok(met.asked[0].prompt?.includes(new URL(scene.url).host));
      assert.deepEqual([met.said, met.hints], [[], [`$(check) ${name} added`]]);
      assert.equal(await scene.shows(amount), `$(credit-card) ${amount}`);
      const stored = await only();
      assert.deepEqual(
        [stored["provider"], stored["origin"], stored["apiKey"], stored["name"]],
        [id, scene.url, apiKey, undefined],
      );
    });

  it("of every vendor there is, the main one first", async () => {
    const met = await add({ pick: [] });
    assert.deepEqual(met.offered, [
      "AI/ML API",
      "Cloudflare",
      "xAI",
      "OpenRouter",
      "DeepSeek",
      "Vercel AI Gateway",
    ]);
    await nothing();
  });

  it("of xAI, whose key tells its team", async () => {
    const { managementKey, teamId } = accounts().xai;
    const met = await add({ pick: "xAI", input: managementKey });
    assert.deepEqual(met.titles, ["Add Account", "xAI: Set Management Key"]);
    await scene.shows("$51.81");
    assert.equal((await only())["subject"], teamId);
  });

  it("of xAI with an organization's key that names no team, which is asked", async () => {
    scene.sandbox.play("organization-key-without-team", "xai");
    const { managementKey, teamId } = accounts().xai;
    const met = await add({ pick: "xAI", input: [managementKey, ` ${teamId} `] });
    assert.equal(met.titles.at(-1), "xAI: Team ID");
    const problem = met.asked[1]?.validateInput;
    assert.match((await problem?.("my team")) as string, /^Expected format: a UUID/);
    assert.equal(await problem?.(teamId), undefined);
    await scene.shows("$51.81");
    assert.equal((await only())["subject"], teamId);
  });

  it("of Cloudflare, whose token sees several accounts", async () => {
    const { apiToken, accountId } = accounts().cloudflare;
    const met = await add({ pick: ["Cloudflare", "Sandbox"], input: apiToken });
    assert.deepEqual(met.titles, ["Add Account", "Cloudflare: Set API Token", "Cloudflare: Account ID"]);
    assert.deepEqual(met.offered.slice(-3), [
      "Sandbox",
      "Sandbox, not billed",
      "$(edit) Enter another account ID",
    ]);
    await scene.shows("$86.40");
    assert.equal((await only())["subject"], accountId);
  });

  it("of Cloudflare with a token that sees no account, whose id is typed", async () => {
    scene.sandbox.play("inference-key", "cloudflare");
    const { apiToken, accountId } = accounts().cloudflare;
    const met = await add({ pick: "Cloudflare", input: [apiToken, accountId] });
    assert.equal(met.titles.at(-1), "Cloudflare: Account ID");
    assert.match(met.asked[1]?.prompt ?? "", /^32 hexadecimal digits\./);
    assert.match(met.said[0] ?? "", /The API token needs the AI Gateway Read permission/);
    assert.deepEqual(met.buttons, ["Save Anyway", "Try Again"]);
    await nothing();
  });

  it("of Cloudflare by an id that its token does not see", async () => {
    const { apiToken, accountId } = accounts().cloudflare;
    const met = await add({ pick: ["Cloudflare", "Enter another"], input: [apiToken, accountId] });
    assert.equal(await met.asked[1]?.validateInput?.(accountId), undefined);
    assert.match((await met.asked[1]?.validateInput?.("x")) as string, /32 hexadecimal digits/);
    await scene.shows("$86.40");
    assert.equal((await only())["subject"], accountId);
  });

  it("with what is found in the environment, once it was chosen there", async () => {
    process.env["CLOUDFLARE_API_TOKEN"] = accounts().cloudflare.apiToken;
    process.env["CF_ACCOUNT_ID"] = "f".repeat(32);
    const met = await add({ pick: ["Cloudflare", "CLOUDFLARE_API_TOKEN", "Sandbox"] });
    assert.deepEqual(met.asked, []);
    assert.deepEqual(met.offered.slice(6), [
      "$(terminal) Use the token in CLOUDFLARE_API_TOKEN",
      "$(key) Enter a token",
      "Sandbox",
      "Sandbox, not billed",
      "f".repeat(32),
      "$(edit) Enter another account ID",
    ]);
    await scene.shows("$86.40");
  });

  it("never with an inference key of xAI's, which is shown to one route of xAI and to nobody else", async () => {
    const { inferenceKey } = accounts().xai;
    const met = await add({ pick: "xAI", input: inferenceKey });
    assert.match(met.said[0] ?? "", /^xAI rejected the key\. It takes a management key .* \(HTTP 401/);
    assert.deepEqual(met.buttons, ["Try Again"]);
    assert.equal(met.asked.length, 1, "no team is asked for first");
    assert.deepEqual(scene.asked(), ["/auth/management-keys/validation"]);
    assert.deepEqual(
      scene.sandbox.requests().map(({ credential }) => credential),
      [fingerprint(inferenceKey)],
    );
    assert.deepEqual(await scene.visits(), []);
    assert.ok(!met.said.join().includes(inferenceKey));
    await nothing();
  });

  it("by a key that was wrong at first", async () => {
    const { inferenceKey, managementKey } = accounts().xai;
    await add({ pick: "xAI", input: [inferenceKey, managementKey], button: "Try Again" });
    await scene.shows("$51.81");
  });

  for (const [name, secret] of [
    ["DeepSeek", "API key"],
    ["OpenRouter", "management key"],
  ] as const)
    it(`never with a key that ${name} does not know`, async () => {
      const met = await add({ pick: name, input: "a-wrong-key" });
      assert.match(met.said[0] ?? "", new RegExp(`^${name} rejected the ${secret}\\.`));
      assert.deepEqual(met.buttons, ["Try Again"]);
      await nothing();
    });

  it("also while its vendor is out of reach, when the person insists", async () => {
    scene.sandbox.play("dropped-connection", "vercel");
    const { apiKey } = accounts().vercel;
    const met = await add({ pick: "Vercel", input: apiKey, button: "Save Anyway" });
    assert.match(met.said[0] ?? "", /^The key could not be checked\. Connection to Vercel AI Gateway lost/);
    await scene.shows("No balance");
    assert.equal((await only())["apiKey"], apiKey);
  });

  it("once: the same key is not added again, nor another key of the same team", async () => {
    await add({ pick: "xAI", input: accounts().xai.managementKey });
    await scene.put("team", "xai", { apiKey: "another-key-of-the-team", name: "Team" });
    const id = Object.keys(await scene.stored()).find((each) => each !== "team") ?? "";
    await scene.api.context.secrets.delete(`aimlapi.credential.${id}`);
    const again = await add({ pick: "xAI", input: accounts().xai.managementKey });
    assert.deepEqual(again.said, ["This account has already been added: Team."]);

    await add({ pick: "DeepSeek", input: accounts().deepseek.apiKey });
    const other = await add({ pick: "DeepSeek", input: accounts().deepseek.apiKey });
    assert.deepEqual(other.said, ["This account has already been added: DeepSeek."]);
    assert.equal(Object.keys(await scene.stored()).length, 2);
  });

  it("with a name where there is one of the vendor already", async () => {
    const { apiKey, otherApiKey } = accounts().aimlapi;
    await add({ pick: "AI/ML API", input: apiKey });
    const met = await add({ pick: "AI/ML API", input: [otherApiKey, "Private"] });
    const [, name] = met.asked;
    assert.equal(met.titles.at(-1), "AI/ML API: Name the Account");
    assert.equal(name?.value, "AI/ML API 2");
    assert.equal(await name.validateInput?.("AI/ML API"), "Another account already has this name.");
    assert.equal(await name.validateInput?.("  "), "Enter a name.");
    assert.equal(await name.validateInput?.("x".repeat(41)), "Use at most 40 characters.");
    assert.equal(await name.validateInput?.("a\u202eb"), "The name contains invisible characters.");
    await scene.bar(([first]) => first === "$(credit-card) AI/ML API $123.45");
    const stored = await scene.stored();
    assert.deepEqual(
      Object.values(stored).map(({ name: each, place, apiKey: key }) => [each, place, key]),
      [
        [undefined, 1, apiKey],
        ["Private", 2, otherApiKey],
      ],
    );
    assert.ok(stored["main"], "the first of the main vendor stays where its key always was");
  });

  it("not at all when the person turns away from its name", async () => {
    const { apiKey, otherApiKey } = accounts().aimlapi;
    await add({ pick: "AI/ML API", input: apiKey });
    await add({ pick: "AI/ML API", input: [otherApiKey, undefined] });
    assert.deepEqual(Object.keys(await scene.stored()), ["main"]);
  });

  it("at the configured address, and only at a safe one", async () => {
    await set("baseUrls", { deepseek: "http://deepseek.example.test" });
    const met = await add({ pick: "DeepSeek", input: accounts().deepseek.apiKey });
    assert.deepEqual([met.asked, met.buttons], [[], ["Open Settings"]]);
    assert.match(met.said[0] ?? "", /use https:\/\/host/);
    await nothing();
    assert.deepEqual(scene.asked(), []);
  });
});
