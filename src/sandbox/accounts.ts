import type { Vendor } from "./vendors.ts";
import { derived, otherKey, uuidOf } from "./world/derived-ids.ts";

/** What a client needs to ask each twin. All of it follows from the first key, so one key brings back the rest. */
export interface Accounts {
  /** Two keys of one account. */
  readonly aimlapi: { readonly apiKey: string; readonly otherApiKey: string };
  readonly cloudflare: {
    /** A user's token, which sees both accounts and may bill the first. */
    readonly apiToken: string;
    /** A token the first account owns: only that account can verify it. */
    readonly accountToken: string;
    readonly accountId: string;
    readonly otherAccountId: string;
  };
  readonly xai: {
    readonly managementKey: string;
    /** Refused at every management route. */
    readonly inferenceKey: string;
    readonly teamId: string;
  };
  readonly openrouter: { readonly apiKey: string };
  readonly deepseek: { readonly apiKey: string };
  readonly vercel: { readonly apiKey: string };
}

export function createAccounts(key: string): Accounts {
  const hex = (purpose: string, length: number) => derived(key, purpose).slice(0, length);
  const cloudflare = hex("cloudflare", 40);
  return {
    aimlapi: { apiKey: key, otherApiKey: otherKey(key) },
    cloudflare: {
      apiToken: cloudflare,
      accountToken: otherKey(cloudflare),
      accountId: hex("cloudflare account", 32),
      otherAccountId: hex("cloudflare other account", 32),
    },
    xai: {
      managementKey: `xai-token-${hex("xai", 64)}`,
      inferenceKey: `xai-${hex("xai inference", 64)}`,
      teamId: uuidOf(hex("xai team", 32)),
    },
    openrouter: { apiKey: `sk-or-v1-${hex("openrouter", 64)}` },
    deepseek: { apiKey: `sk-${hex("deepseek", 32)}` },
    vercel: { apiKey: `vck_${hex("vercel", 48)}` },
  };
}

/** The key each vendor's customer asks with first. */
export const firstKeys = (accounts: Accounts): Readonly<Record<Vendor, string>> => ({
  aimlapi: accounts.aimlapi.apiKey,
  cloudflare: accounts.cloudflare.apiToken,
  xai: accounts.xai.managementKey,
  openrouter: accounts.openrouter.apiKey,
  deepseek: accounts.deepseek.apiKey,
  vercel: accounts.vercel.apiKey,
});

/** Every secret there is. */
export const secretsOf = (accounts: Accounts): readonly string[] => [
  ...Object.values(firstKeys(accounts)),
  accounts.aimlapi.otherApiKey,
  accounts.cloudflare.accountToken,
  accounts.xai.inferenceKey,
];
