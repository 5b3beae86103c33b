import type { Refusal } from "./vendor-twin.ts";

/** A request that the vendor understands and does not fulfil. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export const badRequest = (message: string) => new Refused({ status: 400, message });

/** The parameters of a query, each at most once; throws a 400 for one that is not in `known`. */
export function parametersOf<Name extends string>(
  query: URLSearchParams,
  known: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {};
  for (const [name, value] of query) {
    const parameter = known.find((each) => each === name);
    if (parameter === undefined) throw badRequest(`property ${name} should not exist`);
    if (found[parameter] !== undefined) throw badRequest(`${name} must be given once`);
    found[parameter] = value;
  }
  return found;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/u;

/** ISO-8601 to ms since 1970; without an offset it is UTC where `offset` is optional, else a 400. */
export function momentOf(name: string, text: string, offset: "required" | "optional"): number {
  const match = MOMENT.exec(text);
  const at = match ? Date.parse(match[1] === undefined ? `${text}Z` : text) : NaN;
  if (Number.isNaN(at) || (offset === "required" && match?.[1] === undefined)) {
    throw badRequest(`${name} must be an ISO-8601 moment${offset === "required" ? " with an offset" : ""}`);
  }
  return at;
}

export function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const value = values.find((each) => each === text);
  if (value === undefined)
    throw badRequest(`${name} must be one of the following values: ${values.join(", ")}`);
  return value;
}
