import type { SyntaxNode } from "../../lint/syntax/parser.ts";
import type { Binding, Role, Step } from "../../lint/syntax/program-syntax.ts";
import { field, named } from "../grammar/nodes.ts";
import { classTypes, functionTypes, plainText } from "./expressions.ts";
import { ofPrototype, recordOwner } from "./prototypes.ts";

const none: Role = { kind: "none" };
const blockScopes = new Set([
  "statement_block",
  "program",
  "for_statement",
  "for_in_statement",
  "switch_body",
  "catch_clause",
  "class_static_block",
]);
const typeDeclarations = new Set(["interface_declaration", "type_alias_declaration", "enum_declaration"]);
const typeContainers = new Set(["interface_body", "object_type"]);

/** What an occurrence of a name is in JavaScript or TypeScript. */
export function role(leaf: SyntaxNode): Role {
  switch (leaf.type) {
    case "comment":
    case "html_comment":
      return { kind: "prose" };
    case "identifier":
    case "this":
      return identifier(leaf);
    case "type_identifier":
      return typeName(leaf);
    case "property_identifier":
    case "private_property_identifier":
      return property(leaf);
    case "shorthand_property_identifier":
      return leaf.parent ? { kind: "key", record: leaf.parent, value: leaf } : none;
    case "shorthand_property_identifier_pattern":
      return patterned(leaf, [leaf.text], true);
    case "string_fragment":
    case "escape_sequence":
      return inString(leaf.parent);
    case "string":
    case "template_string":
      return inString(leaf);
    default:
      return none;
  }
}

function inString(node: SyntaxNode | null): Role {
  const parent = node?.parent;
  if (!node || !parent) return none;
  if (node.type === "string" && parent.type !== "expression_statement") {
    const key = property(node);
    if (key.kind !== "none") return key;
  }
  if (parent.type === "subscript_expression" && field(parent, "index")?.id === node.id)
    return memberRole(parent);
  if (parent.type === "computed_property_name") {
    const key = property(parent);
    if (key.kind !== "none") return key;
  }
  if (parent.type === "import_statement" || parent.type === "literal_type") return none;
  return { kind: "text", node };
}

function identifier(leaf: SyntaxNode): Role {
  const parent = leaf.parent;
  if (!parent) return none;
  switch (parent.type) {
    case "import_specifier":
    case "import_clause":
    case "namespace_import":
      return imported(leaf, parent);
    case "export_specifier":
    case "labeled_statement":
    case "jsx_opening_element":
    case "jsx_closing_element":
    case "jsx_self_closing_element":
      return none;
    case "enum_declaration":
      return declareType(leaf, parent);
    case "class_declaration":
    case "abstract_class_declaration":
    case "class":
      if (field(parent, "name")?.id === leaf.id) {
        return { kind: "declare", scope: lexical(parent), binding: { kind: "class", node: parent } };
      }
      return { kind: "use", node: leaf };
    case "function_declaration":
    case "generator_function_declaration":
    case "function_expression":
      if (field(parent, "name")?.id === leaf.id) {
        const scope = parent.type === "function_expression" ? parent : lexical(parent);
        return { kind: "declare", scope, binding: { kind: "function", node: parent } };
      }
      return { kind: "use", node: leaf };
    default: {
      const bound = patterned(leaf, [], false);
      return bound.kind === "none" ? { kind: "use", node: leaf } : bound;
    }
  }
}

function imported(leaf: SyntaxNode, parent: SyntaxNode): Role {
  let statement: SyntaxNode | null = parent;
  while (statement && statement.type !== "import_statement") statement = statement.parent;
  const source = statement && field(statement, "source");
  const module = source && plainText(source);
  if (!statement || module === undefined || module === null) return none;
  let exported = "default";
  if (parent.type === "namespace_import") exported = "*";
  if (parent.type === "import_specifier") {
    const alias = field(parent, "alias");
    if (alias && alias.id !== leaf.id) return none;
    const name = field(parent, "name");
    exported = name ? (plainText(name) ?? name.text) : "default";
  }
  return { kind: "declare", scope: root(statement), binding: { kind: "import", module, exported } };
}

