/** An HTTP answer, whole and in memory. */
export interface HttpAnswer {
  readonly status: number;
  /** The header's value; names are not case-sensitive. */
  header(name: string): string | undefined;
  readonly body: string;
}

/**
 * The one way out to a vendor: a GET of `url` with `headers`, ended by `signal`.
 * Rejects with a `BillingError` of a network kind, or with an `AbortedError` once `signal` is aborted.
 */
export type Transport = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<HttpAnswer>;
