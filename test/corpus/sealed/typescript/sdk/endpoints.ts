/** Where the service lives. Trailing slashes are never part of a root. */
export const API_ROOT = "https://api.aimlapi.com";

export const CDN_ROOT = "https://cdn.aimlapi.com";

export const DEFAULT_TIMEOUT_MS = 30_000;

export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(query)) if (v !== undefined) q.set(k, String(v));
  const text = q.toString();
  return text ? `${path}?${text}` : path;
}
