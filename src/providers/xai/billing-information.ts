import type { AccountActions } from "../../billing/vendor/account-actions.ts";
import type { Endpoint } from "../../billing/vendor/endpoint.ts";
import type { BillingField, BillingInformation, Report } from "../../billing/vendor/report.ts";
import { type Fields, record, unexpected, wordFor } from "../decode/fields.ts";
import { nothing, TEAM, xaiEndpoint } from "./endpoint.ts";

const LABELS: Readonly<Record<string, string>> = {
  name: "Name",
  address: "Address",
  email: "Email",
  taxIdType: "Tax ID type",
  taxNumber: "Tax number",
};

/** Shape: `{ billingInfo: { name, address, email, taxIdType, taxNumber } }`; `address` may be an object of texts. */
const current: Endpoint<BillingInformation> = xaiEndpoint({
  path: `${TEAM}/billing-info`,
  answer: (answer) => {
    const info = record(answer["billingInfo"]) ?? {};
    const absent = Object.keys(LABELS).filter((name) => (info[name] ?? null) === null);
    return { fields: flattened({ ...info, ...Object.fromEntries(absent.map((name) => [name, ""])) }) };
  },
});

export const billingInformation: Report = {
  id: "billing-information",
  title: "Billing information",
  read: async (ask) => ({ kind: "billing-information", information: await ask(current) }),
};

export const setBillingInformation: NonNullable<AccountActions["setBillingInformation"]> = {
  current: (ask) => ask(current),
  request: ({ fields }) =>
    xaiEndpoint({
      method: "POST",
      path: `${TEAM}/billing-info`,
      body: { billingInfo: nested(fields.filter(isSent).map(({ name, value }) => [name.split("."), value])) },
      answer: nothing,
      empty: nothing,
    }),
};

/** An address that is not there yet may have either shape, so none is sent. */
const isSent = ({ name, value }: BillingField) => name !== "address" || value !== "";

/** All of it goes back when any of it is changed: what could not go back as it came is not taken. */
function flattened(info: Fields, path: readonly string[] = []): readonly BillingField[] {
  return Object.entries(info).flatMap(([key, value]) => {
    const parts = [...path, key];
    const inner = record(value);
    if (key === "" || key.includes(".") || parts.length > 4)
      throw unexpected("a billing field has an unknown name");
    if (inner) return flattened(inner, parts);
    if (value !== null && typeof value !== "string") throw unexpected("a billing field is not a text");
    return [{ name: parts.join("."), label: parts.map(labelOf).join(", "), value: value ?? "" }];
  });
}

/** `postalCode` to "postal code", within an address. */
const labelOf = (part: string, depth: number): string =>
  depth === 0
    ? (wordFor(LABELS, part) ?? wordsIn(part).replace(/^./, (first) => first.toUpperCase()))
    : wordsIn(part);

const wordsIn = (name: string) =>
  name
    .replace(/([a-z])([A-Z0-9])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();

type Leaf = readonly [path: readonly string[], value: string];

function nested(leaves: readonly Leaf[]): object {
  const heads = [...new Set(leaves.map(([[head = ""]]) => head))];
  return Object.fromEntries(
    heads.map((head) => {
      const group = leaves.filter(([path]) => path[0] === head);
      const inner = group.flatMap(([path, value]): Leaf[] =>
        path.length > 1 ? [[path.slice(1), value]] : [],
      );
      return [head, inner.length > 0 ? nested(inner) : (group[0]?.[1] ?? "")];
    }),
  );
}
