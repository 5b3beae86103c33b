import ts from "typescript";

/** One change to one place of a source file. */
export interface Change {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Gives the texts that a node can be replaced with. */
type Operator = (node: ts.Node, source: ts.SourceFile) => readonly Replacement[];
type Replacement = readonly [node: { getStart(): number; getEnd(): number }, text: string];

const { SyntaxKind: Kind } = ts;

/** The operators, all of them: the figure of `npm run test:mutants` means these and no others. */
const operators: Readonly<Record<string, Operator>> = {
  "negate condition": (node) => conditionOf(node).map((at) => [at, `!(${at.getText()})`]),
  "drop negation": (node) =>
    ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken
      ? [[node, `(${node.operand.getText()})`]]
      : [],
  "move boundary": swapped({ "<": "<=", "<=": "<", ">": ">=", ">=": ">" }),
  "turn comparison": swapped({ "<": ">=", "<=": ">", ">": "<=", ">=": "<", "===": "!==", "!==": "===" }),
  "swap logic": swapped({ "&&": "||", "||": "&&" }),
  "drop fallback": (node) =>
    ts.isBinaryExpression(node) && node.operatorToken.kind === Kind.QuestionQuestionToken
      ? [[node, `(${node.left.getText()})`]]
      : [],
  "swap arithmetic": (node, source) =>
    ts.isBinaryExpression(node) && joinsText(node)
      ? []
      : swapped({ "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "+=": "-=", "-=": "+=" })(node, source),
  "off by one": (node) => (isWhole(node) ? [[node, nextWhole(node.getText())]] : []),
  "turn boolean": (node) =>
    node.kind === Kind.TrueKeyword
      ? [[node, "false"]]
      : node.kind === Kind.FalseKeyword
        ? [[node, "true"]]
        : [],
  "swap extremes": (node) => {
    const name = nameCalled(node);
    const other = { min: "max", max: "min", some: "every", every: "some" }[name?.text ?? ""];
    return name && other ? [[name, other]] : [];
  },
  "empty text": (node) => (isTextValue(node) ? [[node, node.getText().length > 2 ? '""' : '"mutated"']] : []),
  "empty array": (node) =>
    ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node) ? [[node, "[]"]] : [],
  "drop statement": (node) => (ts.isExpressionStatement(node) ? [[node, ";"]] : []),
  "return early": (node) => {
    const first = ts.isBlock(node) && ts.isFunctionLike(node.parent) ? node.statements[0] : undefined;
    return first ? [[startOf(first), "return; "]] : [];
  },
};

export const operatorNames: readonly string[] = Object.keys(operators);

/** Every change that the operators can make to a file, in the order of the file. */
export function changesOf(path: string, text: string): readonly Change[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    for (const [operator, replace] of Object.entries(operators))
      for (const [at, replacement] of replace(node, source))
        changes.push({ operator, start: at.getStart(), end: at.getEnd(), text: replacement });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function applyChange(text: string, { start, end, text: replacement }: Change): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function swapped(pairs: Readonly<Record<string, string>>): Operator {
  return (node) => {
    if (!ts.isBinaryExpression(node)) return [];
    const other = pairs[node.operatorToken.getText()];
    return other ? [[node.operatorToken, other]] : [];
  };
}

function conditionOf(node: ts.Node): readonly ts.Expression[] {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.condition];
  return ts.isForStatement(node) && node.condition ? [node.condition] : [];
}

/** `+` that joins texts has no counterpart. */
function joinsText(node: ts.BinaryExpression): boolean {
  return node.operatorToken.getText().startsWith("+") && [node.left, node.right].some(holdsText);
}

function holdsText(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return holdsText(node.left) || holdsText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function isWhole(node: ts.Node): boolean {
  return (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) && /^[\d_]+n?$/.test(node.getText());
}

function nextWhole(text: string): string {
  const next = String(BigInt(text.replace(/[_n]/g, "")) + 1n);
  return text.endsWith("n") ? `${next}n` : next;
}

function nameCalled(node: ts.Node): ts.MemberName | undefined {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
    ? node.expression.name
    : undefined;
}

/** A text that is a value: no name of a property, no module, no tag. */
function isTextValue(node: ts.Node): boolean {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return false;
  const { parent } = node;
  if (ts.isTaggedTemplateExpression(parent) || ts.isExternalModuleReference(parent)) return false;
  if (ts.isCallExpression(parent) && parent.expression.kind === Kind.ImportKeyword) return false;
  return !("name" in parent && parent.name === node);
}

/** `[a, b] = pair` is no array. */
function isTarget(node: ts.Node): boolean {
  return ts.isBinaryExpression(node.parent) && node.parent.left === node
    ? node.parent.operatorToken.kind === Kind.EqualsToken
    : false;
}

function startOf(node: ts.Node) {
  return { getStart: () => node.getStart(), getEnd: () => node.getStart() };
}
