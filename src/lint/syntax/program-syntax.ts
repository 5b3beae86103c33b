import type { Span } from "../contract/finding.ts";
import type { SyntaxNode } from "./parser.ts";

/** Literal text inside a string, cooked, with the source it was written as. */
export interface Literal {
  readonly text: string;
  readonly span: Span;
}

export interface Argument {
  readonly value: SyntaxNode;
  readonly name?: string;
  readonly spread?: "list" | "record";
  /** Stands for the verb that a session puts in front; `value` says nothing. */
  readonly verb?: true;
}

export interface Entry {
  readonly key?: string;
  readonly keyNode?: SyntaxNode;
  /** Key that is an expression (`[name]: …`, `{name: …}` in Python). */
  readonly computed?: SyntaxNode;
  readonly value?: SyntaxNode;
  readonly spread?: SyntaxNode;
}

/** One level of an expression: children are nodes, looked at only when somebody asks. */
export type Expr =
  | { readonly kind: "text"; readonly pieces: readonly (Literal | SyntaxNode)[] }
  | { readonly kind: "concat"; readonly left: SyntaxNode; readonly right: SyntaxNode }
  /** `base / "path"` of path-like addresses */
  | { readonly kind: "slash"; readonly left: SyntaxNode; readonly right: SyntaxNode }
  /** `"%s/x" % values` */
  | { readonly kind: "percent"; readonly template: SyntaxNode; readonly values: SyntaxNode }
  | { readonly kind: "name"; readonly name: string }
  /** `this`, or the receiver of a Python method. */
  | { readonly kind: "self" }
  | { readonly kind: "super" }
  | {
      readonly kind: "member";
      readonly object: SyntaxNode;
      readonly name: string;
      readonly nameNode: SyntaxNode;
    }
  | { readonly kind: "index"; readonly object: SyntaxNode; readonly index: SyntaxNode }
  | {
      readonly kind: "call";
      readonly callee: SyntaxNode;
      readonly args: readonly Argument[];
      readonly construct: boolean;
      /** Explicit type argument (`get<Answer>(…)`). */
      readonly type?: SyntaxNode;
    }
  | { readonly kind: "record"; readonly entries: readonly Entry[] }
  /** `each`: a comprehension, whose only item stands for all. */
  | { readonly kind: "list"; readonly items: readonly SyntaxNode[]; readonly each?: boolean }
  /** `a || b`, `c ? a : b`, `a or b` */
  | { readonly kind: "choice"; readonly options: readonly SyntaxNode[] }
  /** `"key" in container` */
  | { readonly kind: "contains"; readonly item: SyntaxNode; readonly container: SyntaxNode }
  /** `{key: value for … in …}` */
  | { readonly kind: "table"; readonly key: SyntaxNode; readonly value: SyntaxNode }
  /** Same value under another hat: await, parentheses, casts, non-null. */
  | { readonly kind: "same"; readonly inner: SyntaxNode; readonly type?: SyntaxNode }
  | { readonly kind: "function"; readonly node: SyntaxNode }
  | { readonly kind: "class"; readonly node: SyntaxNode }
  | { readonly kind: "opaque" };

/** From a value to the part a pattern takes out of it; "…" is any of them. */
export type Step = string | number;

/** What a declaration binds a name to. */
export type Binding =
  | {
      readonly kind: "value";
      readonly value?: SyntaxNode;
      readonly path: readonly Step[];
      readonly type?: SyntaxNode;
      readonly fallback?: SyntaxNode;
      /** Bound to each element in turn (`for … of`). */
      readonly each?: boolean;
      /** `x += value` */
      readonly append?: boolean;
    }
  | {
      readonly kind: "param";
      readonly fn: SyntaxNode;
      readonly index: number;
      /** Name usable at call sites (keyword argument). */
      readonly name?: string;
      readonly path: readonly Step[];
      readonly type?: SyntaxNode;
      readonly fallback?: SyntaxNode;
      readonly rest?: boolean;
    }
  | { readonly kind: "function"; readonly node: SyntaxNode }
  | { readonly kind: "class"; readonly node: SyntaxNode }
  | { readonly kind: "type"; readonly node: SyntaxNode }
  | {
      readonly kind: "import";
      readonly module: string;
      /** "*" is the module itself. */ readonly exported: string;
    };

