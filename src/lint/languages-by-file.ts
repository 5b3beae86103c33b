import type { Language } from "./syntax/language.ts";

export function byEnding(languages: readonly Language[], file: string): Language | undefined {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1).toLowerCase();
  let best: Language | undefined;
  let longest = 0;
  for (const language of languages) {
    for (const ending of language.endings) {
      const fits = ending.startsWith(".") ? name.endsWith(ending) : name === ending;
      if (fits && ending.length > longest) {
        best = language;
        longest = ending.length;
      }
    }
  }
  return best;
}
