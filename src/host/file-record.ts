import { createHash } from "node:crypto";
import type { AccountState } from "../billing/state/account-state.ts";
import { decodeState, encodeState, type DecodedState } from "../billing/state/state-encoding.ts";

/** One version of a cell as it stands in its file: a line about the record, then a line with the state. */
export type DecodedRecord =
  | { readonly kind: "record"; readonly lineage: readonly string[]; readonly state: AccountState }
  | { readonly kind: Exclude<DecodedState["kind"], "state"> };

/** `lineage` names this record and those it was made from, newest first. */
export function encodeRecord(lineage: readonly string[], state: AccountState): string {
  const body = encodeState(state);
  return `${lineage.join(" ")} ${checksum(body)}\n${body}\n`;
}

export function decodeRecord(text: string): DecodedRecord {
  const [head = "", body = ""] = text.split("\n");
  const lineage = head.split(" ");
  if (lineage.pop() !== checksum(body)) return { kind: "damaged" };
  const decoded = decodeState(body);
  return decoded.kind === "state" ? { kind: "record", lineage, state: decoded.state } : decoded;
}

const checksum = (body: string) => createHash("sha256").update(body).digest("hex").slice(0, 16);
