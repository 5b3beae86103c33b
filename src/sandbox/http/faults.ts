import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { send } from "./server.ts";
import type { Answer, Ask, Refusal } from "./vendor-twin.ts";

/** One request on its way through a bad network. */
export interface Exchange {
  readonly ask: Ask;
  /** What the twin has to say. Until it is asked, the vendor has not heard of the request: nothing happened. */
  readonly answer: () => Answer;
  /** Whether the request would change anything at the vendor, such as money or a limit. */
  readonly writes: boolean;
  readonly response: ServerResponse;
  /** 1 for the first request since the fault began. */
  readonly count: number;
  /** An origin that is not the vendor's. */
  readonly elsewhere: string;
  /** An error in the vendor's own envelope. */
  readonly refuse: (refusal: Refusal) => Answer;
}

export type Fault = (exchange: Exchange) => void | Promise<void>;

const SLOW_MS = 3_000;
const RETRY_AFTER_S = 30;
const HUGE_BYTES = 2_000_000;

/** 429, with `Retry-After` in seconds and as a date by turns. */
export const rateLimited: Fault = ({ count, response, refuse }) => {
  const { headers, ...rest } = refuse({ status: 429, message: "Too many requests. Please try again later." });
  const date = new Date(Date.now() + RETRY_AFTER_S * 1_000).toUTCString();
  const retryAfter = count % 2 === 1 ? String(RETRY_AFTER_S) : date;
  send(response, { ...rest, headers: { ...headers, "retry-after": retryAfter } });
};

/** 403 in the vendor's words for an account without funds. */
export const outOfCredits: Fault = ({ response, refuse }) => {
  const message = "You've run out of credits. Please top up your balance.";
  send(response, refuse({ status: 403, message, kind: "err_insufficent_credits" }));
};

/** Of five requests the second and the fourth fail, each time in another way. */
export const flaky: Fault = ({ count, answer, response, refuse }) => {
  const failures = [
    () => refuse({ status: 500, message: "Internal server error" }),
    () => page(524, "A timeout occurred"),
    () => refuse({ status: 503, message: "Service temporarily unavailable" }),
    () => page(502, "Bad gateway"),
  ];
  const place = count % 5;
  const nth = Math.floor(count / 5) * 2 + (place === 2 ? 0 : 1);
  const fail = place === 2 || place === 4 ? failures[nth % failures.length] : undefined;
  send(response, fail?.() ?? answer());
};

/** The right answer after three seconds; what it tells of has happened by then, waited for or not. */
export const slow: Fault = async ({ answer, response }) => {
  const said = answer();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SLOW_MS);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (!response.destroyed) send(response, said);
};

/** Silence: before the first byte and in the middle of the body by turns. */
export const hanging: Fault = ({ count, answer, response }) => {
  if (count % 2 === 0) sendHalf(response, answer());
};

/** The page a proxy shows when the vendor behind it says nothing. */
export const htmlError: Fault = ({ response }) => send(response, page(524, "A timeout occurred"));

/** 200 and a page of somebody else's: the network wants a person to sign in first. */
export const captivePortal: Fault = ({ response }) => send(response, page(200, "Sign in to this network"));

/** JSON that breaks off. */
export const malformedJson: Fault = ({ answer, response }) => {
  const said = answer();
  send(response, { ...said, body: said.body.slice(0, Math.ceil(said.body.length / 2)) });
};

/** Every number and boolean as a string of the same look. */
export const wrongTypes: Fault = ({ answer, response }) => {
  const said = answer();
  const body = JSON.stringify(JSON.parse(said.body), (_key, value: unknown) =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  );
  send(response, { ...said, body });
};

/** A right answer in 2 MB: plain, and by turns packed into a few kB for who accepts gzip. No length is told. */
export const hugeBody: Fault = ({ ask, count, answer, response }) => {
  const { status, headers, body: text } = answer();
  const value = { ...(JSON.parse(text) as object), padding: "x".repeat(HUGE_BYTES) };
  const packed = count % 2 === 0 && /\bgzip\b/u.test(ask.headers["accept-encoding"] ?? "");
  response.writeHead(status, { ...headers, ...(packed && { "content-encoding": "gzip" }) });
  const body = Buffer.from(JSON.stringify(value));
  response.write(packed ? gzipSync(body) : body);
  response.end();
};

/** 302 to the same path at an origin that is not the vendor's. */
export const redirectAway: Fault = ({ ask, response, elsewhere }) => {
  const location = `${elsewhere}${ask.path}`;
  send(response, { status: 302, headers: { location, "x-request-id": randomUUID() }, body: "" });
};

/** The connection breaks: before the first byte and in the middle of the body by turns. */
export const droppedConnection: Fault = ({ count, answer, response }) => {
  if (count % 2 === 1) response.destroy();
  else sendHalf(response, answer(), () => response.destroy());
};

/** For what reads nothing is wrong; what changes something goes through `lose`. */
const losing =
  (lose: (exchange: Exchange) => void): Fault =>
  (exchange) => {
    if (exchange.writes) lose(exchange);
    else send(exchange.response, exchange.answer());
  };

/** The connection breaks before the vendor has heard of a change: nothing happens. */
export const answerLostBefore = losing(({ response }) => response.destroy());

/** The change happens, and the connection breaks in the middle of the answer. */
export const answerLostDuring = losing(({ answer, response }) =>
  sendHalf(response, answer(), () => response.destroy()),
);

/** The change happens, and the connection breaks before the first byte of the answer. */
export const answerLostAfter = losing(({ answer, response }) => {
  answer();
  response.destroy();
});

/** The change happens, and nobody ever says so. */
export const answerLostSilently = losing(({ answer }) => void answer());

function sendHalf(response: ServerResponse, { status, headers, body }: Answer, then?: () => void): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => then?.());
}

function page(status: number, title: string): Answer {
  const headers = { "content-type": "text/html; charset=UTF-8", "x-request-id": randomUUID() };
  const heading = status === 200 ? title : `Error ${status}: ${title}`;
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${heading}</h1></body></html>\n`;
  return { status, headers, body };
}
