import assert from "node:assert/strict";
import fc from "fast-check";
import { AUTOMATIC_PER_HOUR, MANUAL_PER_HOUR } from "../../../../src/billing/state/request-budget.ts";
import type { Failure } from "../../../../src/billing/vendor/billing-error.ts";
import { mostInAnHour } from "./fake-vendor.ts";
import { createStage, HOUR, MINUTE, type Window } from "./windows.ts";

type Command =
  | { readonly do: "advance" | "jump" | "sleep"; readonly ms: number }
  | { readonly do: "fail"; readonly failure: Failure | undefined; readonly takes: number }
  | { readonly do: "manual" | "page" | "timer" | "close"; readonly which: number }
  | { readonly do: "open" };

const anyFailure = fc.constantFrom<Failure | undefined>(
  undefined,
  { kind: "offline" },
  { kind: "server", status: 503, retryAfterMs: 30_000 },
  { kind: "rate-limited", status: 429, retryAfterMs: 10 * MINUTE },
);
const little = fc.integer({ min: -MINUTE, max: MINUTE });
const much = fc.integer({ min: -50 * HOUR, max: 50 * HOUR });

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant("advance"), ms: fc.integer({ min: 1, max: 40 * MINUTE }) }),
  fc.record({ do: fc.constant("jump"), ms: fc.oneof(little, much) }),
  fc.record({ do: fc.constant("sleep"), ms: fc.nat(20 * HOUR) }),
  fc.record({ do: fc.constant("fail"), failure: anyFailure, takes: fc.constantFrom(0, 900, 9_000) }),
  fc.record({ do: fc.constantFrom("manual", "page", "timer", "close"), which: fc.nat(5) }),
  fc.record({ do: fc.constant("open") }),
);

describe("windows whose clock jumps, machine sleeps and vendor fails, in any order", () => {
  it("neither storm nor fall silent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 5, maxLength: 60 }), async (commands) => {
        const stage = createStage();
        const { clock, vendor } = stage;
        // Requests in time that really passed.
        const sent: number[] = [];
        const counting = {
          balance: (signal: AbortSignal) => (sent.push(clock.elapsed()), vendor.balance(signal)),
          detail: (signal: AbortSignal) => (
            sent.push(clock.elapsed()),
            vendor.detail?.(signal) ?? assert.fail()
          ),
        };
        const windows: Window[] = [];
        const open = () => windows.push(stage.open({ source: counting }));
        const play = async (command: Command) => {
          switch (command.do) {
            case "advance":
              return clock.advance(command.ms);
            case "jump": {
              clock.jump(command.ms);
              return;
            }
            case "sleep": {
              clock.sleep(command.ms);
              return;
            }
            case "fail":
              vendor.failure = command.failure ? { balance: command.failure, detail: command.failure } : {};
              vendor.takes = command.takes;
              return;
            case "open":
              return void open();
            case "close":
              return windows[command.which % windows.length]?.poller.dispose();
            case "manual":
            case "page":
            case "timer":
              return void windows[command.which % windows.length]?.poller.look(command.do);
          }
        };
        open();
        for (const command of commands) {
          await play(command);
          await clock.advance(10);
        }
        const most = mostInAnHour(sent);
        assert.ok(
          most <= (AUTOMATIC_PER_HOUR + MANUAL_PER_HOUR) * windows.length,
          `${most} by ${windows.length}`,
        );

        vendor.failure = {};
        vendor.takes = 0;
        open();
        await clock.advance(2 * HOUR);
        const calm = clock.now();
        const before = sent.length;
        await clock.advance(HOUR);
        const at = (await stage.state()).reading?.at ?? 0;
        assert.ok(at > calm && at <= clock.now(), `last read ${(clock.now() - at) / MINUTE} minutes ago`);
        assert.ok(
          sent.length - before >= 12 && sent.length - before <= 16,
          `${sent.length - before} in a calm hour`,
        );
        assert.deepEqual(
          windows.flatMap(({ storeErrors }) => storeErrors),
          [],
        );
        for (const { poller } of windows) poller.dispose();
      }),
      { numRuns: 100, seed: 20_260_803 },
    );
  });
});
