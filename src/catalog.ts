import type { Provider } from "./billing/vendor/provider.ts";
import { cells } from "./languages/cells.ts";
import { env } from "./languages/env.ts";
import { http } from "./languages/http.ts";
import { javascript } from "./languages/javascript.ts";
import { json, jsonWithComments } from "./languages/json.ts";
import { markdown } from "./languages/markdown.ts";
import { notebook } from "./languages/notebook.ts";
import { python } from "./languages/python.ts";
import { shell } from "./languages/shell.ts";
import { svelte } from "./languages/svelte.ts";
import { tsx } from "./languages/tsx.ts";
import { typescript } from "./languages/typescript.ts";
import { vue } from "./languages/vue.ts";
import { yaml } from "./languages/yaml.ts";
import type { Rule } from "./lint/contract/rule.ts";
import type { Language } from "./lint/syntax/language.ts";
import { aimlapi } from "./providers/aimlapi/aimlapi.ts";
import { cloudflare } from "./providers/cloudflare/cloudflare.ts";
import { deepseek } from "./providers/deepseek.ts";
import { openrouter } from "./providers/openrouter.ts";
import { vercel } from "./providers/vercel.ts";
import { xai } from "./providers/xai/xai.ts";
import { deprecatedEndpoint } from "./rules/deprecated-endpoint.ts";
import { deprecatedField } from "./rules/deprecated-field.ts";
import { deprecatedHeader } from "./rules/deprecated-header.ts";
import { v1ResponseField } from "./rules/v1-response-field.ts";

export const languages: readonly Language[] = [
  cells,
  env,
  http,
  javascript,
  json,
  jsonWithComments,
  markdown,
  notebook,
  python,
  shell,
  svelte,
  tsx,
  typescript,
  vue,
  yaml,
];

export const rules: readonly Rule[] = [
  deprecatedEndpoint,
  deprecatedField,
  deprecatedHeader,
  v1ResponseField,
];

/** Every vendor whose accounts can be shown, the main one first. */
export const providers = [
  aimlapi,
  cloudflare,
  xai,
  openrouter,
  deepseek,
  vercel,
] as const satisfies readonly Provider[];