/** Follows a destructuring pattern outwards to whatever it takes its value from. */
export function patterned(leaf: SyntaxNode, start: readonly Step[], key: boolean): Role {
  const path: Step[] = [...start];
  let fallback: SyntaxNode | undefined;
  let at = leaf;
  for (;;) {
    const parent = at.parent;
    if (!parent) return none;
    switch (parent.type) {
      case "object_pattern":
        break;
      case "array_pattern":
        path.unshift(named(parent).findIndex((child) => child.id === at.id));
        break;
      case "pair_pattern": {
        if (field(parent, "value")?.id !== at.id) return none;
        const name = field(parent, "key");
        path.unshift(name ? (plainText(name) ?? name.text) : "…");
        break;
      }
      case "rest_pattern":
        if (parent.parent?.type === "object_pattern") break;
        if (parent.parent?.type === "array_pattern") path.unshift("…");
        break;
      case "assignment_pattern":
      case "object_assignment_pattern":
        if (field(parent, "left")?.id !== at.id) return none;
        fallback ??= field(parent, "right");
        break;
      default:
        return bindTo(parent, at, path, fallback, key);
    }
    at = parent;
  }
}

function bindTo(
  holder: SyntaxNode,
  at: SyntaxNode,
  path: readonly Step[],
  fallback: SyntaxNode | undefined,
  key: boolean,
): Role {
  const extra = fallback ? { fallback } : {};
  const declare = (scope: SyntaxNode, binding: Binding): Role =>
    key ? { kind: "declare", scope, binding, key } : { kind: "declare", scope, binding };
  switch (holder.type) {
    case "variable_declarator": {
      if (field(holder, "name")?.id !== at.id) return none;
      const value = field(holder, "value");
      const scope = holder.parent?.type === "variable_declaration" ? hoisted(holder) : lexical(holder);
      const module = value && required(value);
      if (module !== undefined) {
        const [first] = path;
        if (path.length < 2) {
          return declare(scope, {
            kind: "import",
            module,
            exported: typeof first === "string" ? first : "*",
          });
        }
      }
      const type = field(holder, "type")?.namedChild(0);
      return declare(scope, {
        kind: "value",
        path,
        ...(value ? { value } : {}),
        ...(type ? { type } : {}),
        ...extra,
      });
    }
    case "assignment_expression":
    case "augmented_assignment_expression": {
      const value = field(holder, "right");
      if (field(holder, "left")?.id !== at.id || !value) return none;
      const append = holder.type === "augmented_assignment_expression";
      const binding: Binding = { kind: "value", value, path, append, ...extra };
      return key ? { kind: "assign", binding, key } : { kind: "assign", binding };
    }
    case "for_in_statement": {
      if (field(holder, "left")?.id !== at.id) return none;
      const value = field(holder, "right");
      const each = field(holder, "operator")?.type === "of";
      return declare(holder, value && each ? { kind: "value", value, path, each } : { kind: "value", path });
    }
    case "catch_clause":
      return declare(holder, { kind: "value", path });
    case "formal_parameters":
      return holder.parent ? parameter(holder.parent, holder, at, path, extra, declare) : none;
    case "required_parameter":
    case "optional_parameter": {
      if (field(holder, "pattern")?.id !== at.id) return none;
      const list = holder.parent;
      const type = field(holder, "type")?.namedChild(0);
      const value = field(holder, "value");
      const more = { ...extra, ...(type ? { type } : {}), ...(value ? { fallback: value } : {}) };
      return list?.parent ? parameter(list.parent, list, holder, path, more, declare) : none;
    }
    case "arrow_function":
      if (field(holder, "parameter")?.id !== at.id) return none;
      return declare(holder, { kind: "param", fn: holder, index: 0, path });
    default:
      return none;
  }
}

function parameter(
  fn: SyntaxNode,
  list: SyntaxNode,
  at: SyntaxNode,
  path: readonly Step[],
  extra: { readonly fallback?: SyntaxNode; readonly type?: SyntaxNode },
  declare: (scope: SyntaxNode, binding: Binding) => Role,
): Role {
  if (!functionTypes.has(fn.type)) return none;
  const index = named(list).findIndex((child) => child.id === at.id);
  const rest = at.type === "rest_pattern" || field(at, "pattern")?.type === "rest_pattern";
  return declare(fn, { kind: "param", fn, index, path, rest, ...extra });
}

/** `require("x")`, also awaited `import("x")`. */
function required(value: SyntaxNode): string | undefined {
  const call = value.type === "await_expression" ? value.namedChild(0) : value;
  if (call?.type !== "call_expression") return undefined;
  const callee = field(call, "function");
  if (callee?.text !== "require" && callee?.type !== "import") return undefined;
  const first = field(call, "arguments")?.namedChild(0);
  return first ? plainText(first) : undefined;
}

