import type { Language, PlainFacts, PlainInput } from "../lint/syntax/language.ts";
import { cellRegions, type Cell } from "./notebook/cells.ts";
import { joinSources, type Source } from "./plain/source.ts";
import { parseJson } from "./structured/json.ts";
import { entryOf, itemsOf, textAt, type DocumentNode } from "./structured/node.ts";

function read({ text }: PlainInput): PlainFacts {
  const [root] = parseJson(text).roots;
  const kernel =
    textAt(root, "metadata", "kernelspec", "language") ?? textAt(root, "metadata", "language_info", "name");
  const cells = itemsOf(entryOf(root, "cells") ?? entryOf(itemsOf(entryOf(root, "worksheets"))[0], "cells"));
  return {
    facts: [],
    regions: cellRegions(
      cells.flatMap((cell) => cellOf(cell)),
      kernel?.text ?? "python",
    ).map((region) => ({ ...region, isQuoted: true })),
  };
}

function cellOf(node: DocumentNode): readonly Cell[] {
  const type = textAt(node, "cell_type")?.text;
  const source = sourceOfCell(entryOf(node, "source") ?? entryOf(node, "input"));
  const language = textAt(node, "metadata", "vscode", "languageId")?.text;
  if (!source || (type !== "code" && type !== "markdown")) return [];
  return [language === undefined ? { kind: type, source } : { kind: type, source, language }];
}

/** A cell's text is one string, or a list of its lines. */
function sourceOfCell(node: DocumentNode | undefined): Source | undefined {
  if (node?.kind === "text") return node.source;
  if (node?.kind !== "list") return undefined;
  return joinSources(node.items.flatMap((item) => (item.kind === "text" ? [item.source] : [])));
}

export const notebook: Language = {
  id: "notebook",
  aliases: ["jupyter", "ipynb"],
  endings: [".ipynb"],
  comments: [],
  reader: { kind: "plain", read },
};
