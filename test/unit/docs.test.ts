import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  AUTOMATIC_PER_HOUR,
  HISTORY_PER_HOUR,
  LEASE_MS,
  MANUAL_PER_HOUR,
} from "../../src/billing/state/request-budget.ts";
import { root } from "../support/run.ts";

const textOf = (file: string) => readFileSync(join(root, file), "utf8");
const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root })];
const manifest = JSON.parse(textOf("package.json")) as {
  readonly name: string;
  readonly publisher: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly title: string; readonly category: string }[];
  };
};

describe("the docs", () => {
  it("link to files that are there", () => {
    for (const page of pages)
      for (const [, target = ""] of textOf(page).matchAll(/(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)/g))
        assert.ok(existsSync(join(root, dirname(page), target)), `${page} links to ${target}`);
  });

  it("name npm scripts and test files that are there", () => {
    for (const page of pages) {
      for (const [, script = ""] of textOf(page).matchAll(/npm run (?:--silent )?([\w:]+)/g))
        assert.ok(script in manifest.scripts, `${page} names ${script}`);
      for (const [, file = ""] of textOf(page).matchAll(/`((?:test|src)\/[\w./-]+\.ts)`/g))
        assert.ok(existsSync(join(root, file)), `${page} names ${file}`);
    }
  });

  it("say the budget as it is", () => {
    const words = textOf("docs/windows.md").replace(/\s+/g, " ");
    assert.ok(words.includes(`**${AUTOMATIC_PER_HOUR}** automatic requests`));
    assert.ok(words.includes(`**${MANUAL_PER_HOUR}** more that people ask for`));
    assert.ok(words.includes(`Another **${HISTORY_PER_HOUR}** requests an hour are for the ledger`));
    assert.ok(words.includes(`or after ${LEASE_MS / 1000} seconds`));
  });

  it("say where data is kept as the code has it", () => {
    const words = textOf("docs/privacy.md");
    const slot =
      /const MAIN_SLOT = "([^"]+)"/.exec(textOf("src/editor/accounts/accounts.ts"))?.[1] ?? "no slot";
    const folder = /const FOLDER = "([^"]+)"/.exec(textOf("src/host/account-cells.ts"))?.[1] ?? "no folder";
    assert.ok(words.includes(`\`${slot}\``));
    assert.ok(words.includes(`\`${folder}/<account>/<number>.json\``));
    assert.ok(words.includes(`globalStorage/${manifest.publisher}.${manifest.name}`));
    for (const title of ["Remove API Key", "Delete All Local Data"]) {
      assert.ok(words.includes(`**AI/ML API: ${title}**`));
      assert.ok(
        manifest.contributes.commands.some((it) => `${it.category}: ${it.title}` === `AI/ML API: ${title}`),
      );
    }
  });
});
