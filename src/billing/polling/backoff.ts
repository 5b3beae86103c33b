/** After one failure, and where a moment is enough. */
export const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** How long to wait after so many failures in a row: twice as long each time, an hour at most. */
export const backoff = (failures: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