/** What one occurrence of a name is. */
export type Role =
  | {
      readonly kind: "declare";
      readonly scope: SyntaxNode;
      readonly binding: Binding;
      /** The name is at the same time the key taken out of the value (`{ name } = value`). */
      readonly key?: boolean;
    }
  /** Assignment to a name declared elsewhere. */
  | { readonly kind: "assign"; readonly binding: Binding; readonly key?: boolean }
  /** `object.name`, read; `node` is the whole member expression. */
  | { readonly kind: "member"; readonly node: SyntaxNode; readonly object: SyntaxNode }
  /** `object.name = value` */
  | {
      readonly kind: "member-assign";
      readonly node: SyntaxNode;
      readonly object: SyntaxNode;
      readonly value?: SyntaxNode;
      readonly type?: SyntaxNode;
      /** `object.name += value` */
      readonly append?: boolean;
    }
  /** `{ name: value }` */
  | { readonly kind: "key"; readonly record: SyntaxNode; readonly value?: SyntaxNode }
  /** Field of a class body. */
  | {
      readonly kind: "field";
      readonly owner: SyntaxNode;
      readonly value?: SyntaxNode;
      readonly type?: SyntaxNode;
    }
  | { readonly kind: "method"; readonly owner: SyntaxNode; readonly fn: SyntaxNode; readonly getter: boolean }
  /** Member of an interface or inline type. */
  | { readonly kind: "type-member"; readonly owner: SyntaxNode; readonly type?: SyntaxNode }
  /** Key of a destructuring pattern whose whole is bound to `value` through `path`. */
  | { readonly kind: "pattern-key"; readonly binding: Binding; readonly node: SyntaxNode }
  /** Name of a keyword argument. */
  | { readonly kind: "argument"; readonly call: SyntaxNode; readonly value: SyntaxNode }
  | { readonly kind: "use"; readonly node: SyntaxNode }
  | { readonly kind: "type-use"; readonly node: SyntaxNode }
  /** Inside a string: `node` is the string expression. */
  | { readonly kind: "text"; readonly node: SyntaxNode }
  | { readonly kind: "prose" }
  | { readonly kind: "none" };

/** What directly takes an expression's value. */
export type Holder =
  | { readonly kind: "expr"; readonly node: SyntaxNode }
  | { readonly kind: "argument"; readonly call: SyntaxNode }
  | { readonly kind: "entry"; readonly record: SyntaxNode; readonly key?: string }
  /** Names in `pattern` are bound to it or to its parts. */
  | { readonly kind: "bind"; readonly pattern: SyntaxNode }
  | {
      readonly kind: "member";
      readonly object: SyntaxNode;
      readonly name: string;
      readonly nameNode: SyntaxNode;
    }
  | { readonly kind: "field"; readonly nameNode: SyntaxNode; readonly owner: SyntaxNode }
  | { readonly kind: "return"; readonly fn: SyntaxNode }
  | { readonly kind: "each"; readonly pattern: SyntaxNode }
  | { readonly kind: "none" };

export interface Parameter {
  readonly node: SyntaxNode;
  readonly name?: string;
  readonly fallback?: SyntaxNode;
  readonly type?: SyntaxNode;
  readonly rest?: boolean;
}

export type TypeShape =
  | { readonly kind: "ref"; readonly name: string; readonly args: readonly SyntaxNode[] }
  | { readonly kind: "record"; readonly node: SyntaxNode }
  | { readonly kind: "union"; readonly options: readonly SyntaxNode[] }
  | { readonly kind: "unknown" };

/** A programming language, told in terms one resolver understands. All functions are pure and look at one node. */
export interface ProgramSyntax {
  readonly expr: (node: SyntaxNode) => Expr;
  /** `leaf` is the smallest node at an occurrence of a name. */
  readonly role: (leaf: SyntaxNode) => Role;
  readonly holder: (node: SyntaxNode) => Holder;
  /** Leaves of the names that a pattern binds. */
  readonly bound: (pattern: SyntaxNode) => readonly SyntaxNode[];
  readonly functions: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** Statements and expressions whose parts may not run. */
  readonly branches: ReadonlySet<string>;
  readonly comments: ReadonlySet<string>;
  readonly params: (fn: SyntaxNode) => readonly Parameter[];
  /** Expressions the function may return. */
  readonly returns: (fn: SyntaxNode) => readonly SyntaxNode[];
  /** Expressions a generator yields one by one; empty for other functions. */
  readonly yields: (fn: SyntaxNode) => readonly SyntaxNode[];
  readonly returnType: (fn: SyntaxNode) => SyntaxNode | undefined;
  /** Leaf of the name that a function or class is called by: its own, or that of the variable or key that holds it. */
  readonly nameOf: (declaration: SyntaxNode) => SyntaxNode | undefined;
  /** Class that a method belongs to. */
  readonly ownerOf: (fn: SyntaxNode) => SyntaxNode | undefined;
  /** Whether the function is the handler of a decorator's route, or the node stands in a decorator. */
  readonly inDecorator: (node: SyntaxNode) => boolean;
  readonly supers: (classNode: SyntaxNode) => readonly SyntaxNode[];
  readonly constructorName: string;
  readonly typeShape: (node: SyntaxNode) => TypeShape;
  /** Files an import may mean, relative to the importing one; empty for packages. */
  readonly moduleFiles: (module: string) => readonly string[];
}
