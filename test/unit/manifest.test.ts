import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../src/editor/commands/command-ids.ts";
import { DEFAULTS, POLL_SECONDS } from "../../src/editor/settings/defaults.ts";
import { aimlapi } from "../../src/providers/aimlapi/aimlapi.ts";
import { root } from "../support/run.ts";

interface Setting {
  readonly type: string | readonly string[];
  readonly default: unknown;
  readonly scope?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly order?: number;
  readonly markdownDescription?: string;
}

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly main: string;
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  readonly dependencies?: unknown;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json")) as Manifest;
const { commands, menus, configuration } = manifest.contributes;
const settings = configuration.properties;
const source = globSync("src/{extension.ts,editor/**/*.ts}", { cwd: root }).map(read).join("\n");
/** Conditions that the editor itself keeps. */
const EDITORS_OWN = ["isWorkspaceTrusted"];
const sorted = (names: Iterable<string>) => [...names].sort();

describe("package.json and the code", () => {
  it("name the same commands", () => {
    const registered = Object.values(COMMANDS).map(({ id }) => id);
    assert.deepEqual(sorted(commands.map(({ command }) => command)), sorted(registered));
  });

  it("give every command its category, a title in title case and an icon", () => {
    for (const { command, title, category, icon } of commands) {
      assert.equal(category, "AI/ML API", command);
      assert.match(title, /^[A-Z]\w+( ([A-Z]\w*|a|the|with|in|&))*$/, command);
      assert.match(icon ?? "", /^\$\([a-z-]+\)$/, command);
    }
    assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
  });

  it("hide commands by conditions that the code keeps", () => {
    const known = new Set(commands.map(({ command }) => command));
    const asked = menus.commandPalette.flatMap(({ command, when }) => {
      assert.ok(known.has(command), command);
      return [...when.matchAll(/[\w.]+/g)].map(([key]) => key);
    });
    const config = asked.filter((key) => key.startsWith("config."));
    const context = asked.filter((key) => !key.startsWith("config.") && !EDITORS_OWN.includes(key));
    for (const key of config) assert.ok(key.replace(/^config\./, "") in settings, key);
    const kept = [...source.matchAll(/setContext\(\s*"([\w.]+)"/g)].map(([, key = ""]) => key);
    assert.deepEqual(sorted(new Set(context)), sorted(new Set(kept)));
  });

  it("agree on every setting and its default", () => {
    const inCode = Object.fromEntries(
      Object.entries(DEFAULTS).map(([key, value]) => [`aimlapi.${key}`, value]),
    );
    const inManifest = Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, value.default]),
    );
    assert.deepEqual(inManifest, inCode);
    assert.equal(DEFAULTS.baseUrl, aimlapi.origin);
    for (const key of Object.keys(DEFAULTS))
      assert.match(source, new RegExp(`(read\\(|: )"${key.replace(".", "\\.")}"`), `${key} is read`);
  });

  it("agree on the limits of the poll interval", () => {
    const { minimum, maximum } = settings["aimlapi.pollInterval"] ?? {};
    assert.deepEqual({ min: minimum, max: maximum }, POLL_SECONDS);
  });

  it("leave no setting without a deliberate scope", () => {
    // How findings look is the one thing a workspace may decide: it steers no request and runs nothing.
    for (const [key, { scope }] of Object.entries(settings))
      assert.equal(scope, key.startsWith("aimlapi.diagnostics.") ? "resource" : "application", key);
  });

  it("describe every setting, in an order", () => {
    const all = Object.entries(settings);
    for (const [key, { markdownDescription = "" }] of all)
      assert.match(markdownDescription, /^[A-Z].*\.$/, key);
    assert.deepEqual(
      all.map(([, { order }]) => order),
      all.map((_, index) => index + 1),
    );
  });

  it("activate after startup and for the page, never for everything", () => {
    assert.deepEqual(manifest.activationEvents, ["onStartupFinished", "onWebviewPanel:aimlapi.detail"]);
    assert.match(read("src/editor/page-type.ts"), /PAGE_TYPE = "aimlapi\.detail"/);
  });

  it("say where the extension runs and that no workspace is too strange for it", () => {
    assert.deepEqual(manifest.extensionKind, ["ui", "workspace"]);
    assert.deepEqual(manifest.capabilities, {
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it("are typed against the oldest editor that is promised", () => {
    const { version } = JSON.parse(read("node_modules/@types/vscode/package.json")) as { version: string };
    assert.equal(manifest.engines.vscode, `^${version}`);
  });

  it("need nothing at run time that is not in a bundle", () => {
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.main, "./dist/extension.cjs");
  });
});
