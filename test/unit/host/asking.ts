import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createClient, type Credential, type RequestRecord } from "../../../src/billing/vendor/api-client.ts";
import { BillingError, type Failure } from "../../../src/billing/vendor/billing-error.ts";
import type { Ask, Endpoint } from "../../../src/billing/vendor/endpoint.ts";
import { createTransport } from "../../../src/host/http/node-fetch-transport.ts";
import type { Certificate } from "../../support/certificate.ts";
import { overOnce } from "../../support/until.ts";

/** The real client over the real transport, and what it wrote to the log. It waits until `over` says otherwise. */
export function createAsking(over: () => boolean = () => false) {
  const records: RequestRecord[] = [];
  const client = createClient({
    transport: createTransport({ after: () => overOnce(over) }),
    now: Date.now,
    log: (record) => records.push(record),
    userAgent: "aimlapi-balance/test",
  });
  const never = new AbortController().signal;
  return {
    records,
    ask: <T>(origin: string, apiKey: string, endpoint: Endpoint<T>, signal = never) =>
      client({ origin, apiKey }, endpoint, signal),
    /** Asks with a credential that names what is billed. */
    as:
      (credential: Credential): Ask =>
      (endpoint) =>
        client(credential, endpoint, never),
  };
}

/** The failure a promise rejects with; throws when it does not, or with anything but a `BillingError`. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BillingError) return error.failure;
    throw error;
  }
  throw new Error("It did not fail.");
}

/** A server of a test's own, closed even when the test fails. */
export async function withServer(
  answer: RequestListener,
  test: (origin: string, asked: readonly string[]) => Promise<void>,
  certificate?: Certificate,
): Promise<void> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    answer(request, response);
  };
  const server: Server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await test(`${certificate ? "https" : "http"}://127.0.0.1:${port}`, asked);
  } finally {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}
