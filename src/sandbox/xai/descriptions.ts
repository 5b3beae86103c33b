import type { Entry } from "../world/ledger.ts";

/** This vendor's own models in place of those the accounts are spent on. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "openai/gpt-5": "grok-4",
  "anthropic/claude-sonnet-4.5": "grok-4-1-fast",
  "google/gemini-2.5-flash": "grok-3-mini",
  "deepseek/deepseek-chat": "grok-code-fast-1",
  "openai/gpt-5-mini": "Web search",
  "flux/dev": "grok-2-image",
};

/** What an invoice and the analytics call a use. */
export function descriptionOf({ model }: Entry): string {
  if (model === null) return "Other";
  return Object.hasOwn(DESCRIPTIONS, model) ? (DESCRIPTIONS[model] ?? model) : model;
}
