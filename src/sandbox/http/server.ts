import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Ask } from "./vendor-twin.ts";

export interface RunningServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Drops every connection, also those that wait for an answer. */
  close(): Promise<void>;
}

export type Respond = (ask: Ask, response: ServerResponse) => void | Promise<void>;

const BODY_LIMIT = 65_536;

/** Listens on 127.0.0.1 only; port 0 takes any free one. Rejects when the port is taken. */
export async function startServer(port: number, respond: Respond): Promise<RunningServer> {
  const server = createServer((request, response) => {
    readAsk(request)
      .then((ask) => respond(ask, response))
      .catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else send(response, { status: 500, headers: { "content-type": "text/plain" }, body: String(error) });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

async function readAsk(request: IncomingMessage): Promise<Ask> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new RangeError("The request body is too large for the sandbox.");
    chunks.push(chunk);
  }
  const target = request.url ?? "/";
  const cut = target.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: cut < 0 ? target : target.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? "" : target.slice(cut)),
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
