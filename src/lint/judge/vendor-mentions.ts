import type { SyntaxNode } from "../syntax/parser.ts";
import { patternScan, type Search } from "../syntax/search-index.ts";

/** Names that stand for the vendor in code: AIML_API_KEY, aimlBaseUrl, myAimlClient, ai_ml_api. */
const naming = /(?<![a-z])aiml|(?<=[a-z0-9])A(?:iml|IML)|(?<![a-z])ai[_-]?ml[_-]?api|aimlapi/;
const namingAnyCase = /(?<![a-z])aiml(?![a-z]*bot)/i;

export function namesVendor(name: string): boolean {
  return naming.test(name) || namingAnyCase.test(name);
}

const mention =
  /aimlapi|aiml[_-]?api|aiml_|ai[_-]ml[_-]?api|ai-ml\.api|["'`]aiml\/|\baiml[A-Z]|\bAiml|\bAIML/gi;

/**
 * Whether code (not prose) speaks of the vendor: its host, its environment names, its SDKs. Look-alike hosts do not
 * count. `isCode` is asked for each mention.
 */
export function mentionsVendor(text: string, host: string, isCode: (offset: number) => boolean): boolean {
  for (const match of text.matchAll(mention)) {
    if (isMention(text, match.index, host) && isCode(match.index)) return true;
  }
  return false;
}

/** Mentions in a program, each where it starts. */
export function vendorSearch(host: string, isCode: (offset: number, root: SyntaxNode) => boolean): Search {
  const scan = patternScan(mention);
  return {
    key: `vendor ${host}`,
    scan: (text, from, to) => scan(text, from, to).filter((index) => isMention(text, index, host)),
    counts: isCode,
  };
}

function isMention(text: string, index: number, host: string): boolean {
  const after = text.slice(index, index + 40);
  if (/^[a-z]a/.test(text.slice(index - 1, index + 1))) return false;
  return !(after.toLowerCase().startsWith(host) && /^(?:-|\.[a-z])/i.test(after.slice(host.length)));
}

export function isVendorHost(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
