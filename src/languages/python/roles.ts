import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Binding, Role, Step } from "../../lint/syntax/program-syntax.ts";
import { field, named } from "../grammar/nodes.ts";
import { classTypes, functionTypes, isReceiver, plainText } from "./expressions.ts";

const none: Role = { kind: "none" };
const comprehensions = new Set([
  "list_comprehension",
  "set_comprehension",
  "dictionary_comprehension",
  "generator_expression",
]);

/** What an occurrence of a name is in Python. */
export function role(leaf: SyntaxNode): Role {
  switch (leaf.type) {
    case "comment":
      return { kind: "prose" };
    case "identifier":
      return identifier(leaf);
    case "string_content":
    case "escape_sequence":
    case "escape_interpolation": {
      const string = leaf.parent?.type === "string_content" ? leaf.parent.parent : leaf.parent;
      return string ? inString(string) : none;
    }
    case "string":
      return inString(leaf);
    default:
      return none;
  }
}

function inString(node: SyntaxNode): Role {
  const parent = node.parent;
  if (!parent) return none;
  const outer = parent.type === "concatenated_string" ? parent : node;
  const around = outer.parent;
  if (!around) return none;
  if (around.type === "expression_statement" || around.type === "module") return { kind: "prose" };
  if (around.type === "subscript" && field(around, "subscript")?.id === outer.id)
    return memberRole(around, "value");
  if (around.type === "dict_pattern") return matched(outer, around);
  if (around.type === "pair" && field(around, "key")?.id === outer.id) {
    const value = field(around, "value");
    const record = around.parent;
    if (!record) return none;
    return value ? { kind: "key", record, value } : { kind: "key", record };
  }
  return { kind: "text", node: outer };
}

/** A key of a `case {"key": name}` pattern: a read of what is matched. */
function matched(key: SyntaxNode, pattern: SyntaxNode): Role {
  const steps: Step[] = [plainText(key) ?? "…"];
  let at = pattern;
  for (let up = at.parent; up; at = up, up = at.parent) {
    if (up.type === "dict_pattern") {
      const index = up.namedChildren.findIndex((child) => child.id === at.id);
      const name = up.namedChildren[index - 1];
      steps.unshift(name ? (plainText(name) ?? "…") : "…");
    } else if (up.type === "case_clause") {
      const value = up.parent?.parent && field(up.parent.parent, "subject");
      if (!value) return none;
      return { kind: "pattern-key", binding: { kind: "value", value, path: steps }, node: key };
    } else if (!/pattern/.test(up.type)) return none;
  }
  return none;
}

function identifier(leaf: SyntaxNode): Role {
  const parent = leaf.parent;
  if (!parent) return none;
  const isField = (name: string) => field(parent, name)?.id === leaf.id;
  switch (parent.type) {
    case "attribute":
      return isField("attribute") ? memberRole(parent, "object") : use(leaf);
    case "keyword_argument": {
      const value = field(parent, "value");
      const call = parent.parent?.parent;
      if (!isField("name")) return use(leaf);
      return value && call ? { kind: "argument", call, value } : none;
    }
    case "function_definition":
    case "class_definition": {
      if (!isField("name")) return use(leaf);
      const isClass = parent.type === "class_definition";
      const owner = isClass ? undefined : methodOwner(parent);
      if (owner) return { kind: "method", owner, fn: parent, getter: isProperty(parent) };
      return {
        kind: "declare",
        scope: scopeOf(parent),
        binding: { kind: isClass ? "class" : "function", node: parent },
      };
    }
    case "dotted_name":
    case "aliased_import":
      return imported(leaf, parent);
    case "global_statement":
    case "nonlocal_statement":
    case "import_prefix":
      return none;
    case "type":
    case "generic_type":
    case "union_type":
    case "type_parameter":
      return { kind: "type-use", node: leaf };
    default:
      return patterned(leaf);
  }
}

function use(leaf: SyntaxNode): Role {
  return { kind: "use", node: leaf };
}

