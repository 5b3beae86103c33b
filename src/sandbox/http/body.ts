import { badRequest } from "./query.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** The JSON object of a body; throws a 400 for anything else. */
export function fieldsOf(body: string): Fields {
  const value = fieldsIn(parse(body));
  if (value === null) throw badRequest("The body must be a JSON object.");
  return value;
}

/** A value as a JSON object; null when it is none. */
export function fieldsIn(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
