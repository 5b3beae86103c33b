import { failureIn, type Failure, type FailureKind } from "../../billing/vendor/billing-error.ts";

const REFUSALS: readonly FailureKind[] = [
  "unauthorized",
  "forbidden",
  "wrong-key-kind",
  "not-found",
  "unexpected-answer",
];

/** The vendor answered, but does not tell; undefined for any other failure. */
export function refusalIn(error: unknown): Failure | undefined {
  const failure = failureIn(error);
  return failure && REFUSALS.includes(failure.kind) ? failure : undefined;
}

/** What is read, or `otherwise` where the vendor answers but does not tell. Any other failure stays one. */
export async function unlessRefused<T, const U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (refusalIn(error)) return otherwise;
    throw error;
  }
}