function imported(leaf: SyntaxNode, parent: SyntaxNode): Role {
  const aliased =
    parent.type === "aliased_import"
      ? parent
      : parent.parent?.type === "aliased_import"
        ? parent.parent
        : undefined;
  if (aliased && field(aliased, "alias")?.id !== leaf.id) return none;
  const holder = aliased ?? parent;
  const statement = holder.parent;
  const name = aliased ? field(aliased, "name")?.text : parent.text;
  if (!statement || name === undefined) return none;
  const scope = scopeOf(statement);
  if (statement.type === "import_from_statement") {
    const module = field(statement, "module_name");
    if (!module || module.id === holder.id) return none;
    return { kind: "declare", scope, binding: { kind: "import", module: module.text, exported: name } };
  }
  if (statement.type !== "import_statement") return none;
  if (!aliased && parent.namedChild(0)?.id !== leaf.id) return none;
  const module = aliased ? name : leaf.text;
  return { kind: "declare", scope, binding: { kind: "import", module, exported: "*" } };
}

function patterned(leaf: SyntaxNode): Role {
  const path: Step[] = [];
  let at = leaf;
  for (;;) {
    const parent = at.parent;
    if (!parent) return none;
    if (["pattern_list", "tuple_pattern", "list_pattern"].includes(parent.type)) {
      path.unshift(named(parent).findIndex((child) => child.id === at.id));
    } else if (parent.type === "list_splat_pattern" && parent.parent?.type.includes("pattern")) {
      path.unshift("…");
    } else if (
      parent.type !== "as_pattern_target" &&
      !(
        parent.type === "parenthesized_expression" &&
        path.length === 0 &&
        parent.parent?.type === "as_pattern_target"
      )
    ) {
      return bindTo(parent, at, leaf, path);
    }
    at = parent;
  }
}

function bindTo(holder: SyntaxNode, at: SyntaxNode, leaf: SyntaxNode, path: readonly Step[]): Role {
  const isField = (name: string) => field(holder, name)?.id === at.id;
  const value = (
    node: SyntaxNode | undefined,
    more: { readonly append?: boolean; readonly each?: boolean; readonly type?: SyntaxNode } = {},
  ): Role => {
    const binding: Binding = { kind: "value", path, ...(node ? { value: node } : {}), ...more };
    return { kind: "declare", scope: outerScope(leaf) ?? scopeOf(leaf), binding };
  };
  switch (holder.type) {
    case "assignment": {
      if (!isField("left")) return use(leaf);
      const right = field(holder, "right");
      const type = field(holder, "type");
      const owner = classBody(holder);
      const typed = type ? { type } : {};
      if (owner && path.length === 0)
        return { kind: "field", owner, ...(right ? { value: right } : {}), ...typed };
      return value(right, typed);
    }
    case "augmented_assignment":
      return isField("left") ? value(field(holder, "right"), { append: true }) : use(leaf);
    case "named_expression":
      return isField("name") ? value(field(holder, "value")) : use(leaf);
    case "as_pattern":
      return isField("alias") ? value(named(holder)[0]) : use(leaf);
    case "for_statement":
      return isField("left") ? value(field(holder, "right"), { each: true }) : use(leaf);
    case "for_in_clause": {
      const scope = comprehension(holder);
      const right = field(holder, "right");
      if (!isField("left") || !scope) return use(leaf);
      const binding: Binding = { kind: "value", path, each: true, ...(right ? { value: right } : {}) };
      return { kind: "declare", scope, binding };
    }
    case "default_parameter":
    case "typed_default_parameter":
      if (!isField("name")) return isField("value") ? use(leaf) : { kind: "type-use", node: leaf };
      return parameter(holder, leaf);
    case "typed_parameter":
      return parameter(holder, leaf);
    case "list_splat_pattern":
    case "dictionary_splat_pattern":
      return parameter(holder.parent?.type === "typed_parameter" ? holder.parent : holder, leaf);
    case "parameters":
    case "lambda_parameters":
      return parameter(at, leaf);
    default:
      return use(leaf);
  }
}

