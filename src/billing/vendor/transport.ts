/** An HTTP answer, whole and in memory. */
export interface HttpAnswer {
  readonly status: number;
  /** The header's value; names are not case-sensitive. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** What is not as usual about a request; a plain GET without it. */
export interface Message {
  /** GET unless said otherwise. */
  readonly method?: "POST" | "DELETE" | undefined;
  /** JSON. */
  readonly body?: string | undefined;
  /** The answer may take half a minute. */
  readonly patient?: boolean | undefined;
  /** The most bytes the answer may have; a megabyte unless said otherwise. */
  readonly mostBytes?: number | undefined;
}

/**
 * The one way out to a vendor: a request of `url` with `headers`, ended by `signal`. What is not a GET is sent once:
 * it follows no redirect and is never repeated.
 * Rejects with a `BillingError` of a network kind, or with an `AbortedError` once `signal` is aborted.
 */
export type Transport = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  message?: Message,
) => Promise<HttpAnswer>;
