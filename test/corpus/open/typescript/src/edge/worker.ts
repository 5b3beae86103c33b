interface Env {
  readonly AIML_API_KEY: string;
  readonly CACHE: KVNamespace;
}

const upstream = (path: string): string => `https://api.aimlapi.com${path}`;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/v1/billing/balance") return balance(env);
    if (pathname === "/healthz") return new Response("ok");
    return new Response("not found", { status: 404 });
  },
};

async function balance(env: Env): Promise<Response> {
  const cached = await env.CACHE.get("balance");
  if (cached !== null) return new Response(cached, { headers: { "x-cache": "hit" } });
  const response = await fetch(upstream("/v1/billing/balance"), {
    headers: { Authorization: `Bearer ${env.AIML_API_KEY}` },
  });
  const text = await response.text();
  await env.CACHE.put("balance", text, { expirationTtl: 60 });
  return new Response(text, { status: response.status, headers: { "content-type": "application/json" } });
}
