// node window.ts kind folder everyMs durationMs: one window that reads a balance now and then. Prints one line of JSON.
import { measureHeld, openStore, stateOf, type Held, type Kind } from "./kinds.ts";

const [kind = "files", folder = "", every = "500", duration = "20000"] = process.argv.slice(2);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const { cell } = (await openStore(kind as Kind, folder)).account("abc");
await cell.read();
const rounds: Held[] = [];
const idle: Held[] = [];
const end = performance.now() + Number(duration);
await pause(Math.random() * Number(every));
for (let round = 0; performance.now() < end; round += 1) {
  const token = `${process.pid} ${round}`;
  rounds.push(
    await measureHeld(async () => {
      if ((await cell.acquire({ lease: "balance", token })).kind !== "acquired") {
        // Another window has the lease: this one looks at what it learned, and writes something of its own.
        for (;;) {
          const version = await cell.read();
          if (await cell.swap(version, { ...version.state, detailAskedAt: round })) return;
        }
      }
      const version = await cell.read();
      await cell.swap(version, {
        ...stateOf(round),
        requests: version.state.requests,
        lease: version.state.lease,
      });
      await cell.release("balance", token);
    }),
  );
  // As long without any work: what other processes take from this one.
  const took = rounds.at(-1)?.took ?? 0;
  idle.push(await measureHeld(() => pause(took)));
  await pause(Number(every) * (0.5 + Math.random()));
}
process.stdout.write(`${JSON.stringify({ rounds, idle })}\n`, () => process.exit());
