import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import ts from "typescript";
import { house, placeOf, roomsBefore } from "./house.ts";
import { root } from "./run.ts";

export interface Import {
  readonly from: string;
  /** A file of `src`, or the name of a module. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded when first needed. */
  readonly late: boolean;
}

/** All modules of `src`. */
export const sources = (): readonly string[] =>
  globSync("src/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));

export function importsOf(from: string): readonly Import[] {
  const source = ts.createSourceFile(from, readFileSync(join(root, from), "utf8"), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, late = false) => {
    assert.ok(specifier && ts.isStringLiteral(specifier), `${from} imports something computed`);
    const { text } = specifier;
    const to = text.startsWith(".") ? posix.join(posix.dirname(from), text) : text;
    found.push({ from, to, typeOnly, late });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
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

/** Whether the house lets this through: between floors, and between the rooms of one. */
export function isAllowed({ from, to, typeOnly }: Import): boolean {
  const { floor, room } = placeOf(from);
  const { floors = [], types = [], packages = [], node = false } = house[floor] ?? {};
  if (isBuiltin(to)) return node;
  if (!to.startsWith("src/")) return packages.includes(to);
  const other = placeOf(to);
  if (other.floor !== floor) return floors.includes(other.floor) || (typeOnly && types.includes(other.floor));
  if (room === undefined || room === other.room) return true;
  return other.room !== undefined && (roomsBefore(floor, room)?.includes(other.room) ?? false);
}

/** Circles among imports, types included: each as a path that ends where it began. */
export function circlesOf(imports: readonly Pick<Import, "from" | "to">[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
    else if (!done.has(file)) for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return circles;
}
