import type { EditorCase } from "./case.ts";
import { startProxy } from "./proxy.ts";
import { proxyVariable } from "./proxy-log.ts";

/** An editor whose vendor can be reached through a proxy only. */
export async function openBehindProxy(settings: Readonly<Record<string, unknown>>): Promise<EditorCase> {
  const answer = JSON.stringify({ current_balance: 42.5, currency: "USD" });
  const proxy = await startProxy((_request, response) => {
    response.setHeader("content-type", "application/json").end(answer);
  });
  return {
    settings: { "http.proxy": proxy.url, "aimlapi.baseUrl": proxy.origin, ...settings },
    env: { SSL_CERT_FILE: proxy.certificateFile, [proxyVariable]: proxy.url },
    dispose: proxy.dispose,
  };
}
