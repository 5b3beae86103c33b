import type { Span } from "../lint/contract/finding.ts";
import type { Language, PlainFacts, PlainInput } from "../lint/syntax/language.ts";
import { distinct, proseFacts } from "./plain/addresses.ts";
import { sourceAt } from "./plain/source.ts";
import { commentSpans } from "./shell/comments.ts";
import { parseShell } from "./shell/parse.ts";
import { runShell } from "./shell/run.ts";

function read({ text, needles, work }: PlainInput): PlainFacts {
  const { facts, regions } = runShell(text, parseShell(text), needles, work);
  const comments = commentSpans(text).flatMap(({ start, end }) =>
    proseFacts(sourceAt(text, start, end), needles),
  );
  return { facts: distinct([...facts, ...comments]), regions };
}

export const shell: Language = {
  id: "shell",
  aliases: ["shellscript", "shell", "sh", "bash", "zsh", "ksh", "curl", "dotenvrc"],
  endings: [".sh", ".bash", ".zsh", ".ksh", ".bats", ".command", ".envrc", ".bashrc", ".zshrc", ".profile"],
  comments: [["#"]],
  reader: { kind: "plain", read },
  prose: (text): readonly Span[] => commentSpans(text),
};
