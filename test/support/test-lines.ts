import { Writable } from "node:stream";

const mark = "[test] ";

/** Marks a line of the tests among all that an editor says. */
export function markLine(line: string): string {
  return mark + line;
}

/** Takes what an editor prints: lines of the tests go on, without their mark; the rest goes to `noise`. */
export function testLines(onTest: (line: string) => void, noise: (line: string) => void): Writable {
  let rest = "";
  const take = (line: string) => {
    const at = line.indexOf(mark);
    if (at < 0) noise(line);
    else onTest(line.slice(at + mark.length));
  };
  return new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, done) {
      const lines = (rest + chunk.toString()).split(/\r?\n/);
      rest = lines.pop() ?? "";
      lines.forEach(take);
      done();
    },
    final(done) {
      if (rest) take(rest);
      done();
    },
  });
}
