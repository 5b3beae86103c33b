export async function creditsLeft(key, { host = "https://billing.aimlapi.com" } = {}) {
  const url = new URL(host);
  url.pathname = "/v1/billing/balance";
  url.searchParams.set("t", Date.now().toString());
  const answer = await fetch(url.href, { headers: { Authorization: "Bearer " + key } });
  return answer.ok ? answer.json() : null;
}

export function healthUrl(base) {
  const url = new URL(base);
  url.pathname = "/healthz";
  return url;
}