function property(leaf: SyntaxNode): Role {
  const parent = leaf.parent;
  if (!parent) return none;
  const isName = (name: string) => field(parent, name)?.id === leaf.id;
  switch (parent.type) {
    case "member_expression":
      return isName("property") ? memberRole(parent) : none;
    case "pair": {
      const value = field(parent, "value");
      if (!isName("key") || !parent.parent) return none;
      const owner = value && functionTypes.has(value.type) ? recordOwner(parent.parent) : undefined;
      if (owner && value) return { kind: "method", owner, fn: value, getter: false };
      return value ? { kind: "key", record: parent.parent, value } : { kind: "key", record: parent.parent };
    }
    case "pair_pattern": {
      const value = field(parent, "value");
      if (!isName("key") || !value) return none;
      const whole = patterned(parent, [plainText(leaf) ?? leaf.text], false);
      if (whole.kind !== "declare" && whole.kind !== "assign") return none;
      return { kind: "pattern-key", binding: whole.binding, node: value };
    }
    case "enum_assignment":
      return isName("name") && parent.parent ? { kind: "key", record: parent.parent } : none;
    case "field_definition":
    case "public_field_definition": {
      const owner = parent.parent?.parent;
      const value = field(parent, "value");
      const type = field(parent, "type")?.namedChild(0);
      if (!owner || (!isName("name") && !isName("property"))) return none;
      return { kind: "field", owner, ...(value ? { value } : {}), ...(type ? { type } : {}) };
    }
    case "method_definition": {
      const owner = parent.parent?.parent;
      if (!parent.parent || !owner || !isName("name")) return none;
      if (!classTypes.has(owner.type)) {
        const record = parent.parent;
        const constructor = recordOwner(record);
        if (constructor) return { kind: "method", owner: constructor, fn: parent, getter: false };
        return record.type === "object" ? { kind: "key", record, value: parent } : none;
      }
      const getter = parent.children.some((child) => child.type === "get");
      return { kind: "method", owner, fn: parent, getter };
    }
    case "property_signature": {
      if (!isName("name") || !parent.parent || !typeContainers.has(parent.parent.type)) return none;
      const type = field(parent, "type")?.namedChild(0);
      return { kind: "type-member", owner: parent.parent, ...(type ? { type } : {}) };
    }
    default:
      return none;
  }
}

function memberRole(node: SyntaxNode): Role {
  const object = field(node, "object");
  const parent = node.parent;
  if (!object) return none;
  const append = parent?.type === "augmented_assignment_expression";
  if (
    parent &&
    (append || parent.type === "assignment_expression") &&
    field(parent, "left")?.id === node.id
  ) {
    const value = field(parent, "right");
    const owner = ofPrototype(object);
    if (owner && value && functionTypes.has(value.type))
      return { kind: "method", owner, fn: value, getter: false };
    return {
      kind: "member-assign",
      node,
      object,
      ...(value ? { value } : {}),
      ...(append ? { append } : {}),
    };
  }
  if (parent?.type === "unary_expression" && field(parent, "operator")?.type === "delete") return none;
  return { kind: "member", node, object };
}

function typeName(leaf: SyntaxNode): Role {
  const parent = leaf.parent;
  if (!parent) return none;
  const isName = field(parent, "name")?.id === leaf.id;
  if (isName && classTypes.has(parent.type)) {
    return { kind: "declare", scope: lexical(parent), binding: { kind: "class", node: parent } };
  }
  if (isName && typeDeclarations.has(parent.type)) return declareType(leaf, parent);
  return { kind: "type-use", node: leaf };
}

function declareType(leaf: SyntaxNode, parent: SyntaxNode): Role {
  const body = field(parent, "body") ?? field(parent, "value");
  if (!body || field(parent, "name")?.id !== leaf.id) return none;
  const binding: Binding =
    parent.type === "enum_declaration"
      ? { kind: "value", value: body, path: [] }
      : { kind: "type", node: body };
  return { kind: "declare", scope: lexical(parent), binding };
}

function lexical(node: SyntaxNode): SyntaxNode {
  let at = node.parent;
  while (at?.parent && !blockScopes.has(at.type) && !functionTypes.has(at.type)) at = at.parent;
  return at ?? node;
}

function hoisted(node: SyntaxNode): SyntaxNode {
  let at = node.parent;
  while (at?.parent && !functionTypes.has(at.type)) at = at.parent;
  return at ?? node;
}

function root(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}
