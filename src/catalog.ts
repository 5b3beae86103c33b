import type { Language } from "./lint/language.ts";
import type { Rule } from "./lint/rule.ts";

export const languages: readonly Language[] = [];

export const rules: readonly Rule[] = [];
