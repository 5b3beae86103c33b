import { writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { createCertificate } from "./certificate.ts";
import { createScratch } from "./scratch.ts";

/** A proxy that alone knows the way to a made-up host, so that an answer proves the way it took. */
export interface TestProxy {
  /** For the setting `http.proxy`. */
  readonly url: string;
  /** The origin behind the proxy, such as "https://billing.example.test"; no name server knows it. */
  readonly origin: string;
  /** A file for the environment variable `SSL_CERT_FILE`, with which the editor trusts the origin. */
  readonly certificateFile: string;
  /** What the proxy was asked for the origin, such as "CONNECT billing.example.test:443". Also answered as JSON by `GET url/__log`. */
  readonly log: readonly string[];
  readonly dispose: () => Promise<void>;
}

/** Starts the proxy and an origin behind it, whose https requests `answer` takes. */
export async function startProxy(answer: RequestListener, host = "billing.example.test"): Promise<TestProxy> {
  const scratch = await createScratch();
  const certificate = createCertificate(host);
  const certificateFile = join(scratch.path, "origin.pem");
  await writeFile(certificateFile, certificate.cert);

  const log: string[] = [];
  const origin = createHttpsServer(certificate, answer);
  const originPort = await listen(origin);
  const proxy = createHttpServer((request, response) => {
    if (request.url === "/__log") return response.end(JSON.stringify(log));
    log.push(`${request.method ?? ""} ${request.url ?? ""}`);
    return response.writeHead(502).end();
  });
  const tunnels = new Set<Duplex>();
  proxy.on("connect", (request, client: Duplex, head) => {
    // The editor asks its gallery through the same proxy; that is not ours to answer or to count.
    if (request.url !== `${host}:443`) return client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    log.push(`CONNECT ${request.url}`);
    const server = connect(originPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      server.write(head);
      server.pipe(client).pipe(server);
    });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      tunnels.add(socket);
      socket.on("error", () => other.destroy()).on("close", () => tunnels.delete(socket));
    }
    return undefined;
  });
  const port = await listen(proxy);
  return {
    url: `http://127.0.0.1:${port}`,
    origin: `https://${host}`,
    certificateFile,
    log,
    async dispose() {
      tunnels.forEach((socket) => socket.destroy());
      for (const server of [proxy, origin]) {
        server.close();
        server.closeAllConnections();
      }
      await scratch.dispose();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
