import { commandOf, type Command } from "./commands.ts";
import { plainText, type Stage, type Word } from "./syntax.ts";

const savesAnswer =
  /^-[A-Za-z]*[oOJKw]|^--(?:output|output-dir|remote-name|remote-name-all|remote-header-name|config|write-out|download)(?:=|$)/;
const jqOption = /^(?:-[CMSaj]+|--(?:color-output|monochrome-output|sort-keys|ascii-output|tab))$/;

/** A request whose answer is printed and goes nowhere else, as far as its own words say. */
export function isOnlyShown(command: Command, args: readonly Word[]): boolean {
  return (
    /^(?:curl|https?|xh)$/.test(command.name) && !args.some((word, index) => isSaved(word, args[index + 1]))
  );
}

function isSaved(word: Word, next: Word | undefined): boolean {
  const text = word.pieces[0]?.kind === "text" ? word.pieces[0].text : "";
  const toNowhere = /^(?:-[sSfkL]*o|--output)$/.test(text) && isNowhere(next);
  return savesAnswer.test(text) && !toNowhere;
}

/** Output that is redirected to where it may be read again. */
export function isDiverted({ redirects }: Stage): boolean {
  return redirects.some(({ op, target }) => {
    if (/^<(?:[<-]|<-|<<)?$/.test(op)) return false;
    return !isNowhere(target) && !(op === ">&" && /^[12]$/.test(plainText(target) ?? ""));
  });
}

/** `jq .` and the like: the whole answer again, for people. */
export function isFormatting(stage: Stage): boolean {
  if (stage.kind === "group" || stage.assignments.length + stage.redirects.length > 0) return false;
  const words = stage.words.map((word) => plainText(word) ?? "?");
  if (/^(?:json_pp|python3? -m json\.tool)$/.test(words.join(" "))) return true;
  const rest = words.slice(1).filter((word) => !jqOption.test(word));
  return (
    commandOf(stage.words).name === "jq" && words[0] === "jq" && (rest.length === 0 || rest.join(" ") === ".")
  );
}

function isNowhere(word: Word | undefined): boolean {
  return plainText(word) === "/dev/null";
}
