/** Why a read of a bill failed. What a person is told about each stands in `present-error.ts`. */
export type FailureKind =
  | "unauthorized" // 401: missing or wrong key
  | "out-of-credits" // 403 whose message says so
  | "declined" // 402: the card was declined
  | "needs-payer" // the bank wants the payer's consent: the payment waits for it
  | "wrong-key-kind" // 403 whose message says the key may not use this route
  | "forbidden" // 403 that does not say which of the two
  | "not-found"
  | "rate-limited"
  | "server"
  | "timeout"
  | "dns"
  | "tls"
  | "proxy"
  | "offline"
  | "connection"
  | "foreign-answer" // not in the vendor's own words: a proxy, a bot wall or a sign-in page answered
  | "redirected"
  | "too-large"
  | "no-balance" // the vendor tells none for this account
  | "unexpected-answer";

export const FAILURE_KINDS: readonly FailureKind[] = [
  "unauthorized",
  "out-of-credits",
  "declined",
  "needs-payer",
  "wrong-key-kind",
  "forbidden",
  "not-found",
  "rate-limited",
  "server",
  "timeout",
  "dns",
  "tls",
  "proxy",
  "offline",
  "connection",
  "foreign-answer",
  "redirected",
  "too-large",
  "no-balance",
  "unexpected-answer",
];

/** What an error answer says in its vendor's own envelope. */
export interface VendorError {
  /** The answer is the vendor's word, not a proxy's. */
  readonly fromVendor: boolean;
  /** What it means, where the status alone does not say. */
  readonly kind?: FailureKind | undefined;
}

/** What an error answer says where the vendor documents no error body; undefined: it is not the vendor's. */
export function saidIn(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return undefined;
  const { error, message, code } = json as Readonly<Record<string, unknown>>;
  return error ?? message ?? code ?? undefined;
}

export const usualError = (_status: number, json: unknown): VendorError => ({
  fromVendor: saidIn(json) !== undefined,
});

/** A failure in numbers and fixed words only: safe to store, to log and to show, since nothing of an answer's body is in it. */
export interface Failure {
  readonly kind: FailureKind;
  readonly status?: number | undefined;
  /** The vendor's `x-request-id`: what support asks for. */
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Where the request was sent, of an answer that is not the vendor's. */
  readonly host?: string | undefined;
  /** The answer wore the vendor's own error envelope, so it is not a proxy's word. */
  readonly fromVendor?: boolean | undefined;
  /** Nothing of the request left this machine's side of it: certain, not likely. */
  readonly unsent?: true | undefined;
  /** Our own words on what was wrong with the answer, such as "current_balance is missing". */
  readonly detail?: string | undefined;
}

/** The vendor's own word that the key is not good. */
export const isRefusal = ({ kind, fromVendor }: Failure): boolean =>
  kind === "unauthorized" && fromVendor === true;

/**
 * Statuses with which a vendor says that it did nothing. Not among them: 408 and 409, which may tell of something that
 * is being done.
 */
const REFUSALS: readonly number[] = [400, 401, 402, 403, 404, 422, 429];

/** The vendor's own word that it did nothing of what was asked. */
export const isTurnedDown = ({ fromVendor, status = 0 }: Failure): boolean =>
  fromVendor === true && REFUSALS.includes(status);

/** The one error of the billing core. */
export class BillingError extends Error {
  override readonly name = "BillingError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail ? `${failure.kind}: ${failure.detail}` : failure.kind);
    this.failure = failure;
  }
}

/** Thrown when whoever asked is gone (disposed, signed out): nobody is to be told. */
export class AbortedError extends Error {
  override readonly name = "AbortedError";
}

/** The failure that an error tells of. */
export function failureIn(error: unknown): Failure | undefined {
  return isNamed(error, "BillingError") && "failure" in error ? (error.failure as Failure) : undefined;
}

/** Whether an error only says that whoever asked is gone. */
export const isAborted = (error: unknown): boolean => isNamed(error, "AbortedError");

/**
 * Whether an error is of the class with that name. Every bundle carries a class of its own, so `instanceof` would
 * miss an error of another bundle.
 */
export const isNamed = (error: unknown, name: string): error is Error =>
  error instanceof Error && error.name === name;
