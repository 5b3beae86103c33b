import { fieldsIn } from "../http/body.ts";
import { badRequest } from "../http/query.ts";

/** US cents as the vendor writes them: int64 as a text, and zero as nothing at all. */
export const cent = (cents: number): object => (cents === 0 ? {} : { val: String(cents) });

/** The cents of a `Cent`; throws a 400 for what is none. `{}` is zero. */
export function centsOf(value: unknown): number {
  const val = fieldsIn(value)?.["val"] ?? (fieldsIn(value) ? "0" : undefined);
  if (typeof val !== "string" || !/^-?\d{1,15}$/u.test(val)) throw badRequest("amount must be a Cent");
  return Number(val);
}

/** The JSON of proto3: fields whose value is zero, empty or unknown are left out; `null` and `{}` are kept. */
export function proto(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(proto);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => !isZero(field))
      .map(([name, field]) => [name, proto(field)]),
  );
}

const isZero = (field: unknown) =>
  field === undefined ||
  field === 0 ||
  field === "0" ||
  field === "" ||
  field === false ||
  (Array.isArray(field) && field.length === 0);
