/** Whom the sandbox has a twin of. */
export const vendors = ["aimlapi", "cloudflare", "xai", "openrouter", "deepseek", "vercel"] as const;

export type Vendor = (typeof vendors)[number];

export const isVendor = (name: unknown): name is Vendor => vendors.some((vendor) => vendor === name);
