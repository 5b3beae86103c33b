/** Runs the works in turn, so that whatever else the machine does falls on all of them; times in milliseconds. */
export async function interleaved(
  runs: number,
  works: readonly ((run: number) => unknown)[],
): Promise<readonly (readonly number[])[]> {
  const times: number[][] = works.map(() => []);
  for (let run = -3; run < runs; run++) {
    for (const [index, work] of works.entries()) {
      const began = performance.now();
      await work(run + 3);
      if (run >= 0) times[index]?.push(performance.now() - began);
    }
  }
  return times;
}

export function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;
}

/** Median of the quotients of pairs measured one after the other. */
export function ratio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((one, index) => one / (theirs[index] ?? 1)));
}

export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  console.log(`\n${title}\n`);
  console.log(line(head));
  console.log(line(widths.map((width) => "-".repeat(width))));
  for (const row of rows) console.log(line(row));
}

export const ms = (millis: number): string => `${millis < 1 ? millis.toFixed(3) : millis.toFixed(2)} ms`;
