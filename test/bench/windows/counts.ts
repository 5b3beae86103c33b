import type { Sandbox } from "../../support/sandbox.ts";

/** Requests by endpoint, as the sandbox recorded them. */
export interface RequestCounts {
  readonly balance: number;
  readonly detail: number;
}

export async function countRequests(sandbox: Sandbox): Promise<RequestCounts> {
  const paths = (await sandbox.requests()).map(({ path }) => path);
  const count = (wanted: string) => paths.filter((path) => path === wanted).length;
  const counts = { balance: count("/v2/billing"), detail: count("/v2/billing/detail") };
  if (total(counts) !== paths.length) throw new Error(`Asked for something else: ${paths.join(" ")}`);
  return counts;
}

export const total = ({ balance, detail }: RequestCounts) => balance + detail;
