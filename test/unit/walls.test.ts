import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import ts from "typescript";
import { root } from "../support/run.ts";

/** Who may import whom. `types` are allowed as types only; `packages` are what npm or the editor brings. */
interface Wall {
  readonly floors?: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: true;
}

const walls: Readonly<Record<string, Wall>> = {
  billing: {},
  lint: { packages: ["web-tree-sitter"] },
  providers: { floors: ["billing"] },
  languages: { floors: ["lint"] },
  rules: { floors: ["lint"] },
  catalog: { floors: ["providers", "languages", "rules"], types: ["billing", "lint"] },
  protocol: { types: ["billing", "lint"] },
  webview: { floors: ["protocol"], types: ["billing"], packages: ["uplot"] },
  host: { floors: ["billing", "lint"], types: ["protocol"], packages: ["node-fetch"], node: true },
  sandbox: { types: ["providers"], node: true },
  cli: { floors: ["catalog", "billing", "lint", "host"], packages: ["ignore"], node: true },
  editor: { floors: ["billing", "lint", "protocol"], packages: ["vscode"] },
  bundles: { floors: ["catalog", "editor", "host"], packages: ["vscode"], node: true },
  extension: {
    floors: ["billing", "editor", "host", "providers", "sandbox", "bundles"],
    packages: ["vscode"],
  },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = globSync("src/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
const imports = files.flatMap(importsOf);

describe("the walls of the house", () => {
  it("has a floor for every file", () => {
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.filter((file) => !(floorOf(file) in walls)),
      [],
    );
  });

  it("lets nobody import from where they may not", () => {
    assert.deepEqual(imports.filter((it) => !isAllowed(it)).map(inWords), []);
  });

  it("has no circles", () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports)
      if (!typeOnly && to.startsWith("src/")) next.set(from, [...(next.get(from) ?? []), to]);
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      else if (!done.has(file)) for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(circles, []);
  });

  it("calls modules of Node by their full name", () => {
    const short = imports.filter(({ to }) => isBuiltin(to) && !to.startsWith("node:"));
    assert.deepEqual(short.map(inWords), []);
  });
});

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const floor = floorOf(from);
  const { floors = [], types = [], packages = [], node = false } = walls[floor] ?? {};
  if (isBuiltin(to)) return node;
  if (!to.startsWith("src/")) return packages.includes(to);
  const other = floorOf(to);
  return other === floor || floors.includes(other) || (typeOnly && types.includes(other));
}

/** `src/billing/money/money.ts` is on the floor "billing", `src/extension.ts` on its own. */
function floorOf(file: string): string {
  return file.split("/")[1]?.replace(/\.ts$/, "") ?? "";
}

const inWords = ({ from, to, typeOnly }: Import) => `${from} imports ${typeOnly ? "types of " : ""}${to}`;

function importsOf(from: string): readonly Import[] {
  const source = ts.createSourceFile(from, readFileSync(join(root, from), "utf8"), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    assert.ok(specifier && ts.isStringLiteral(specifier), `${from} imports something computed`);
    const { text } = specifier;
    const to = text.startsWith(".") ? posix.join(posix.dirname(from), text) : text;
    found.push({ from, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly)
  );
}
