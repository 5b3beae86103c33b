/** Work that reading one text may take, counted in what is made rather than in time: the same text always ends at the same place. */
export interface Work {
  /** Takes an amount of what is left; false from when it is used up. */
  readonly take: (amount: number) => boolean;
  /** Something was cut short: the text counts as not fully read. */
  readonly cut: () => void;
  readonly isCut: () => boolean;
}

/** Far more than any text that people write takes, and done within a second. */
const plenty = 2_000_000;

export function createWork(most = plenty): Work {
  let left = most;
  let isCut = false;
  return {
    take: (amount) => {
      left -= amount;
      isCut ||= left < 0;
      return left >= 0;
    },
    cut: () => {
      isCut = true;
    },
    isCut: () => isCut,
  };
}
