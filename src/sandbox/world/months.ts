/** A month in UTC: what vendors bill by. */
export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

export function monthOf(at: number): Month {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The first moment of a month, in ms since 1970 UTC. */
export const startOf = ({ year, month }: Month): number => Date.UTC(year, month - 1);

/** The first moment after a month. */
export const endOf = ({ year, month }: Month): number => Date.UTC(year, month);