function parameter(node: SyntaxNode, leaf: SyntaxNode): Role {
  const list = node.parent;
  const fn = list?.parent;
  if (!fn || !functionTypes.has(fn.type)) return use(leaf);
  const all = parameterNodes(fn);
  const index = all.findIndex((child) => child.id === node.id);
  const type = field(node, "type");
  const fallback = field(node, "value");
  const binding: Binding = {
    kind: "param",
    fn,
    index,
    name: leaf.text,
    path: [],
    ...(type ? { type } : {}),
    ...(fallback ? { fallback } : {}),
    ...(leaf.parent?.type.endsWith("splat_pattern") ? { rest: true } : {}),
  };
  return { kind: "declare", scope: fn, binding };
}

/** Parameters as a caller counts them: without separators and without a method's receiver. */
export function parameterNodes(fn: SyntaxNode): readonly SyntaxNode[] {
  const list = field(fn, "parameters");
  const all = list ? named(list).filter((child) => !child.type.endsWith("_separator")) : [];
  const first = all[0];
  const receiver =
    first &&
    fn.type === "function_definition" &&
    isReceiver(first.type === "identifier" ? first : (first.namedChild(0) ?? first));
  return receiver && methodOwner(fn) ? all.slice(1) : all;
}

function memberRole(node: SyntaxNode, objectField: string): Role {
  const object = field(node, objectField);
  const parent = node.parent;
  if (!object) return none;
  const append = parent?.type === "augmented_assignment";
  if (parent && (append || parent.type === "assignment") && field(parent, "left")?.id === node.id) {
    const value = field(parent, "right");
    const type = field(parent, "type");
    return {
      kind: "member-assign",
      node,
      object,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
      ...(append ? { append } : {}),
    };
  }
  if (parent?.type === "delete_statement") return none;
  if (parent && /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(parent.type)) {
    const value = counterpart(node, parent);
    return { kind: "member-assign", node, object, ...(value ? { value } : {}) };
  }
  return { kind: "member", node, object };
}

/** What `self.a, self.b = one, two` gives one of its targets. */
function counterpart(target: SyntaxNode, pattern: SyntaxNode): SyntaxNode | undefined {
  const statement = pattern.parent;
  const right = statement?.type === "assignment" ? field(statement, "right") : undefined;
  if (!right || !/^(?:expression_list|tuple|list)$/.test(right.type)) return undefined;
  return named(right)[named(pattern).findIndex(({ id }) => id === target.id)];
}

function classBody(statementChild: SyntaxNode): SyntaxNode | undefined {
  const block = statementChild.parent?.parent;
  return block?.type === "block" && block.parent && classTypes.has(block.parent.type)
    ? block.parent
    : undefined;
}

export function methodOwner(fn: SyntaxNode): SyntaxNode | undefined {
  const holder = fn.parent?.type === "decorated_definition" ? fn.parent : fn;
  const block = holder.parent;
  return block?.type === "block" && block.parent && classTypes.has(block.parent.type)
    ? block.parent
    : undefined;
}

function isProperty(fn: SyntaxNode): boolean {
  if (fn.parent?.type !== "decorated_definition") return false;
  return fn.parent.namedChildren.some((child) => child.type === "decorator" && /property/.test(child.text));
}

function comprehension(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !comprehensions.has(at.type)) at = at.parent;
  return at ?? undefined;
}

/** The scope that a `global` or `nonlocal` statement says the name belongs to. */
function outerScope(leaf: SyntaxNode): SyntaxNode | undefined {
  const fn = scopeOf(leaf);
  const body = fn.type === "function_definition" ? field(fn, "body") : undefined;
  for (const statement of body?.namedChildren ?? []) {
    if (statement.type !== "global_statement" && statement.type !== "nonlocal_statement") continue;
    if (!statement.namedChildren.some((name) => name.text === leaf.text)) continue;
    let scope = scopeOf(fn);
    if (statement.type === "global_statement") while (scope.parent) scope = scope.parent;
    return scope;
  }
  return undefined;
}

/** Function, class or module that a name assigned here belongs to. */
function scopeOf(node: SyntaxNode): SyntaxNode {
  let at = node.parent;
  while (at?.parent && !functionTypes.has(at.type) && !classTypes.has(at.type)) at = at.parent;
  return at ?? node;
}
