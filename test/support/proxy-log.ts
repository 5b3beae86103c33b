import assert from "node:assert/strict";
import { request } from "node:http";

/** The variable that tells in-host tests of the proxy. */
export const proxyVariable = "AIMLAPI_TEST_PROXY_URL";

/** What the proxy was asked so far; the loopback address itself is never asked through a proxy. */
export async function readProxyLog(): Promise<readonly string[]> {
  const url = process.env[proxyVariable];
  assert.ok(url, "the case starts a proxy");
  return await new Promise((resolve, reject) => {
    request(`${url}/__log`, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve(JSON.parse(text) as string[]));
    })
      .on("error", reject)
      .end();
  });
}
