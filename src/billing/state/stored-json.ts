import { moneyFrom, toDecimal, type Money } from "../money/money.ts";
import { isNamed } from "../vendor/billing-error.ts";

/** A stored form is not what it should be. */
export class WrongShape extends Error {
  override readonly name = "WrongShape";
}

export const isWrongShape = (error: unknown): boolean => isNamed(error, "WrongShape");

export type Parts = Readonly<Record<string, unknown>>;

/** The parts of a JSON object; undefined for any other text. */
export function parse(text: string): Parts | undefined {
  try {
    return parts(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function parts(value: unknown): Parts {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WrongShape();
  return value as Parts;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new WrongShape();
  return value;
}

export const optional = <T>(value: unknown, read: (it: Parts) => T): T | undefined =>
  value === undefined ? undefined : read(parts(value));

/** A count or a time: a finite number that is not negative. */
export function time(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) throw new WrongShape();
  return value;
}

export function string(value: unknown): string {
  if (typeof value !== "string") throw new WrongShape();
  return value;
}

export const optionalText = (value: unknown): string | undefined =>
  value === undefined ? undefined : string(value);

export function bool(value: unknown): boolean {
  if (typeof value !== "boolean") throw new WrongShape();
  return value;
}

export function money(value: unknown): Money {
  const { amount, currency } = parts(value);
  const found = typeof amount === "string" ? moneyFrom(amount, currency) : undefined;
  if (!found) throw new WrongShape();
  return found;
}

export function times(value: unknown): readonly number[] {
  return list(value).map(time);
}

/** The stored form of an amount: a decimal text, so that no digit is lost. */
export const moneyParts = (amount: Money | undefined) =>
  amount && { amount: toDecimal(amount), currency: amount.currency };
