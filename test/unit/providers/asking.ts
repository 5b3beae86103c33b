import assert from "node:assert/strict";
import { BillingError, type Failure, failureIn } from "../../../src/billing/vendor/billing-error.ts";
import type { Ask, Endpoint } from "../../../src/billing/vendor/endpoint.ts";

/** What was asked, as it would go out. */
export interface Asked {
  readonly line: string;
  readonly body?: object;
}

/** An `Ask` that gives fixed answers, by the end of what is asked for; an error is thrown. */
export function answering(answers: Readonly<Record<string, unknown>>): { ask: Ask; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask: Ask = (endpoint) => {
    const line = lineOf(endpoint);
    asked.push({ line, ...(endpoint.body && { body: endpoint.body }) });
    const key = Object.keys(answers).find((each) => line.endsWith(each)) ?? assert.fail(`asked for ${line}`);
    const answer = answers[key];
    return answer instanceof Error
      ? Promise.reject(answer)
      : new Promise((resolve) => resolve(endpoint.decode(answer)));
  };
  return { ask, asked };
}

/** `POST /path?name=value` */
export function lineOf({ method, path, item = "", query = {} }: Endpoint<unknown>): string {
  const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `${method ?? "GET"} ${path.replace("{item}", item)}${search.length > 0 ? `?${search.join("&")}` : ""}`;
}

export const failing = (failure: Failure): Error => new BillingError(failure);

/** The failure that something ends in; it never repeats `secret`. */
export function failureOf(act: () => unknown, secret = "hunter2"): Failure {
  try {
    act();
  } catch (error) {
    assert.ok(!String(error).includes(secret));
    return failureIn(error) ?? assert.fail(String(error));
  }
  return assert.fail("nothing failed");
}
